import { erroreData } from '../lib/errore-data.js';
import { giornoInLettere } from '../lib/formati.js';
import { Campo } from './Campo.js';

/** First and last day, both included: `2026-11-24`, or nothing yet. */
export interface Periodo {
  dal: string;
  al: string;
}

interface CampiPeriodoProps {
  valore: Periodo;
  erroreDi: (campo: string) => string | undefined;
  onValore: (valore: Periodo) => void;
}

const TITOLI = [
  ['dal', 'Dal'],
  ['al', 'Al'],
] as const;

/** The two days of a charge that is given for a time, each in words beside its field. */
export function CampiPeriodo({ valore, erroreDi, onValore }: CampiPeriodoProps) {
  return (
    <div className="griglia-due">
      {TITOLI.map(([nome, titolo]) => (
        <Campo
          key={nome}
          etichetta={titolo}
          type="date"
          value={valore[nome]}
          aiuto={valore[nome] === '' ? undefined : giornoInLettere(valore[nome])}
          errore={erroreData(valore[nome], erroreDi(nome))}
          onChange={(event) => onValore({ ...valore, [nome]: event.target.value })}
        />
      ))}
    </div>
  );
}
