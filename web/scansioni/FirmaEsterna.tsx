import { useState } from 'react';
import type { AttestazioneLetta } from '../../schemas/attestazione.api.js';
import * as percorsi from '../api/attestazioni.js';
import { wordsOf } from '../api/errori.js';
import { useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { SceltaFile } from '../components/ZonaFile.js';
import { dimensione } from '../lib/formati.js';
import { useAttoScansione } from './use-atto-scansione.js';
import { useScaricaScansione } from './use-scarica-scansione.js';

/** Signing with one's own device or service: the exact bytes go out, the result comes back and is checked against them and against him. */
export function FirmaEsterna({ attestazione }: { attestazione: AttestazioneLetta }) {
  const io = useIo();
  const { id, documento, funzionario } = attestazione;
  const { scarica } = useScaricaScansione();
  const [file, setFile] = useState<File>();
  const [manca, setManca] = useState(false);
  const atto = useAttoScansione<AttestazioneLetta>({
    fatto: ['Attestazione firmata.', 'La firma è di questo documento e del funzionario che lo attesta.'],
  });
  if (funzionario.utente !== io.utente)
    return (
      <section className="riquadro" aria-label="Firma">
        <div className="corpo">
          <Stato tono="neu" icona="clock" parola={`Attende la firma di ${funzionario.denominazione}`} />
        </div>
      </section>
    );
  const wrong = atto.erroreDi('firma') ?? (manca ? 'Scegliere il file firmato.' : undefined);
  const send = () => {
    setManca(file === undefined);
    if (file === undefined) return;
    const parti = new FormData();
    parti.append('firma', file, file.name);
    atto.invia({ percorso: percorsi.caricaFirma(id), corpo: parti });
  };
  return (
    <section className="riquadro" aria-labelledby="firma-esterna">
      <header>
        <h2 id="firma-esterna">Firma con il suo dispositivo</h2>
      </header>
      <ol className="corpo pila pila-larga firma-passi">
        <li>
          <b>1. Scaricare il documento</b>, senza aprirlo né risalvarlo.
          <div className="riga">
            <Bottone
              aspetto="secondo"
              icona="download"
              onClick={() => scarica(percorsi.attestazione(id), documento.nome)}
            >
              Scarica {documento.nome}
            </Bottone>
          </div>
          <p className="mono xs impronta">SHA-256 {documento.sha256}</p>
        </li>
        <li>
          <b>2. Firmarlo</b> con firma digitale o qualificata: CAdES (.p7m o .p7s) oppure PAdES (PDF).
        </li>
        <li>
          <b>3. Caricare il file firmato</b>
          <div className="riga">
            <SceltaFile
              id="file-firmato"
              etichetta="File firmato"
              descrittoDa="file-firmato-scelto"
              errato={wrong !== undefined}
              onFile={([first]) => {
                setFile(first);
                setManca(false);
              }}
            >
              <span className="btn btn-terzo">Scegli il file…</span>
            </SceltaFile>
            <Bottone aspetto="primo" alLavoro={atto.alLavoro && 'Verifica in corso…'} onClick={send}>
              Carica e verifica
            </Bottone>
          </div>
          <p id="file-firmato-scelto" className={wrong === undefined ? 'aiuto' : 'errore-campo'} role="status">
            {wrong ?? (file === undefined ? 'Nessun file scelto.' : `${file.name}, ${dimensione(file.size)}`)}
          </p>
          {atto.errore !== null && atto.erroreDi('firma') === undefined && (
            <Avviso tono="bad" annuncio="alert" titolo="Non firmata.">
              {wordsOf(atto.errore)}
            </Avviso>
          )}
        </li>
      </ol>
    </section>
  );
}
