import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, stat, statfs, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileNotFoundError, IntegrityError, StorageUnavailableError } from './errors.js';
import {
  ifThere,
  linkNew,
  mustWork,
  mustWorkNow,
  syncFolder,
  syncNames,
  unlinkQuietly,
  writeAll,
  writeNew,
} from './files.js';
import { mkdirSync } from 'node:fs';
import { type Group, Intake } from './intake.js';
import { type Lettura, LetturaFile } from './lettura.js';
import {
  type ByteRange,
  lastByteOf,
  type ObjectStore,
  type PutOptions,
  type StoredFile,
  type TrashedFile,
} from './object-store.js';
import { isSha256, relativePath } from './sha256.js';
import { requireWhole, verified } from './verified.js';

const GROUP_BYTES = 256 * 1024; // written at once
const READ_BYTES = 256 * 1024;
const SPARE_BYTES = 16 * 1024 ** 2; // with less free space than this the store calls itself full
const FOLDER_MODE = 0o750;
const FILE_MODE = 0o440;
const HEX_PAIRS = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * Files in `<percorso>/<2 hex>/<2 hex>/<sha256>`, beside `.tmp` (uploads under way) and `.cestino` (the trash). A file is
 * written and fsynced in `.tmp`, then gets its name by link(2), which never replaces one that is there: so what bears a name is
 * whole, whenever the power goes. The file system must know hard links.
 */
export class FolderStore implements ObjectStore {
  readonly tipo = 'cartella';
  readonly #tmp: string;
  readonly #trash: string;
  /** 1 for each of the 65,536 inner folders that this process knows to be there, durably */
  readonly #ready = new Uint8Array(256 * 256);

  private constructor(readonly percorso: string) {
    this.#tmp = join(percorso, '.tmp');
    this.#trash = join(percorso, '.cestino');
  }

  /** The store in that folder, which is made if it is not there. @throws StorageUnavailableError */
  static async create(percorso: string): Promise<FolderStore> {
    const store = new FolderStore(percorso);
    const made = await mustWork(mkdir(percorso, { recursive: true, mode: FOLDER_MODE }));
    const folders = [store.#tmp, store.#trash, ...HEX_PAIRS.map((pair) => join(percorso, pair))];
    await Promise.all(folders.map((folder) => mustWork(mkdir(folder, { recursive: true, mode: FOLDER_MODE }))));
    await syncFolder(percorso);
    if (made !== undefined) await syncNames(percorso, made);
    return store;
  }

  async put(source: Readable, options: PutOptions = {}): Promise<StoredFile> {
    const intake = new Intake(source, options);
    const groups = intake.groups(GROUP_BYTES);
    try {
      const { value: first } = await groups.next();
      if (first === undefined || first.length < GROUP_BYTES) return await this.#putSmall(intake, first?.chunks() ?? []);
      return await this.#putLarge(intake, first, groups);
    } finally {
      await groups.return(undefined); // destroys a source that was left half read
    }
  }

  /** What is in memory whole: one write, without a hop to the thread pool but for the disk. */
  async #putSmall(intake: Intake, chunks: Uint8Array[]): Promise<StoredFile> {
    const temporary = join(this.#tmp, randomUUID());
    try {
      await writeNew(temporary, chunks, FILE_MODE);
    } catch (error) {
      unlinkQuietly(temporary);
      throw error;
    }
    return this.#giveName(temporary, intake);
  }

  async #putLarge(intake: Intake, first: Group, groups: AsyncGenerator<Group, void>): Promise<StoredFile> {
    const temporary = await this.#writeTemporary(async (file) => {
      let writing = writeAll(file, first.chunks());
      try {
        for await (const group of groups) {
          await writing;
          writing = writeAll(file, group.chunks()); // while the next group arrives and is hashed
          writing.catch(() => undefined); // a failure is met where it is awaited
        }
      } finally {
        await writing;
      }
    });
    return this.#giveName(temporary, intake);
  }

  /** Path of a new file, written and fsynced; nothing is left if that fails. */
  async #writeTemporary(write: (file: FileHandle) => Promise<void>): Promise<string> {
    const path = join(this.#tmp, randomUUID());
    const file = await mustWork(open(path, 'wx', FILE_MODE));
    try {
      try {
        await write(file);
        await mustWork(file.sync());
      } finally {
        await file.close();
      }
    } catch (error) {
      await unlink(path).catch(() => undefined); // a stale one is removed later
      throw error;
    }
    return path;
  }

  async #giveName(temporary: string, intake: Intake): Promise<StoredFile> {
    const { sha256, dimensione } = intake;
    try {
      await this.#ensureFolder(sha256);
      const outcome = linkNew(temporary, this.#path(sha256));
      if (outcome === 'missing') {
        this.#ready.fill(0); // somebody removed folders: the next try makes them again
        throw new StorageUnavailableError(new Error('a folder of the store is missing'));
      }
      if (outcome === 'exists') return (await this.#reuse(intake)) ?? (await this.#giveName(temporary, intake)); // null: swept in between
    } finally {
      unlinkQuietly(temporary);
    }
    await syncFolder(dirname(this.#path(sha256)));
    return { sha256, dimensione, modificato: new Date() };
  }

  /**
   * The equal file that is there, read again before the bytes at hand are let go, and made as durable as a new one: who put it
   * there may not have come to that yet. Null: it went in between. @throws IntegrityError if it was altered
   */
  async #reuse({ sha256, dimensione }: Intake): Promise<StoredFile | null> {
    const known = await this.stat(sha256);
    if (known === null) return null;
    if (known.dimensione !== dimensione) throw new IntegrityError(sha256);
    const file = await ifThere(open(this.#path(sha256), 'r'));
    if (file === null) return null;
    await requireWhole(verified(file.createReadStream({ highWaterMark: READ_BYTES }), sha256));
    await this.#ensureFolder(sha256);
    await syncFolder(dirname(this.#path(sha256)));
    return { sha256, ...known };
  }

  /** Makes the inner folder of a file; once a process its name is fsynced too, since another process may have made it just now. */
  async #ensureFolder(sha256: string): Promise<void> {
    const index = Number.parseInt(sha256.slice(0, 4), 16);
    if (this.#ready[index] === 1) return;
    const folder = dirname(this.#path(sha256));
    mustWorkNow(() => mkdirSync(folder, { recursive: true, mode: FOLDER_MODE }));
    await syncFolder(dirname(folder));
    this.#ready[index] = 1;
  }

  async open(sha256: string, range?: ByteRange): Promise<{ stream: Readable; dimensione: number }> {
    const file = isSha256(sha256) ? await ifThere(open(this.#path(sha256), 'r')) : null;
    if (file === null) throw new FileNotFoundError(sha256);
    try {
      const { size: dimensione } = await mustWork(file.stat());
      if (range === undefined)
        return { stream: verified(file.createReadStream({ highWaterMark: READ_BYTES }), sha256), dimensione };
      const end = lastByteOf(range, dimensione);
      return { stream: file.createReadStream({ start: range.start, end, highWaterMark: READ_BYTES }), dimensione };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async read(sha256: string): Promise<Lettura> {
    const file = isSha256(sha256) ? await ifThere(open(this.#path(sha256), 'r')) : null;
    if (file === null) throw new FileNotFoundError(sha256);
    try {
      return new LetturaFile(file, (await mustWork(file.stat())).size, sha256);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async stat(sha256: string): Promise<{ dimensione: number; modificato: Date } | null> {
    const found = isSha256(sha256) ? await ifThere(stat(this.#path(sha256))) : null;
    return found === null ? null : { dimensione: found.size, modificato: found.mtime };
  }

  async *list(prefisso = ''): AsyncGenerator<StoredFile> {
    const mayHold = (path: string): boolean => path.startsWith(prefisso) || prefisso.startsWith(path);
    for (const outer of HEX_PAIRS.filter(mayHold)) {
      for (const inner of (await ifThere(readdir(join(this.percorso, outer)))) ?? []) {
        if (!mayHold(outer + inner)) continue;
        for (const sha256 of (await ifThere(readdir(join(this.percorso, outer, inner)))) ?? []) {
          if (!sha256.startsWith(outer + inner) || !sha256.startsWith(prefisso)) continue;
          const found = await this.stat(sha256);
          if (found !== null) yield { sha256, ...found };
        }
      }
    }
  }

  async moveToTrash(sha256: string, unlessSince?: Date): Promise<boolean> {
    if (!isSha256(sha256)) return false;
    const path = this.#path(sha256);
    const trashed = join(this.#trash, sha256);
    if ((await ifThere(rename(path, trashed))) === null) return false;
    // Only what has been moved cannot change any more: its date is the one that counts.
    const moved = await ifThere(stat(trashed));
    if (moved !== null && unlessSince !== undefined && moved.mtime >= unlessSince) {
      await this.restoreFromTrash(sha256);
      return false;
    }
    await syncFolder(this.#trash);
    await syncFolder(dirname(path));
    return true;
  }

  async restoreFromTrash(sha256: string): Promise<boolean> {
    if (!isSha256(sha256)) return false;
    const trashed = join(this.#trash, sha256);
    await this.#ensureFolder(sha256);
    const outcome = linkNew(trashed, this.#path(sha256));
    if (outcome === 'missing') return (await this.stat(sha256)) !== null;
    // Where a file was there, that in the trash is left to `emptyTrash`: another sweep may just have put the very last one there.
    if (outcome === 'made') {
      await syncFolder(dirname(this.#path(sha256)));
      await ifThere(unlink(trashed));
    }
    return true;
  }

  async *listTrash(): AsyncGenerator<TrashedFile> {
    for (const sha256 of await mustWork(readdir(this.#trash))) {
      const found = isSha256(sha256) ? await ifThere(stat(join(this.#trash, sha256))) : null;
      if (found !== null) yield { sha256, dimensione: found.size, cestinato: found.ctime }; // a rename changes ctime and nothing else
    }
  }

  async emptyTrash(olderThan: Date): Promise<number> {
    let count = 0;
    for await (const { sha256, cestinato } of this.listTrash()) {
      if (cestinato < olderThan && (await ifThere(unlink(join(this.#trash, sha256)))) !== null) count += 1;
    }
    return count;
  }

  async removeStaleUploads(olderThan: Date): Promise<number> {
    let count = 0;
    for (const name of await mustWork(readdir(this.#tmp))) {
      const path = join(this.#tmp, name);
      const found = await ifThere(stat(path));
      if (found !== null && found.mtime < olderThan && (await ifThere(unlink(path))) !== null) count += 1;
    }
    return count;
  }

  async check(): Promise<void> {
    const { bavail, bsize } = await mustWork(statfs(this.#tmp));
    if (bavail * bsize < SPARE_BYTES) throw new StorageUnavailableError(new Error('the disk of the store is full'));
    const probe = join(this.#tmp, randomUUID());
    try {
      await mustWork(writeFile(probe, 'x', { flag: 'wx', mode: FILE_MODE }));
    } finally {
      await unlink(probe).catch(() => undefined);
    }
  }

  #path(sha256: string): string {
    return join(this.percorso, relativePath(sha256));
  }
}
