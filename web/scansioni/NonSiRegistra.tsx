import { useState } from 'react';
import type { Percorso } from '../api/client.js';
import { Campo } from '../components/Campo.js';
import { useRegoleAl } from '../configurazione/interrogazioni.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface NonSiRegistraProps<T> {
  /** Where it is said, of a scan or of a batch. */
  percorso: Percorso<T>;
  onFatto?: (corpo: T) => void;
  onChiudi: () => void;
}

/** What has arrived and is not to be registered, by one of the AOO's exclusions: it leaves the queue, and nothing is deleted. */
export function NonSiRegistra<T>({ percorso, onFatto, onChiudi }: NonSiRegistraProps<T>) {
  const { data } = useRegoleAl('esclusioni', undefined);
  const esclusioni = (data?.contenuto ?? []) as readonly { codice: string }[];
  const [esclusione, setEsclusione] = useState('');
  const [motivo, setMotivo] = useState('');
  const atto = useAttoScansione<T>({
    fatto: ['Non si registra.', 'Resta tra le scansioni, con il motivo; si può sempre registrare.'],
    onFatto: (corpo) => {
      onFatto?.(corpo);
      onChiudi();
    },
  });
  return (
    <DialogoAtto
      titolo="Non è da registrare?"
      premessa="Esce dalla coda «Da registrare» e nulla si cancella: chi lo ha detto e perché resta nella storia."
      azione="Non si registra"
      rinuncia="Lasciala nella coda"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({ percorso, corpo: { esclusione, ...(motivo.trim() !== '' && { motivo: motivo.trim() }) } })
      }
      onChiudi={onChiudi}
    >
      <Campo
        tipo="select"
        etichetta="Perché"
        data-primo=""
        value={esclusione}
        errore={atto.erroreDi('esclusione')}
        onChange={(event) => setEsclusione(event.target.value)}
      >
        <option value="">da scegliere</option>
        {esclusioni.map(({ codice }) => (
          <option key={codice} value={codice}>
            {codice}
          </option>
        ))}
      </Campo>
      <Campo
        etichetta="Motivo"
        facoltativo
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
