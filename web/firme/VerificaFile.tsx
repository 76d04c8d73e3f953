import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { inviaParti } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/firme.js';
import { useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Chip } from '../components/Chip.js';
import { Icona } from '../components/Icona.js';
import { Progresso } from '../components/Progresso.js';
import { SceltaFile, useFileNellaFinestra, ZonaFile } from '../components/ZonaFile.js';
import { dimensione } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { EsitoDi } from './EsitoDi.js';
import './firme.css';

/** Any file with its signatures, verified now; nothing of it is kept. */
export function VerificaFile() {
  const io = useIo();
  const [documento, setDocumento] = useState<File | null>(null);
  const [firma, setFirma] = useState<File | null>(null);
  const [avanzamento, setAvanzamento] = useState<number>();
  const verifica = useMutation({
    mutationFn: async ({ doc, sig }: { doc: File; sig: File | null }) => {
      const parti = new FormData();
      parti.append('documento', doc, doc.name);
      if (sig !== null) parti.append('firma', sig, sig.name);
      const answer = await inviaParti(percorsi.verificaFile, {
        parti,
        avanzamento: (sent, all) => setAvanzamento(all === 0 ? undefined : sent / all),
      });
      return answer.corpo;
    },
    onSettled: () => setAvanzamento(undefined),
  });
  /** One file, or a document with its signature beside it, in whichever order they are dropped. */
  const prendi = (file: File[]) => {
    const staccata = file.length === 2 ? file.find(({ name }) => /\.(p7s|p7m|tsr|tsd)$/i.test(name)) : undefined;
    const doc = file.find((one) => one !== staccata);
    if (doc === undefined) return;
    setDocumento(doc);
    setFirma(staccata ?? null);
    verifica.mutate({ doc, sig: staccata ?? null });
  };
  const prendiFirma = ([file]: File[]) => {
    if (file === undefined || documento === null) return;
    setFirma(file);
    verifica.mutate({ doc: documento, sig: file });
  };
  const senzaFirma = () => {
    setFirma(null);
    if (documento !== null) verifica.mutate({ doc: documento, sig: null });
  };
  useFileNellaFinestra(prendi);
  useTitolo('Verifica di una firma', io.ente.denominazione);
  return (
    <>
      <div className="testa">
        <h1>Verifica di una firma</h1>
        <span className="sub">
          p7m, PDF, XML, contenitori ASiC, marche temporali: il file si verifica e non si conserva
        </span>
      </div>
      <div className="firme-pagina" tabIndex={0} role="region" aria-label="File ed esito">
        <div className="firme-stretta pila pila-larga">
          {documento === null ? (
            <ZonaFile id="firma-documento" etichetta="File firmato: scegli il file" onFile={prendi} errore={undefined}>
              <p>
                <b>Trascini qui il file firmato</b>, lo incolli, oppure lo scelga. Se la firma è in un altro file, li
                dia insieme.
              </p>
            </ZonaFile>
          ) : (
            <div className="in-riga">
              <Chip
                testo={`${documento.name}, ${dimensione(documento.size)}`}
                onTogli={() => {
                  setDocumento(null);
                  setFirma(null);
                  verifica.reset();
                }}
              />
              {firma !== null && <Chip testo={`firma: ${firma.name}`} onTogli={senzaFirma} />}
              <SceltaFile id="firma-staccata" etichetta="Firma separata" className="btn btn-terzo" onFile={prendiFirma}>
                <Icona nome="file-signed" /> La firma è in un altro file
              </SceltaFile>
              <Bottone onClick={() => verifica.mutate({ doc: documento, sig: firma })}>Verifica di nuovo</Bottone>
            </div>
          )}
          <div className="pila" aria-live="polite">
            {verifica.isPending && <Progresso etichetta="Verifica in corso" valore={avanzamento} />}
            {verifica.error !== null && (
              <Avviso tono="bad" annuncio="alert" titolo="Il file non si è potuto verificare.">
                {wordsOf(verifica.error)}
              </Avviso>
            )}
            {verifica.data !== undefined && documento !== null && (
              <EsitoDi esito={verifica.data} nome={documento.name} />
            )}
          </div>
        </div>
      </div>
    </>
  );
}
