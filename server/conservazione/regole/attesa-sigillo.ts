import { startOfLegalDay } from '../../lib/clock.js';

/* How long a daily register waits for the seal of the AOO before it is shipped. Pure. */

/** The job that closes a day seals it at once, and tries again every ten minutes: so long it may fail (a timestamp that cannot be had). */
export const ATTESA_MS = 6 * 3_600_000;
/** Of the last day of the term; the afternoon is left for the shipping itself. */
const ORA_DEL_TERMINE = 12;
const ORA_MS = 3_600_000;

export interface GiornoDaSigillare {
  /** when the day was closed */
  chiusura: Date;
  /** last legal day of its term: the next working day */
  termine: string;
  /** both its PDF and its XML bear the seal */
  sigillato: boolean;
}

/** Until when a day that was closed then waits at most. */
export function attesaFino({ chiusura, termine }: Pick<GiornoDaSigillare, 'chiusura' | 'termine'>): Date {
  const mezzogiorno = startOfLegalDay(termine).getTime() + ORA_DEL_TERMINE * ORA_MS;
  return new Date(Math.min(chiusura.getTime() + ATTESA_MS, mezzogiorno));
}

/**
 * Whether a daily register is not shipped yet because its seal may still come: never where the AOO has no seal that may sign now, and
 * never so long that its term (LG §3.1.6: the next working day) would pass by it. What comes later follows as an addition.
 */
export const attendeSigillo = (giorno: GiornoDaSigillare, haSigillo: boolean, adesso: Date): boolean =>
  haSigillo && !giorno.sigillato && adesso < attesaFino(giorno);
