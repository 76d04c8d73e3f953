import { useState } from 'react';
import type { CorrispondenteScheda } from '../../schemas/corrispondente.api.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import * as percorsi from './percorsi-rubrica.js';
import { erroreDi, useAzione } from './use-azione.js';

/** Undoes a merging, with its reason. */
export function Dividi({ di, onChiudi }: { di: CorrispondenteScheda; onChiudi: () => void }) {
  const [motivo, setMotivo] = useState('');
  const azione = useAzione<CorrispondenteScheda>(['Divisi.', 'Il corrispondente è tornato a sé.'], onChiudi);
  return (
    <DialogoAtto
      titolo="Dividi i due corrispondenti"
      premessa="Questo torna a essere proposto per conto suo. L’unione e la divisione restano nella storia."
      azione="Dividi"
      rinuncia="Lascia uniti"
      inCorso="Divisione in corso…"
      alLavoro={azione.isPending}
      errore={azione.error}
      onAzione={() => azione.mutate({ percorso: percorsi.divide(di.id), corpo: { motivo: motivo.trim() } })}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="textarea"
        rows={2}
        etichetta="Motivo"
        value={motivo}
        errore={erroreDi(azione.error, 'motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
