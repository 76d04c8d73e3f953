/* How long a seal that cannot be told to the receiver of its day waits before it is tried again. Pure. */

const PRIMA_MS = 60_000;
/** No longer, so that what was mended goes within the half hour, by itself. */
export const PAUSA_MASSIMA_MS = 30 * 60_000;

/** The pause after so many tries in vain: a minute, doubled each time. @param prove - tries in vain, this one too: from 1 */
export const pausaSigillo = (prove: number): number =>
  Math.min(PRIMA_MS * 2 ** Math.min(Math.max(prove, 1) - 1, 16), PAUSA_MASSIMA_MS);
