import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso, ora } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { istanteItaliano } from '../protocollo/registrazione/arrivo.js';

export interface Quando {
  giorno: string;
  alle: string;
}

export const oraQuando = (): Quando => ({ giorno: giornoIso(adesso()), alle: ora(adesso()) });
export const istanteDi = ({ giorno, alle }: Quando): string => istanteItaliano(giorno, alle);

interface CampiQuandoProps {
  etichetta: string;
  valore: Quando;
  onValore: (valore: Quando) => void;
  errore: string | undefined;
}

/** When something began or ended, to the minute. */
export function CampiQuando({ etichetta, valore, onValore, errore }: CampiQuandoProps) {
  const { giorno, alle } = valore;
  return (
    <div className="griglia-due">
      <Campo
        etichetta={`${etichetta}, giorno`}
        type="date"
        errore={errore}
        value={giorno}
        onChange={(event) => onValore({ ...valore, giorno: event.target.value })}
        {...(giorno !== '' && { aiuto: giornoInLettere(giorno) })}
      />
      <Campo
        etichetta="ora"
        type="time"
        value={alle}
        onChange={(event) => onValore({ ...valore, alle: event.target.value })}
      />
    </div>
  );
}
