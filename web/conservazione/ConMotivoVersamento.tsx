import { useState } from 'react';
import type { Percorso } from '../api/client.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAttoVersamento } from './use-atto-versamento.js';

interface ConMotivoVersamentoProps {
  percorso: Percorso<unknown>;
  titolo: string;
  premessa: string;
  azione: string;
  fatto: readonly [string, string?];
  pericolo?: boolean;
  onFatto?: () => void;
  onChiudi: () => void;
}

/** A deed on a package or a line that only needs its reason, which stays. */
export function ConMotivoVersamento({ percorso, fatto, onFatto, onChiudi, ...words }: ConMotivoVersamentoProps) {
  const [motivo, setMotivo] = useState('');
  const atto = useAttoVersamento(percorso, fatto, () => {
    onChiudi();
    onFatto?.();
  });
  return (
    <DialogoAtto
      {...words}
      inCorso="Un momento…"
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
