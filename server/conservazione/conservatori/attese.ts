import type { Clock } from '../../lib/clock.js';

const MASSIMO_MS = 24 * 3_600_000;

/** An instant so many seconds from now, at most a day. */
export const fra = (secondi: number, orologio: Clock): Date =>
  new Date(orologio.now().getTime() + Math.min(Math.max(secondi, 1) * 1_000, MASSIMO_MS));

/**
 * When to come again, as a Retry-After says it: seconds, or a date, of which only how far it lies ahead of the other side's clock
 * would count: dates are passed over.
 */
export function riprovaDopo(testo: string | undefined, orologio: Clock): Date | undefined {
  return testo !== undefined && /^\d{1,7}$/.test(testo.trim()) ? fra(Number(testo), orologio) : undefined;
}
