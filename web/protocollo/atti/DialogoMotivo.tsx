import { useState } from 'react';
import { Campo } from '../../components/Campo.js';
import { DialogoAtto, type DialogoAttoProps } from './DialogoAtto.js';

/** The deed, as its hook gives it. */
interface AttoConMotivo {
  invia: (corpo: unknown, versione?: number) => void;
  alLavoro: boolean;
  errore: Error | null;
  erroreDi: (campo: string) => string | undefined;
}

interface DialogoMotivoProps extends Omit<DialogoAttoProps, 'alLavoro' | 'errore' | 'onAzione' | 'children'> {
  atto: AttoConMotivo;
  /** of what is changed, where the deed asks for it */
  versione?: number;
}

/** The dialog of a deed that only needs its reason. */
export function DialogoMotivo({ atto, versione, ...dialogo }: DialogoMotivoProps) {
  const [motivo, setMotivo] = useState('');
  return (
    <DialogoAtto
      {...dialogo}
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ motivo: motivo.trim() }, versione)}
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
