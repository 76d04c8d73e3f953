import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FirmaRichiesta } from '../../schemas/bozza.api.js';
import { chiedi } from '../api/client.js';
import { annuncia } from '../components/Esiti.js';
import { Campo } from '../components/Campo.js';
import { useMiaChiave } from '../firme/use-mia-chiave.js';
import { giorno } from '../lib/formati.js';
import { newChiave } from '../lib/chiave.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { firmaQui, type Lettera } from './percorsi-bozze.js';
import { useRinfrescaLettere } from './use-atto-lettera.js';

type Formato = NonNullable<FirmaRichiesta['formato']>;
const FORMATI: Readonly<Record<Formato, string>> = {
  PAdES: 'nel PDF stesso (PAdES)',
  CAdES: 'in una busta .p7m (CAdES)',
};

/** The head signs the approved letter with the key that the system keeps for him. */
export function FirmaQui({ lettera, onChiudi }: { lettera: Lettera; onChiudi: () => void }) {
  const rinfresca = useRinfrescaLettere();
  const motivoAccesso = useMotivoAccesso();
  const { chiave } = useMiaChiave(true);
  const isPdf = lettera.approvata?.documento.formato.mime === 'application/pdf';
  const [formato, setFormato] = useState<Formato>(isPdf ? 'PAdES' : 'CAdES');
  const [idempotenza] = useState(newChiave);
  const mutation = useMutation({
    mutationFn: () =>
      chiedi(firmaQui(lettera.id), {
        corpo: { formato },
        versione: lettera.versione,
        chiave: idempotenza,
        motivoAccesso,
      }),
    onSuccess: async () => {
      annuncia('Lettera firmata.', 'Si può registrare.');
      onChiudi();
      await rinfresca();
    },
  });
  return (
    <DialogoAtto
      titolo="Firma la lettera approvata"
      premessa={
        chiave === undefined
          ? 'Con la chiave che il sistema conserva per lei.'
          : `Con la chiave di ${chiave.nome}, certificato di ${chiave.certificato.emittente} fino al ${giorno(chiave.certificato.al)}.`
      }
      azione="Firma ora"
      rinuncia="Non firmare"
      inCorso="Firma in corso…"
      alLavoro={mutation.isPending}
      errore={mutation.error}
      onAzione={() => mutation.mutate()}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="select"
        etichetta="Dove sta la firma"
        value={formato}
        errore={erroreDi(mutation.error, 'formato')}
        onChange={(event) => setFormato(event.target.value === 'PAdES' ? 'PAdES' : 'CAdES')}
      >
        {(['PAdES', 'CAdES'] as const)
          .filter((one) => isPdf || one === 'CAdES')
          .map((one) => (
            <option key={one} value={one}>
              {FORMATI[one]}
            </option>
          ))}
      </Campo>
    </DialogoAtto>
  );
}
