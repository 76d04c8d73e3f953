import type { TonoStato } from '../lib/tono.js';
import { Icona } from './Icona.js';

export type { TonoStato };

export interface StatoProps {
  tono: TonoStato;
  icona: string;
  parola: string;
  /** With a background, outside tables. */
  pieno?: boolean;
}

/** A status: always icon and word, never the colour alone. */
export function Stato({ tono, icona, parola, pieno = false }: StatoProps) {
  return (
    <span className={pieno ? `st ${tono} pieno` : `st ${tono}`}>
      <Icona nome={icona} misura="s" />
      {parola}
    </span>
  );
}
