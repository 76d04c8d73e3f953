import { StorageUnavailableError } from './errors.js';
import { databaseLeases, type Leases, needsLease } from './leases.js';
import type { ObjectStore, StoredFile } from './object-store.js';

/**
 * Keeps files from being swept until the record that is about to name them is written; to be awaited right before that write.
 *
 * Only an old file that is used again needs anything: first a lease, then a look whether the file is still there. Against a sweep
 * (move to the trash, then look for references and leases) this order leaves no gap: either the sweep sees the lease and takes
 * the file back, or its look came before the lease, so its move came before our look, and we take the file back ourselves.
 *
 * @param files - as `put` answered them
 * @throws StorageUnavailableError if a file is gone: sending it again stores it anew
 */
export async function protectFiles(
  store: Pick<ObjectStore, 'stat' | 'restoreFromTrash'>,
  files: readonly Pick<StoredFile, 'sha256' | 'modificato'>[],
  { leases = databaseLeases, now = new Date() }: { leases?: Leases; now?: Date } = {},
): Promise<void> {
  const old = files.filter(({ modificato }) => needsLease(modificato, now)).map(({ sha256 }) => sha256);
  if (old.length === 0) return;
  await leases.renewLease([...new Set(old)], now);
  for (const sha256 of old) {
    const there = (await store.stat(sha256)) !== null || (await store.restoreFromTrash(sha256));
    if (!there) throw new StorageUnavailableError(new Error(`file ${sha256} was swept while it was being registered`));
  }
}
