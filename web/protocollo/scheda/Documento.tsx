import type { FileRegistrato, Registrazione } from '../../api/tipi.js';
import { Icona } from '../../components/Icona.js';
import { Vuoto } from '../../components/Vuoto.js';
import { Foglio, iconaFile, indirizzoFile } from '../Foglio.js';
import { FoglioRiservato } from './FoglioRiservato.js';
import { useMotivoAccesso } from './motivo-accesso.js';

interface DocumentoProps {
  registrazione: Registrazione;
  /** Number of the attachment shown, or undefined for the document. */
  mostrato: number | undefined;
  onMostra: (n: number | undefined) => void;
}

/** The paper beside its data: the document or one of its attachments, as the browser shows it. */
export function Documento({ registrazione, mostrato, onMostra }: DocumentoProps) {
  const { documento, allegati } = registrazione;
  const allegato = allegati.find(({ n }) => n === mostrato);
  const file = allegato ?? documento ?? allegati[0];
  const n = file === documento ? undefined : (allegato ?? allegati[0])?.n;
  if (file === undefined) {
    return (
      <section className="scheda-documento" aria-label="Documento">
        <div className="scheda-strumenti">
          <Icona nome="file-image" misura="s" /> <b>Nessun file</b>
        </div>
        <div className="scheda-foglio">
          <Vuoto icona="file-image" titolo="Attende la scansione">
            L’originale è di carta: quando arriva la scansione si aggiunge qui, senza cambiare la registrazione.
          </Vuoto>
        </div>
      </section>
    );
  }
  return (
    <section className="scheda-documento" aria-label="Documento">
      <div className="scheda-strumenti">
        <Icona nome={iconaFile(file)} misura="s" />
        {allegati.length === 0 ? (
          <b className="ell" title={file.nome}>
            {file.nome}
          </b>
        ) : (
          <select
            className="controllo"
            aria-label="File mostrato"
            value={n ?? 0}
            onChange={(event) => onMostra(Number(event.target.value) || undefined)}
          >
            {documento !== undefined && <option value={0}>{documento.nome}</option>}
            {allegati.map((one) => (
              <option key={one.n} value={one.n}>
                {one.n}. {one.nome}
              </option>
            ))}
          </select>
        )}
        <span className="cresce" />
        <Strumenti registrazione={registrazione} file={file} n={n} />
      </div>
      <FoglioDi key={n ?? 0} registrazione={registrazione} file={file} n={n} />
    </section>
  );
}

interface FileDi {
  registrazione: Registrazione;
  file: FileRegistrato;
  n: number | undefined;
}

/** A link cannot say why one reads: with a reason of access the page fetches the bytes itself. */
function Strumenti({ registrazione, file, n }: FileDi) {
  const motivo = useMotivoAccesso();
  if (motivo !== undefined) return null;
  const address = indirizzoFile(registrazione, n);
  return (
    <>
      <a className="btn btn-testo btn-piccolo" href={address} target="_blank" rel="noreferrer">
        <Icona nome="external-link" />
        <span className="vh">Apri {file.nome} in un’altra scheda del browser</span>
      </a>
      <a className="btn btn-testo btn-piccolo" href={address} download={file.nome}>
        <Icona nome="download" />
        <span className="vh">Scarica {file.nome}</span>
      </a>
    </>
  );
}

function FoglioDi({ registrazione, file, n }: FileDi) {
  const motivo = useMotivoAccesso();
  const titolo = `${n === undefined ? 'Documento' : 'Allegato'} ${file.nome}`;
  return (
    <div className="scheda-foglio">
      {motivo === undefined ? (
        <Foglio file={file} indirizzo={indirizzoFile(registrazione, n)} titolo={titolo} />
      ) : (
        <FoglioRiservato registrazione={registrazione} file={file} n={n} titolo={titolo} motivo={motivo} />
      )}
    </div>
  );
}
