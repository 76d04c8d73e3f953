import type { Riepilogo } from '../../schemas/conservazione.api.js';
import type { Rimedio, RigaVersamento } from '../../schemas/versamento.api.js';

/** What a pile is given, whichever it is. */
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
