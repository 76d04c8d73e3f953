import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Bottone } from '../../components/Bottone.js';
import { Icona } from '../../components/Icona.js';
import { SceltaFile, ZonaFile } from '../../components/ZonaFile.js';
import { dimensione, hashBreve } from '../../lib/formati.js';
import { Anteprima, stepZoom, useVista, type Zoom } from './Anteprima.js';
import { iconaFile } from './tipo-visibile.js';
import { type ErroreModulo, idOf, messaggiOf } from './errori-campi.js';
import type { FileScelto } from './valori.js';

interface PannelloDocumentoProps {
  documento: FileScelto | null;
  allegati: readonly FileScelto[];
  /** Whether this flow and means want the file at once. */
  obbligatorio: boolean;
  trascina: boolean;
  contenutoOf: (id: string) => Blob | undefined;
  errori: readonly ErroreModulo[];
  onFile: (file: File[]) => void;
  onAllegati: (file: File[]) => void;
  onSostituisci: (id: string, file: File) => void;
  onTogli: (id: string) => void;
  onPrincipale: (id: string) => void;
  /** Below the document: what the register knows that looks like it. */
  children?: ReactNode;
}

/** The document and its attachments, as they will be registered: one tab each, preview, size and hash. */
export function PannelloDocumento(props: PannelloDocumentoProps) {
  const { documento, allegati, errori } = props;
  const [scelto, setScelto] = useState<string | null>(null);
  const file = documento === null ? [...allegati] : [documento, ...allegati];
  const attivo = file.find(({ id }) => id === scelto) ?? file[0];
  const messaggiDi = (id: string) =>
    id === documento?.id
      ? messaggiOf(errori, 'documento')
      : messaggiOf(errori, `allegati[${allegati.findIndex((uno) => uno.id === id)}]`);

  return (
    <section className={props.trascina ? 'documento sopra' : 'documento'} aria-label="File da registrare">
      {file.length > 0 && (
        <div className="leggio-barra">
          <Schede {...{ file, documento, attivo, messaggiDi }} onScelto={setScelto} />
          <span className="cresce" />
          <SceltaFile
            id="reg-allegati"
            etichetta="Allegati: aggiungi altri file"
            className="btn btn-testo btn-piccolo"
            onFile={props.onAllegati}
          >
            <Icona nome="clip" /> Allega
          </SceltaFile>
        </div>
      )}
      {attivo === undefined ? (
        <div className="leggio vuoto-leggio">
          <ZonaFile
            id={idOf('documento')}
            etichetta="Documento: scegli il file"
            onFile={props.onFile}
            errore={messaggiOf(errori, 'documento')[0]}
          >
            <b>{props.trascina ? 'Lasciarlo qui' : 'Il documento'}</b>
            <span>Trascinarlo in questa pagina, incollarlo con Ctrl+V, oppure sceglierlo.</span>
            <span>
              {props.obbligatorio
                ? 'Il primo è il documento, gli altri sono i suoi allegati.'
                : 'Arrivato su carta: si può registrare adesso e aggiungere poi la scansione.'}
            </span>
          </ZonaFile>
        </div>
      ) : (
        <Attivo {...props} attivo={attivo} messaggi={messaggiDi(attivo.id)} />
      )}
      {props.children}
    </section>
  );
}

interface SchedeProps {
  file: readonly FileScelto[];
  documento: FileScelto | null;
  attivo: FileScelto | undefined;
  messaggiDi: (id: string) => string[];
  onScelto: (id: string) => void;
}

function Schede({ file, documento, attivo, messaggiDi, onScelto }: SchedeProps) {
  const primoAllegato = documento === null ? 0 : 1;
  const idScheda = (posto: number) =>
    posto < primoAllegato ? 'reg-scheda-documento' : `reg-allegato-${posto - primoAllegato}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const passo = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const ora = file.findIndex(({ id }) => id === attivo?.id);
    const poi = (ora + passo + file.length) % file.length;
    if (passo === 0) return;
    event.preventDefault();
    document.getElementById(idScheda(poi))?.focus();
  };
  return (
    <div className="segmenti piccoli schede" role="tablist" aria-label="File" onKeyDown={onKeyDown}>
      {file.map(({ id, nome }, posto) => (
        <button
          key={id}
          id={idScheda(posto)}
          type="button"
          role="tab"
          aria-selected={id === attivo?.id}
          aria-controls="reg-file"
          tabIndex={id === attivo?.id ? 0 : -1}
          title={nome}
          onClick={() => onScelto(id)}
          onFocus={() => onScelto(id)}
        >
          <Icona nome={messaggiDi(id).length > 0 ? 'error' : iconaFile(nome)} misura="s" />
          <span className="ell">{nome}</span>
          <span className="vh">
            {posto < primoAllegato ? ', documento' : `, allegato ${posto - primoAllegato + 1}`}
          </span>
        </button>
      ))}
    </div>
  );
}

interface AttivoProps extends PannelloDocumentoProps {
  attivo: FileScelto;
  messaggi: string[];
}

function Attivo({
  attivo,
  messaggi,
  documento,
  contenutoOf,
  onSostituisci,
  onTogli,
  onPrincipale,
  onFile,
}: AttivoProps) {
  const { id, nome, sha256 } = attivo;
  const vista = useVista(contenutoOf(id), nome);
  const [zoom, setZoom] = useState<Zoom>('larghezza');
  const principale = id === documento?.id;
  return (
    <div className="documento-file" id="reg-file" role="tabpanel" aria-label={nome}>
      <div className="file-barra">
        <span className="sm ell">
          {principale ? 'Documento' : 'Allegato'}, {dimensione(attivo.dimensione)} ·{' '}
          {sha256 === undefined ? (
            'calcolo dell’impronta…'
          ) : (
            <span title={`SHA-256 ${sha256}`}>
              SHA-256 <span className="mono">{hashBreve(sha256)}</span>
            </span>
          )}
        </span>
        <span className="cresce" />
        {vista?.tipo === 'application/pdf' && (
          <>
            <Bottone
              aspetto="testo"
              misura="piccolo"
              icona="zoom-out"
              onClick={() => setZoom(stepZoom(zoom, 'indietro'))}
            >
              <span className="vh">Riduci</span>
            </Bottone>
            <Bottone aspetto="testo" misura="piccolo" onClick={() => setZoom('larghezza')}>
              {zoom === 'larghezza' ? 'Larghezza' : `${zoom} %`}
              {zoom !== 'larghezza' && <span className="vh">, riporta alla larghezza</span>}
            </Bottone>
            <Bottone aspetto="testo" misura="piccolo" icona="zoom-in" onClick={() => setZoom(stepZoom(zoom, 'avanti'))}>
              <span className="vh">Ingrandisci</span>
            </Bottone>
          </>
        )}
        {vista !== null && vista.tipo !== null && (
          <a className="btn btn-testo btn-piccolo" href={vista.url} target="_blank" rel="noreferrer">
            <Icona nome="external-link" />
            <span className="vh">Apri {nome} in un’altra finestra</span>
          </a>
        )}
        {documento === null && (
          <SceltaFile
            id={idOf('documento')}
            etichetta="Documento: scegli il file"
            className="btn btn-testo btn-piccolo"
            onFile={onFile}
          >
            Scegli il documento
          </SceltaFile>
        )}
        {!principale && (
          <Bottone aspetto="testo" misura="piccolo" onClick={() => onPrincipale(id)}>
            Rendi principale
          </Bottone>
        )}
        <SceltaFile
          id={principale ? idOf('documento') : 'reg-sostituisci'}
          etichetta={principale ? 'Documento: sostituisci il file' : `Sostituisci ${nome}`}
          className="btn btn-testo btn-piccolo"
          errato={messaggi.length > 0}
          descrittoDa={messaggi.length > 0 ? 'reg-file-errori' : undefined}
          onFile={([primo]) => {
            if (primo !== undefined) onSostituisci(id, primo);
          }}
        >
          Sostituisci
        </SceltaFile>
        <Bottone aspetto="testo" misura="piccolo" onClick={() => onTogli(id)} aria-label={`Togli ${nome}`}>
          Togli
        </Bottone>
      </div>
      {messaggi.length > 0 && (
        <p id="reg-file-errori" className="errore-campo">
          <Icona nome="error" misura="s" />
          <span>{messaggi.join(' ')}</span>
        </p>
      )}
      {(vista?.osservazioni.length ?? 0) > 0 && (
        <div className="file-barra">
          <span className="sm" role="status">
            <Icona nome="warning-circle" misura="s" /> {vista?.osservazioni.join(' ')}
          </span>
        </div>
      )}
      <Anteprima nome={nome} vista={vista} zoom={zoom} />
    </div>
  );
}
