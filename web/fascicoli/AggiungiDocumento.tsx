import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { inviaParti } from '../api/client.js';
import { useIo } from '../api/sessione.js';
import { annuncia } from '../components/Esiti.js';
import { Campo } from '../components/Campo.js';
import { newChiave } from '../lib/chiave.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { useAttoFascicolo, useRinfrescaFascicoli } from './interrogazioni-fascicoli.js';
import * as percorsi from './percorsi-fascicoli.js';

interface AggiungiDocumentoProps {
  fascicolo: FascicoloRisposta;
  onChiudi: () => void;
}

/** `347`, `0000347/2026` → the registration; null for what is no number. */
function postoOf(testo: string, anno: number): { anno: number; numero: number } | null {
  const match = /^\s*0*(\d{1,9})(?:\s*\/\s*(\d{4}))?\s*$/.exec(testo);
  if (match === null || Number(match[1]) === 0) return null;
  return { anno: match[2] === undefined ? anno : Number(match[2]), numero: Number(match[1]) };
}

/** Adds a registration by its number, or the file of a document that is not in the protocol. */
export function AggiungiDocumento({ fascicolo, onChiudi }: AggiungiDocumentoProps) {
  const io = useIo();
  const motivoAccesso = useMotivoAccesso();
  const rinfresca = useRinfrescaFascicoli();
  const [numero, setNumero] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [oggetto, setOggetto] = useState('');
  const [chiave] = useState(newChiave);
  const [vuoto, setVuoto] = useState(false);
  const posto = postoOf(numero, Number(io.adesso.slice(0, 4)));
  const atto = useAttoFascicolo(
    percorsi.mette(fascicolo.id),
    ({ codice }) => [`n. ${numero.trim()} nel fascicolo ${codice}.`],
    onChiudi,
  );
  const carica = useMutation({
    mutationFn: (scelto: File) => {
      const parti = new FormData();
      if (oggetto.trim() !== '') parti.set('oggetto', oggetto.trim());
      parti.set('documento', scelto, scelto.name);
      return inviaParti<FascicoloRisposta>(percorsi.mette(fascicolo.id), { parti, chiave, motivoAccesso });
    },
    onSuccess: async () => {
      annuncia(`${oggetto.trim() === '' ? (file?.name ?? '') : oggetto.trim()} è nel fascicolo.`);
      onChiudi();
      await rinfresca();
    },
  });
  const errore = atto.errore ?? carica.error;
  const send = () => {
    if (posto !== null) atto.invia({ registrazioni: [posto] });
    else if (file !== null) carica.mutate(file);
    else setVuoto(true);
  };
  return (
    <DialogoAtto
      titolo={`Aggiungi a ${fascicolo.codice}`}
      premessa={fascicolo.oggetto}
      azione="Aggiungi"
      rinuncia="Non aggiungere"
      inCorso="In corso…"
      alLavoro={atto.alLavoro || carica.isPending}
      errore={errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Numero di protocollo"
        aiuto="347 oppure 347/2026"
        inputMode="numeric"
        value={numero}
        errore={
          atto.erroreDi('registrazioni') ??
          (vuoto && posto === null ? 'Scrivere un numero di protocollo, oppure scegliere un file.' : undefined)
        }
        onChange={(event) => setNumero(event.target.value)}
      />
      {posto === null && (
        <>
          <Campo
            type="file"
            etichetta="Oppure un documento che non è nel protocollo"
            aiuto="una bozza, una relazione interna"
            errore={erroreDi(carica.error, 'documento')}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
          <Campo
            etichetta="Che cos’è"
            facoltativo
            value={oggetto}
            errore={erroreDi(carica.error, 'oggetto')}
            onChange={(event) => setOggetto(event.target.value)}
          />
        </>
      )}
    </DialogoAtto>
  );
}
