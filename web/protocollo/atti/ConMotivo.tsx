import { useState } from 'react';
import type { Percorso } from '../../api/client.js';
import { Campo } from '../../components/Campo.js';
import { DialogoAtto } from './DialogoAtto.js';
import { useAtto } from './use-atto.js';

interface ConMotivoProps {
  percorso: Percorso<unknown>;
  titolo: string;
  premessa: string;
  azione: string;
  rinuncia: string;
  inCorso: string;
  fatto: readonly [string, string?];
  onChiudi: () => void;
}

/** A deed that only needs its reason: refusing, denying. */
export function ConMotivo({ percorso, fatto, onChiudi, ...words }: ConMotivoProps) {
  const [motivo, setMotivo] = useState('');
  const atto = useAtto(percorso, fatto, onChiudi);
  return (
    <DialogoAtto
      {...words}
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ motivo: motivo.trim() })}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        rows={3}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
