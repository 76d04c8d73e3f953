import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { VoceResa } from './confronto.js';

/* What the receiver gives is put in a file of its own while it is compared: it may be as large as what was sent. */

/** More than the receiver may give: neither a fault of it nor an attack fills the disk. */
export class TroppoGrandeError extends Error {}

const MAX_VOCI = 20_000;

export interface Ritirato {
  sha256: string;
  dimensione: number;
  open: () => Readable;
  /** entries with their hashes; null for what is no archive that can be read */
  voci: () => Promise<VoceResa[] | null>;
  /** takes the file away */
  close: () => Promise<void>;
}

class Misura extends Transform {
  readonly #hash = createHash('sha256');
  dimensione = 0;
  constructor(private readonly limite: number) {
    super();
  }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.dimensione += chunk.length;
    this.#hash.update(chunk);
    if (this.dimensione > this.limite) done(new TroppoGrandeError());
    else done(null, chunk);
  }
  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/** Names, sizes and hashes of the entries, each read to its end and none kept. @param limite - bytes of all of them together */
async function readVoci(file: string, limite: number): Promise<VoceResa[] | null> {
  const { default: yauzl } = await import('yauzl');
  const zip = await new Promise<import('yauzl').ZipFile | null>((resolve) =>
    yauzl.open(file, { lazyEntries: true, autoClose: false, strictFileNames: false }, (error, opened) =>
      resolve(error === null ? opened : null),
    ),
  );
  if (zip === null) return null;
  const voci: VoceResa[] = [];
  let total = 0;
  try {
    if (zip.entryCount > MAX_VOCI) return null;
    await new Promise<void>((resolve, reject) => {
      const readOne = async (entry: import('yauzl').Entry): Promise<void> => {
        if (entry.fileName.endsWith('/')) return;
        total += entry.uncompressedSize;
        if (total > limite) throw new TroppoGrandeError();
        const stream = await new Promise<Readable>((done, fail) =>
          zip.openReadStream(entry, (error, opened) => (error === null ? done(opened) : fail(error))),
        );
        const hash = createHash('sha256');
        let dimensione = 0;
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          hash.update(chunk);
          dimensione += chunk.length;
        }
        voci.push({ nome: entry.fileName, sha256: hash.digest('hex'), dimensione });
      };
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: import('yauzl').Entry) => {
        readOne(entry).then(() => zip.readEntry(), reject);
      });
      zip.readEntry();
    });
    return voci;
  } catch {
    return null; // cut, altered, or larger inside than it may be
  } finally {
    zip.close();
  }
}

/**
 * Takes what the receiver gives into a file, in constant memory.
 * @param limite - bytes
 * @throws TroppoGrandeError, and whatever the source fails with; nothing is left then
 */
export async function ritira(source: Readable, limite: number): Promise<Ritirato> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'esibizione-'));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = path.join(folder, 'pacchetto.zip');
  const misura = new Misura(limite);
  try {
    await pipeline(source, misura, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    sha256: misura.sha256(),
    dimensione: misura.dimensione,
    open: () => createReadStream(file),
    voci: () => readVoci(file, limite * 4),
    close,
  };
}
