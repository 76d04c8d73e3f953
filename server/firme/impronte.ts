import { createHash } from 'node:crypto';
import type { Fonte } from '../formati/fonte.js';

const BLOCK = 1024 ** 2;

/** The digest of all of a source, read piece by piece. @param algoritmo - as node:crypto names it; @throws Error for one that it does not know */
export async function digestOfFonte(fonte: Fonte, algoritmo: string): Promise<Buffer> {
  const hash = createHash(algoritmo);
  for (let at = 0; at < fonte.dimensione; at += BLOCK) hash.update(await fonte.leggi(at, BLOCK));
  return hash.digest();
}
