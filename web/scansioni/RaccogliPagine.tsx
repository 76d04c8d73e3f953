import './raccolta.css';
import { type ReactNode, useState } from 'react';
import { Bottone } from '../components/Bottone.js';
import { Icona } from '../components/Icona.js';
import { SceltaFile, useFileNellaFinestra, ZonaFile } from '../components/ZonaFile.js';
import { newChiave } from '../lib/chiave.js';
import { dimensione, plural } from '../lib/formati.js';
import { useMedia } from '../lib/soglia.js';
import { Fotocamera, isFotocamera } from './Fotocamera.js';
import { mossa, type Raccolto, TIPI } from './raccolta.js';

/** A phone or a tablet, whose own camera application takes the better picture. */
const CON_LE_DITA = '(pointer: coarse), (max-width: 900px)';

interface RaccogliPagineProps {
  id: string;
  raccolti: readonly Raccolto[];
  onRaccolti: (muta: (prima: readonly Raccolto[]) => Raccolto[]) => void;
  errore: string | undefined;
  /** One page takes the place of another: the last one given counts. */
  unaSola?: boolean;
  children: ReactNode;
}

/** Pages from wherever they come: chosen, dropped or pasted in the window, photographed; in their order. */
export function RaccogliPagine({ id, raccolti, onRaccolti, errore, unaSola = false, children }: RaccogliPagineProps) {
  const [camera, setCamera] = useState(false);
  const tocco = useMedia(CON_LE_DITA);
  const take = (file: File[]) => {
    const nuovi = file.map((one) => ({ id: newChiave(), file: one }));
    onRaccolti((prima) => (unaSola ? nuovi.slice(-1) : [...prima, ...nuovi]));
  };
  const sopra = useFileNellaFinestra(take);
  return (
    <div className={sopra ? 'raccolta sopra' : 'raccolta'}>
      <ZonaFile id={id} etichetta="Pagine: scegli i file" tipi={TIPI} onFile={take} errore={errore}>
        {sopra ? <b>Lasciare qui le pagine</b> : children}
      </ZonaFile>
      <div className="riga raccolta-foto">
        {tocco && (
          <SceltaFile
            id={`${id}-foto`}
            etichetta="Fotografa una pagina"
            tipi="image/*"
            fotocamera
            className="btn btn-terzo"
            onFile={take}
          >
            <Icona nome="camera" /> Fotografa una pagina
          </SceltaFile>
        )}
        {isFotocamera() && !camera && (
          <Bottone icona="video" onClick={() => setCamera(true)}>
            Apri la fotocamera qui
          </Bottone>
        )}
      </div>
      {camera && <Fotocamera onScatto={(file) => take([file])} onChiudi={() => setCamera(false)} />}
      {raccolti.length > 0 && (
        <>
          <p className="xs mut" role="status">
            {plural(raccolti.length, 'file', 'file')},{' '}
            {dimensione(raccolti.reduce((sum, { file }) => sum + file.size, 0))}
          </p>
          <ol className="raccolti">
            {raccolti.map(({ id: quale, file }, i) => (
              <li key={quale} className="riga">
                <span className="ell cresce" title={file.name}>
                  {i + 1}. {file.name}
                </span>
                <span className="xs mut nw">{dimensione(file.size)}</span>
                {raccolti.length > 1 && (
                  <>
                    <Bottone
                      aspetto="testo"
                      misura="piccolo"
                      nonOra={i === 0 ? 'È già la prima' : undefined}
                      onClick={() => onRaccolti((prima) => mossa(prima, quale, -1))}
                    >
                      Su<span className="vh">: {file.name}</span>
                    </Bottone>
                    <Bottone
                      aspetto="testo"
                      misura="piccolo"
                      nonOra={i === raccolti.length - 1 ? 'È già l’ultima' : undefined}
                      onClick={() => onRaccolti((prima) => mossa(prima, quale, 1))}
                    >
                      Giù<span className="vh">: {file.name}</span>
                    </Bottone>
                  </>
                )}
                <Bottone
                  aspetto="testo"
                  misura="piccolo"
                  onClick={() => onRaccolti((prima) => prima.filter((one) => one.id !== quale))}
                >
                  Togli<span className="vh"> {file.name}</span>
                </Bottone>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
