import { type FirmeCms, firmeDiCms } from './certificati.js';
import { elementoA } from './der.js';
import type { Fonte } from './fonte.js';

const BLOCK = 256 * 1024;
/** What may be cut by the end of a block. */
const OVERLAP = 512;
const BYTE_RANGE =
  /\/ByteRange\s{0,20}\[\s{0,20}(\d{1,15})\s{1,20}(\d{1,15})\s{1,20}(\d{1,15})\s{1,20}(\d{1,15})\s{0,100}\]/g;
const MAX_FIRME = 200;
/** Hex digits of one signature, with the room left for it. */
const MAX_CONTENTS = 4 * 1024 ** 2;

/** The bytes of `/Contents`: what is between the two ranges that are signed (ISO 32000-1 §12.8.1). */
async function contentsOf(fonte: Fonte, [a, b, c]: readonly [number, number, number]): Promise<Buffer | undefined> {
  const from = a + b;
  if (c <= from || c - from > MAX_CONTENTS || c > fonte.dimensione) return undefined;
  const text = (await fonte.leggi(from, c - from)).toString('latin1');
  const [, hex] = /^\s{0,20}<([0-9A-Fa-f\s]*)>/.exec(text) ?? [];
  return hex === undefined ? undefined : Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
}

/**
 * The signatures and document timestamps of a PDF, found by their ranges; the same range found twice counts once.
 * @param sourceOf - a source over bytes in memory, under the same limits
 * @throws FuoriLimite
 */
export async function firmeDiPdf(fonte: Fonte, sourceOf: (bytes: Buffer) => Fonte): Promise<FirmeCms[]> {
  const seen = new Set<string>();
  const found: FirmeCms[] = [];
  for (let at = 0; at < fonte.dimensione && seen.size < MAX_FIRME; at += BLOCK) {
    const text = (await fonte.leggi(at, BLOCK + OVERLAP)).toString('latin1');
    for (const [, a = '', b = '', c = ''] of text.matchAll(BYTE_RANGE)) {
      const range = `${a} ${b} ${c}`;
      if (seen.has(range) || seen.size >= MAX_FIRME) continue;
      seen.add(range);
      const bytes = await contentsOf(fonte, [Number(a), Number(b), Number(c)]);
      if (bytes === undefined || bytes.length === 0) continue;
      const cms = sourceOf(bytes);
      const outer = await elementoA(cms, 0);
      const firme = outer === undefined ? undefined : await firmeDiCms(cms, outer);
      if (firme !== undefined) found.push(firme);
    }
  }
  return found;
}
