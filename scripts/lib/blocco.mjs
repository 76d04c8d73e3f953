// A lock between processes: one file that names its owner. A dead owner's lock is nobody's.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOf, isRunning } from './processi.mjs';

/** @typedef {import('./processi.mjs').Identita} Identita */

/** @returns {Identita | undefined} the owner written in the lock; undefined when there is no lock or it is unreadable */
export function ownerOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

let serial = 0;

/** Sets a dead owner's lock aside; puts it back when another process was quicker and the lock is a living one's by now. */
function discard(file) {
  const aside = `${file}.${process.pid}.${(serial += 1)}.morto`;
  try {
    renameSync(file, aside);
  } catch {
    return; // set aside by another
  }
  if (isRunning(ownerOf(aside))) {
    try {
      linkSync(aside, file);
    } catch {
      // a third one holds it now
    }
  }
  rmSync(aside, { force: true });
}

/**
 * Takes the lock if it is free or its owner is dead.
 * @param {string} file
 * @returns {{ release: () => void } | { owner: Identita }}
 */
export function tryLock(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}.${(serial += 1)}`;
  writeFileSync(own, JSON.stringify(identityOf(process.pid)), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(own, file); // appears whole or not at all
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const owner = ownerOf(file);
      if (isRunning(owner)) return { owner };
      discard(file);
    }
  } finally {
    unlinkSync(own);
  }
}

/**
 * Does the work alone among all processes; waits for the one that is at it.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(owner: Identita) => void} [onWait] told once, when it has to wait
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  let told = false;
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) onWait?.(lock.owner);
    told = true;
    await sleep(200);
  }
}
