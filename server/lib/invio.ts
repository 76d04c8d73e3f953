import type { Response } from 'express';

/** Smaller ones are gathered: a directory line or the metadata of a document is no reason to call the system. */
const SMALL_BYTES = 16 * 1024;
const GATHERED_BYTES = 256 * 1024;

/** Resolves when the system has taken the bytes, or nobody reads any more. */
const sent = (res: Response, chunk: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      res.off('close', go);
      resolve();
    };
    res.once('close', go);
    res.write(chunk, go);
  });

/**
 * Sends what may be long, each chunk before the next one is asked for: no more than one is held, and its memory may then be used again
 * (storage/lettura.ts). Leaves the answer open.
 * @returns whether all was sent; false if nobody reads any more: what is open is closed
 */
export async function pour(res: Response, chunks: AsyncIterable<Buffer>): Promise<boolean> {
  let small: Buffer[] = [];
  let bytes = 0;
  const flush = async (last?: Buffer): Promise<void> => {
    const before = small.length === 0 ? [] : [Buffer.concat(small)];
    small = [];
    bytes = 0;
    await Promise.all([...before, ...(last === undefined ? [] : [last])].map((chunk) => sent(res, chunk)));
  };
  for await (const chunk of chunks) {
    if (res.destroyed) return false;
    if (chunk.length >= SMALL_BYTES) {
      await flush(chunk);
      continue;
    }
    small.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes >= GATHERED_BYTES) await flush();
  }
  await flush();
  return !res.destroyed;
}
