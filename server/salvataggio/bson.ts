import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { SalvataggioError } from './errori.js';

const MAX_DOCUMENT_BYTES = 17 * 1024 * 1024; // MongoDB's own limit and a little

class Counter extends Transform {
  bytes = 0;
  readonly #hash: Hash = createHash('sha256');
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    done(null, chunk);
  }
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** Writes pieces one after the other, compressed and fsynced. @returns length and SHA-256 of the compressed file */
export async function writeCompressed(
  file: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  const counter = new Counter();
  await pipeline(pieces, createGzip({ level: 1 }), counter, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  const handle = await open(file, 'r');
  await handle.sync();
  await handle.close();
  return { bytes: counter.bytes, sha256: counter.sha256() };
}

/** What a compressed file holds, once its own bytes are the expected ones. @throws SalvataggioError */
export async function* readCompressed(file: string, expected: string): AsyncGenerator<Buffer, void> {
  const counter = new Counter();
  const source = createReadStream(file, { highWaterMark: 1 << 20 });
  const unzipped = createGunzip();
  const done = pipeline(source, counter, unzipped);
  done.catch(() => undefined); // told below
  try {
    for await (const chunk of unzipped) yield chunk as Buffer;
    await done;
  } catch (error) {
    throw new SalvataggioError(`Il file ${file} non si legge`, { cause: error });
  }
  if (counter.sha256() !== expected) throw new SalvataggioError(`Il file ${file} non ha l’impronta del manifesto`);
}

/** Whole documents out of pieces of any length. @throws SalvataggioError on what is no sequence of documents */
export async function* documentsOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let held: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    let at = 0;
    while (held.length - at >= 4) {
      const length = held.readInt32LE(at);
      if (length < 5 || length > MAX_DOCUMENT_BYTES)
        throw new SalvataggioError('Il salvataggio contiene un documento che non si legge');
      if (held.length - at < length) break;
      yield held.subarray(at, at + length);
      at += length;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw new SalvataggioError('Il salvataggio finisce a metà di un documento');
}
