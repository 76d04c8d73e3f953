// Small files that are never read half-written.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

let serial = 0;

/** Writes beside, then renames over: a reader finds the old text or the new one. Readable by the owner only. */
export function writeAtomically(file, text, mode = 0o600) {
  mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.${(serial += 1)}.nuovo`;
  const descriptor = openSync(beside, 'w', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
