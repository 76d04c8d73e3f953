import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { IntegrityError } from './errors.js';
import { mustWork } from './files.js';

/**
 * A whole file on its way out. It ends with IntegrityError before its last chunk if the bytes are altered. **The bytes of a chunk are
 * good until the next one is asked for**: they lie in memory that is then used again.
 */
export interface Lettura extends AsyncIterable<Buffer> {
  /** of the whole file */
  readonly dimensione: number;
  /** Lets go of the file, whether it was read or not; once is enough, twice does no harm. */
  close(): Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;
/** Two for each file that is read at once, of some files. */
const KEPT = 32;

/**
 * Memory that files are read into again and again. A gigabyte read into memory made anew has a process of this size look through all
 * that it holds a dozen times, and spend a third of its time with that.
 */
const spare: Buffer[] = [];
const take = (): Buffer => spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
const giveBack = (...buffers: Buffer[]): void => {
  for (const one of buffers) if (spare.length < KEPT) spare.push(one);
};

/** A file of a folder; the next chunk is read, and its part of the hash made, while one is on its way out. */
export class LetturaFile implements Lettura {
  readonly #hash = createHash('sha256');

  constructor(
    private readonly file: FileHandle,
    readonly dimensione: number,
    private readonly sha256: string,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    let [here, ahead] = [take(), take()];
    try {
      let reading = this.#read(here, 0);
      for (let at = 0; ;) {
        const chunk = await reading;
        at += chunk.length;
        const isLast = at >= this.dimensione || chunk.length === 0;
        if (!isLast) {
          reading = this.#read(ahead, at);
          reading.catch(() => undefined); // told when it is awaited
        }
        if (isLast && this.#hash.digest('hex') !== this.sha256) throw new IntegrityError(this.sha256);
        yield chunk;
        if (isLast) break;
        [here, ahead] = [ahead, here];
      }
      giveBack(here, ahead); // of a reading left half way the last chunk may still be on its way: that memory is not used again
    } finally {
      await this.close();
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #read(into: Buffer, at: number): Promise<Buffer> {
    const { bytesRead } = await mustWork(this.file.read(into, 0, CHUNK_BYTES, at));
    const chunk = into.subarray(0, bytesRead);
    this.#hash.update(chunk);
    return chunk;
  }
}
