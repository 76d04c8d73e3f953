import { BASE } from '../api/client.js';
import { isDiRepertorio } from '../api/percorsi.js';
import type { Riferimento } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Icona } from '../components/Icona.js';
import { SceltaFile } from '../components/ZonaFile.js';
import { dimensione } from '../lib/formati.js';
import { iconaFile } from '../protocollo/Foglio.js';
import { detto } from '../protocollo/parole.js';
import { AllegaDa } from './AllegaDa.js';
import * as percorsi from './percorsi-bozze.js';
import type { Lettera } from './percorsi-bozze.js';

interface AllegatiLetteraProps {
  lettera: Lettera;
  /** undefined: only shown */
  onAggiungi?: (file: readonly File[]) => void;
  /** the list as it should be: files of the letter by hash, others by where they are */
  onElenco?: (allegati: readonly object[]) => void;
  fascicolo?: string;
  errore?: string | undefined;
}

/** `dal n. 0000012`, of an act `da DET 0000012`. */
const dal = (di: Riferimento): string => `${isDiRepertorio(di) ? 'da' : 'dal'} ${detto(di).nome}`;

const daDove = (da: Lettera['allegati'][number]['da']): string =>
  da === undefined
    ? ''
    : 'registrazione' in da
      ? `${dal(da.registrazione)}/${da.registrazione.anno}, `
      : 'dal fascicolo, ';

/** What goes with a letter: own files, and files of the registration that it answers or of its fascicolo, never copied. */
export function AllegatiLettera({ lettera, onAggiungi, onElenco, fascicolo, errore }: AllegatiLetteraProps) {
  const { allegati, id } = lettera;
  const present = allegati.map(({ sha256 }) => ({ sha256 }));
  return (
    <section className="allegati-lettera" aria-labelledby="allegati-titolo">
      <div className="riga">
        <h2 id="allegati-titolo">Allegati: {allegati.length}</h2>
        <span className="cresce" />
        {onAggiungi !== undefined && (
          <SceltaFile
            id="lettera-allegato"
            etichetta="Aggiungi allegati"
            className="btn btn-terzo btn-piccolo"
            onFile={onAggiungi}
          >
            <Icona nome="plus" misura="s" /> Aggiungi un file
          </SceltaFile>
        )}
      </div>
      {errore !== undefined && (
        <p className="errore-campo" role="alert">
          <Icona nome="error" misura="s" /> <span>{errore}</span>
        </p>
      )}
      <ul>
        {allegati.map((file, i) => (
          <li key={file.n} className="riga">
            <Icona nome={iconaFile(file)} misura="s" />
            <a className="ell" href={BASE + percorsi.allegato(id, file.n)} target="_blank" rel="noreferrer">
              {file.nome}
            </a>
            <span className="xs mut nw">
              {daDove(file.da)}
              {dimensione(file.dimensione)}
            </span>
            <span className="cresce" />
            {onElenco !== undefined && (
              <Bottone
                aspetto="testo"
                misura="piccolo"
                aria-label={`Togli ${file.nome}`}
                onClick={() => onElenco(present.filter((_, j) => j !== i))}
              >
                Togli
              </Bottone>
            )}
          </li>
        ))}
      </ul>
      {onElenco !== undefined && (
        <AllegaDa
          {...(lettera.risponde !== undefined && { risponde: lettera.risponde })}
          {...(fascicolo !== undefined && fascicolo !== '' && { fascicolo })}
          presenti={new Set(allegati.map(({ sha256 }) => sha256))}
          onAllega={(one) => onElenco([...present, one])}
        />
      )}
    </section>
  );
}
