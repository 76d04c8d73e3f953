import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Fonte, fonteAPagine, Limite } from '../formati/fonte.js';
import type { Accept } from '../lib/multipart.js';

/** How long a verification may take while somebody waits, and what it may read. */
const LIMITE = { ms: 60_000, bytes: 8 * 1024 ** 3 };

/** A file as it lies in the folder. */
async function fonteDiFile(
  file: string,
  dimensione: number,
  limite: Limite,
  closings: (() => Promise<void>)[],
): Promise<Fonte> {
  const handle = await open(file, 'r');
  closings.push(() => handle.close());
  return fonteAPagine(dimensione, limite, async (inizio, fine) => {
    const bytes = Buffer.alloc(fine - inizio + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, inizio);
    return bytes.subarray(0, bytesRead);
  });
}

/**
 * Takes what is sent for a look into a folder of its own, which ends with the request: nothing of it is kept.
 * @param use - gets what takes a part of the body, and what opens it afterwards by its hash
 */
export async function inCartellaPropria<T>(
  use: (arrivi: { accetta: Accept; apri: (sha256: string) => Promise<Fonte> }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'firme-'));
  const taken = new Map<string, { file: string; dimensione: number }>();
  const closings: (() => Promise<void>)[] = [];
  const limite = new Limite(LIMITE);
  const accetta = async (stream: Readable): Promise<{ sha256: string; dimensione: number; modificato: Date }> => {
    const file = path.join(folder, randomUUID());
    const hash = createHash('sha256');
    let dimensione = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        dimensione += chunk.length;
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(stream, count, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
    const sha256 = hash.digest('hex');
    taken.set(sha256, { file, dimensione });
    return { sha256, dimensione, modificato: new Date(0) };
  };
  const apri = async (sha256: string): Promise<Fonte> => {
    const one = taken.get(sha256);
    if (one === undefined) throw new Error('no such part');
    return fonteDiFile(one.file, one.dimensione, limite, closings);
  };
  try {
    return await use({ accetta, apri });
  } finally {
    for (const close of closings) await close();
    await rm(folder, { recursive: true, force: true });
  }
}
