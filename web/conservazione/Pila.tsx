import type { Riepilogo } from '../../schemas/conservazione.api.js';
import type { CodaConservazione, Rimedio, RigaVersamento } from '../../schemas/versamento.api.js';
import { PilaNonInviabili } from './NonInviabili.js';
import { PilaRifiutati } from './PilaRifiutati.js';
import { PilaVersamenti } from './PilaVersamenti.js';

export interface PilaProps {
  /** filters of the address: cursor, year */
  domanda: Record<string, string>;
  code: Riepilogo['code'];
  /** whether this person may mend and send */
  versa: boolean;
  rimedia: (rimedio: Rimedio | 'decidi', righe: readonly RigaVersamento[]) => void;
  onScelta: (riga: RigaVersamento | undefined) => void;
  /** A row was touched: on narrow screens its package is shown. */
  onTocca: () => void;
  /** Another page of the pile; undefined: the first. */
  onAltra: (cursore: string | undefined) => void;
}

/** The rows of a pile, as that pile is worked. */
export function Pila({ coda, ...props }: PilaProps & { coda: CodaConservazione }) {
  if (coda === 'rifiutati') return <PilaRifiutati {...props} />;
  if (coda === 'non-inviabili') return <PilaNonInviabili {...props} />;
  return <PilaVersamenti key={coda} coda={coda} {...props} />;
}
