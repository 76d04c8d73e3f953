import { useState } from 'react';
import { Campo } from '../components/Campo.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { DialogoRitenta } from './DialogoRitenta.js';
import type { RimediaProps } from './rimedia-props.js';
import { tutti, useRitenta } from './use-ritenta.js';

/** Sends again what was prepared, as it is. */
export function RitentaPacchetti({ righe, onFatto, onChiudi }: RimediaProps) {
  const [motivo, setMotivo] = useState('');
  const ritenta = useRitenta(onFatto);
  return (
    <DialogoRitenta
      azione="Ritenta"
      righe={righe}
      premessa="Il pacchetto parte di nuovo appena la linea è libera. Se il conservatore lo ha già, risponde con il rapporto di allora."
      ritenta={ritenta}
      onAzione={() => ritenta.invia(tutti(righe, motivo.trim() === '' ? {} : { motivo: motivo.trim() }))}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Motivo"
        facoltativo
        aiuto="resta nella storia del pacchetto"
        value={motivo}
        errore={erroreDi(ritenta.errore, 'motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoRitenta>
  );
}
