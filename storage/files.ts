import { closeSync, fsync as fsyncWithCallback, linkSync, openSync, unlinkSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StorageUnavailableError } from './errors.js';

const fsync = promisify(fsyncWithCallback);

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

/*
 * What touches names only is done in place: each takes some microseconds, and a hop to the thread pool and back costs ten times as
 * much, a dozen times a file. What waits for the disk (fsync, large writes) never is.
 */

/** Gives a file a second name that nobody has yet. @throws StorageUnavailableError */
export function linkNew(from: string, to: string): 'made' | 'exists' | 'missing' {
  try {
    linkSync(from, to);
    return 'made';
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return 'exists';
    if (codeOf(error) === 'ENOENT') return 'missing';
    throw new StorageUnavailableError(error);
  }
}

/** Makes the names in a folder durable: what was created, linked or renamed there survives a power cut. @throws StorageUnavailableError */
export async function syncFolder(path: string): Promise<void> {
  const folder = mustWorkNow(() => openSync(path, 'r'));
  try {
    await mustWork(fsync(folder));
  } finally {
    closeSync(folder);
  }
}

/** A new file of a few chunks, written and fsynced. @throws StorageUnavailableError, and what is left is the caller's to remove */
export async function writeNew(path: string, chunks: readonly Uint8Array[], mode: number): Promise<void> {
  const file = mustWorkNow(() => openSync(path, 'wx', mode));
  try {
    mustWorkNow(() => {
      for (const chunk of chunks) for (let at = 0; at < chunk.length;) at += writeSync(file, chunk, at);
    });
    await mustWork(fsync(file));
  } finally {
    closeSync(file);
  }
}

/** Takes a name away; a file that is left is removed later. */
export function unlinkQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // the sweep removes stale uploads
  }
}

/** As `mustWork`, for what is done in place. @throws StorageUnavailableError */
export function mustWorkNow<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw new StorageUnavailableError(error);
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
