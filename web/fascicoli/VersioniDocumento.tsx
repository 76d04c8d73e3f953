import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DocumentoRisposta } from '../../schemas/fascicolo.api.js';
import { inviaParti } from '../api/client.js';
import { annuncia } from '../components/Esiti.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Persona } from '../components/Persona.js';
import { newChiave } from '../lib/chiave.js';
import { giorno } from '../lib/formati.js';
import { MetadatiDi } from '../metadati/MetadatiDi.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { useRinfrescaFascicoli } from './interrogazioni-fascicoli.js';
import { nuovaVersione } from './percorsi-fascicoli.js';
import { ScaricaVersione } from './ScaricaVersione.js';

interface VersioniDocumentoProps {
  documento: DocumentoRisposta;
  /** the fascicolo is open and his to work on */
  modificabile: boolean;
  onChiudi: () => void;
}

/** A document that is not in the protocol: every version with its file and its metadata, and a new one where one may add it. */
export function VersioniDocumento({ documento, modificabile, onChiudi }: VersioniDocumentoProps) {
  const motivoAccesso = useMotivoAccesso();
  const rinfresca = useRinfrescaFascicoli();
  const [file, setFile] = useState<File | null>(null);
  const [nota, setNota] = useState('');
  const [vuoto, setVuoto] = useState(false);
  const [chiave] = useState(newChiave);
  const [metadati, setMetadati] = useState<number | null>(null);
  const aggiungi = useMutation({
    mutationFn: (scelto: File) => {
      const parti = new FormData();
      if (nota.trim() !== '') parti.set('nota', nota.trim());
      parti.set('documento', scelto, scelto.name);
      return inviaParti<DocumentoRisposta>(nuovaVersione(documento.id), { parti, chiave, motivoAccesso });
    },
    onSuccess: async () => {
      annuncia(`Nuova versione di ${documento.oggetto}.`, 'Quelle di prima restano.');
      onChiudi();
      await rinfresca();
    },
  });
  const send = () => {
    if (file === null) setVuoto(true);
    else aggiungi.mutate(file);
  };
  return (
    <DialogoAtto
      titolo={documento.oggetto}
      premessa="Documento che non è nel protocollo. Ogni versione resta com’era, con i suoi metadati."
      largo
      {...(modificabile && { azione: 'Aggiungi la versione', onAzione: send })}
      rinuncia="Chiudi"
      inCorso="In corso…"
      alLavoro={aggiungi.isPending}
      errore={aggiungi.error}
      onChiudi={onChiudi}
    >
      <table>
        <caption className="vh">Le versioni, dall’ultima</caption>
        <thead>
          <tr>
            <th scope="col">Versione</th>
            <th scope="col">File</th>
            <th scope="col">Del</th>
            <th scope="col">Di</th>
            <th scope="col">Nota</th>
            <th scope="col">
              <span className="vh">Che cosa se ne può avere</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {documento.versioni.toReversed().map((versione) => (
            <tr key={versione.n}>
              <th scope="row">{versione.n}</th>
              <td>{versione.file.nome}</td>
              <td className="nw">{giorno(versione.data)}</td>
              <td>
                <Persona utente={versione.utente} />
              </td>
              <td>{versione.nota ?? ''}</td>
              <td className="nw">
                <ScaricaVersione documento={documento} versione={versione} />
                <Bottone
                  aspetto="testo"
                  misura="piccolo"
                  aria-label={`Metadati della versione ${versione.n}`}
                  aria-expanded={metadati === versione.n}
                  onClick={() => setMetadati(metadati === versione.n ? null : versione.n)}
                >
                  Metadati
                </Bottone>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {metadati !== null && (
        <section aria-label={`Metadati della versione ${metadati}`}>
          <MetadatiDi
            key={metadati}
            di={{ documento: documento.id, versione: metadati }}
            versione={documento.versione}
            nome={`metadati-${documento.id}-versione-${metadati}`}
          />
        </section>
      )}
      {modificabile && (
        <>
          <Campo
            type="file"
            etichetta="Nuova versione"
            errore={
              erroreDi(aggiungi.error, 'documento') ??
              (vuoto && file === null ? 'Scegliere il file della nuova versione.' : undefined)
            }
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
          <Campo
            etichetta="Che cosa è cambiato"
            facoltativo
            value={nota}
            errore={erroreDi(aggiungi.error, 'nota')}
            onChange={(event) => setNota(event.target.value)}
          />
        </>
      )}
    </DialogoAtto>
  );
}
