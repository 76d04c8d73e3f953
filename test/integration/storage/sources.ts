import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Lettura } from '../../../storage/lettura.js';
import type { ObjectStore } from '../../../storage/object-store.js';

/** A store under test and what the suite does behind its back. */
export interface Fixture {
  store: ObjectStore;
  /** replaces the stored bytes */
  tamper(sha256: string, bytes: Buffer): Promise<void>;
  /** names of all that is there and is neither a stored nor a trashed file */
  leftovers(): Promise<string[]>;
}

export const SMALL = 50_000;
export const LARGE = 20 * 1024 ** 2 + 17; // several parts, the last one short
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The bytes in chunks of that size, as they come from a network. */
export function* chunksOf(bytes: Buffer, size = 65_536): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
export const sourceOf = (bytes: Buffer, size?: number): Readable =>
  Readable.from(chunksOf(bytes, size), { objectMode: false });

/** A source that never ends, and how much of it was asked for. */
export function endless(chunkBytes = 65_536): { source: Readable; produced: () => number } {
  let produced = 0;
  const source = new Readable({
    read() {
      produced += chunkBytes;
      setImmediate(() => this.push(randomBytes(chunkBytes)));
    },
  });
  return { source, produced: () => produced };
}

/** Gives some bytes and then nothing more, without ending. */
export function stalled(bytes: Buffer): Readable {
  const source = new Readable({ read: () => undefined });
  for (const chunk of chunksOf(bytes)) source.push(chunk);
  return source;
}

/** What a reader receives before the stream ends or fails. */
export async function receive(source: Readable | Lettura): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk)); // its memory is used again
    return { bytes: Buffer.concat(chunks), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
