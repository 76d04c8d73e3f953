import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ObjectStore, StoredFile } from '../../storage/object-store.js';

/** A register up to this size is held for a moment: its hash is known before the disk has it, and the next day can go on. */
const PICCOLO_BYTES = 1024 ** 2;

/** A file on its way into the store. */
export interface Scritto {
  sha256: string;
  /** bytes */
  dimensione: number;
  /** when it is durable; no record names it before */
  stored: Promise<StoredFile>;
}

async function* bytesOf(held: readonly Buffer[], rest: AsyncIterator<string>): AsyncGenerator<Buffer, void> {
  yield* held;
  for (let next = await rest.next(); next.done !== true; next = await rest.next())
    yield Buffer.from(next.value, 'utf8');
}

/** Writes a register into the store, a piece at a time; a long one is never held as a whole. Returns when its hash is known. */
export async function storePieces(store: ObjectStore, pieces: AsyncIterable<string>): Promise<Scritto> {
  const source = pieces[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let dimensione = 0;
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    const bytes = Buffer.from(next.value, 'utf8');
    held.push(bytes);
    dimensione += bytes.length;
    if (dimensione <= PICCOLO_BYTES) continue;
    const file = await store.put(Readable.from(bytesOf(held, source), { objectMode: false }));
    return { sha256: file.sha256, dimensione: file.dimensione, stored: Promise.resolve(file) };
  }
  const hash = createHash('sha256');
  for (const bytes of held) hash.update(bytes);
  const stored = store.put(Readable.from(held, { objectMode: false }));
  stored.catch(() => undefined); // told to who waits for it
  return { sha256: hash.digest('hex'), dimensione, stored };
}
