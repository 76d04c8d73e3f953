import assert from 'node:assert/strict';
import type { Formato } from '../../../schemas/formato.api.js';
import { formatoDi } from '../../../server/formati/esamina.js';
import { fonteAPagine, Limite } from '../../../server/formati/fonte.js';

/** The format of these bytes, read by ranges as from the store. */
export async function formatoDiBytes(bytes: Buffer | string, nome?: string): Promise<Formato> {
  const all = Buffer.from(bytes as Buffer);
  const fonte = fonteAPagine(all.length, new Limite({ ms: 20_000, bytes: 2 ** 30 }), (inizio, fine) =>
    Promise.resolve(all.subarray(inizio, fine + 1)),
  );
  return (await formatoDi(fonte, nome)).formato;
}

export type Prova = readonly [nome: string, bytes: Buffer | string, formato: Formato, file?: string];

/** One test a row: what a content is, exactly. */
export function prova(prove: readonly Prova[]): void {
  for (const [nome, bytes, formato, file] of prove)
    it(nome, async () => assert.deepEqual(await formatoDiBytes(bytes, file), formato));
}
