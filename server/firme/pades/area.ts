import type { Confronto } from './confronto.js';
import type { Oggetto } from './oggetti.js';

/** What is added to a page may take this part of it; what is larger covers it. */
export const MAX_PARTE = 0.12;
/** Points squared. */
export const A4 = 595 * 842;

/** Points squared within a rectangle; undefined for what is none. */
export async function areaOf(c: Confronto, oggetto: Oggetto | undefined): Promise<number | undefined> {
  const list = await c.doc.risolto(c.dopo, oggetto);
  if (!Array.isArray(list) || list.length !== 4) return undefined;
  const [x1, y1, x2, y2] = await Promise.all(list.map((one) => c.doc.risolto(c.dopo, one)));
  if (typeof x1 !== 'number' || typeof y1 !== 'number' || typeof x2 !== 'number' || typeof y2 !== 'number')
    return undefined;
  return Math.abs((x2 - x1) * (y2 - y1));
}
