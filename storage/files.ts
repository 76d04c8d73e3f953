import { type FileHandle, link, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StorageUnavailableError } from './errors.js';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** @throws StorageUnavailableError for whatever the file system says */
export async function mustWork<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw new StorageUnavailableError(error);
  }
}

/** The result, or null if the file or folder is not there. @throws StorageUnavailableError for whatever else the file system says */
export async function ifThere<T>(operation: Promise<T>): Promise<T | null> {
  try {
    return await operation;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new StorageUnavailableError(error);
  }
}

/** Gives a file a second name that nobody has yet. @throws StorageUnavailableError */
export async function linkNew(from: string, to: string): Promise<'made' | 'exists' | 'missing'> {
  try {
    await link(from, to);
    return 'made';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'exists';
    if (codeOf(error) === 'ENOENT') return 'missing';
    throw new StorageUnavailableError(error);
  }
}

/** Makes the names in a folder durable: what was created, linked or renamed there survives a power cut. @throws StorageUnavailableError */
export async function syncFolder(path: string): Promise<void> {
  const folder = await mustWork(open(path, 'r'));
  try {
    await mustWork(folder.sync());
  } finally {
    await folder.close();
  }
}

/** Makes the name of a folder durable, and those of its parents up to the topmost one that was made with it. @throws StorageUnavailableError */
export async function syncNames(path: string, topmost: string): Promise<void> {
  const above = dirname(resolve(topmost));
  for (let parent = dirname(resolve(path)); parent.length >= above.length; parent = dirname(parent)) {
    await syncFolder(parent);
    if (parent === above) return;
  }
}

/** Writes all chunks, however many calls the file system takes for them. @throws StorageUnavailableError */
export async function writeAll(file: FileHandle, chunks: Uint8Array[]): Promise<void> {
  let left = chunks;
  while (left.length > 0) {
    const { bytesWritten } = await mustWork(file.writev(left));
    left = dropBytes(left, bytesWritten);
  }
}

function dropBytes(chunks: Uint8Array[], count: number): Uint8Array[] {
  let skip = count;
  for (const [i, chunk] of chunks.entries()) {
    if (skip < chunk.length) return [chunk.subarray(skip), ...chunks.slice(i + 1)];
    skip -= chunk.length;
  }
  return [];
}
