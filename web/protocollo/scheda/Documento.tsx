import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { isDiRepertorio } from '../../api/percorsi.js';
import { paginaNuovaPer } from '../../api/scansioni.js';
import { scaricaFile } from '../../api/scarica.js';
import { puo, useIo } from '../../api/sessione.js';
import type { FileRegistrato, Registrazione } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import { Vuoto } from '../../components/Vuoto.js';
import { iconaFile, indirizzoFile } from '../Foglio.js';
import { useServonoIntestazioni } from '../FoglioDi.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { isInQuarantena } from '../vista-file.js';
import { FoglioConCopia } from './FoglioConCopia.js';

interface DocumentoProps {
  registrazione: Registrazione;
  /** Number of the attachment shown, or undefined for the document. */
  mostrato: number | undefined;
  onMostra: (n: number | undefined) => void;
  /** Opens what adds files, for who may add them. */
  onIntegra: (() => void) | undefined;
}

/** The paper beside its data: the document or one of its attachments, as the browser shows it. */
export function Documento({ registrazione, mostrato, onMostra, onIntegra }: DocumentoProps) {
  const io = useIo();
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
          <Vuoto
            icona="file-image"
            titolo="Attende la scansione"
            azioni={
              onIntegra === undefined ? undefined : (
                <>
                  {puo(io, 'scansiona') && !isDiRepertorio(registrazione) && (
                    <Link className="btn btn-secondo" to={paginaNuovaPer(registrazione)}>
                      <Icona nome="file-image" /> Scansiona <kbd>S</kbd>
                    </Link>
                  )}
                  <Bottone icona="upload" tasto="I" onClick={onIntegra}>
                    Aggiungi il file già pronto
                  </Bottone>
                </>
              )
            }
          >
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
      <FoglioConCopia
        key={n ?? 0}
        di={registrazione}
        file={file}
        n={n}
        titolo={`${n === undefined ? 'Documento' : 'Allegato'} ${file.nome}`}
      />
    </section>
  );
}

interface FileDi {
  registrazione: Registrazione;
  file: FileRegistrato;
  n: number | undefined;
}

function Strumenti({ registrazione, file, n }: FileDi) {
  const motivo = useMotivoAccesso();
  const intestazioni = useServonoIntestazioni();
  const quarantena = isInQuarantena(file);
  const scarica = useMutation({ mutationFn: () => scaricaFile(registrazione, n, file.nome, motivo) });
  if (quarantena) return <Stato tono="bad" icona="warning-circle" parola="In quarantena" />;
  if (intestazioni) {
    return (
      <Bottone aspetto="testo" misura="piccolo" icona="download" onClick={() => scarica.mutate()}>
        <span className="vh">Scarica {file.nome}</span>
      </Bottone>
    );
  }
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
