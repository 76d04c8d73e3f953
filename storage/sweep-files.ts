import { databaseLeases, GRACE_MS, type Leases } from './leases.js';
import type { ObjectStore } from './object-store.js';

const TRASH_MS = 30 * 86_400_000;
const BATCH = 500;

/** Which of the files some record names. */
export type IsReferenced = (sha256s: string[]) => Promise<Set<string>>;

export interface SweepReport {
  /** files in the store */
  examined: number;
  /** put aside: neither record nor lease for a day */
  trashed: number;
  /** taken back from the trash: a record or a lease appeared */
  restored: number;
  /** deleted for good after their time in the trash */
  deleted: number;
  /** what broken uploads had left */
  staleUploads: number;
}

export interface SweepOptions {
  leases?: Leases;
  /** the machine's clock, that of the files' dates; never a demonstration's moved one */
  now?: () => Date;
  signal?: AbortSignal;
}

type SweptStore = Pick<
  ObjectStore,
  'stat' | 'list' | 'listTrash' | 'moveToTrash' | 'restoreFromTrash' | 'emptyTrash' | 'removeStaleUploads'
>;

/**
 * Puts aside the files that no record names, a day after their last use, and deletes them after thirty days in the trash. Safe
 * beside registrations (see `protectFiles`), beside another sweep, and to be killed in: what was put aside and is needed after
 * all comes back at once or, if this sweep dies, at the beginning of the next.
 * @throws whatever the store or the look for references fails with; what cannot be looked up is never put aside
 */
export async function sweepFiles(
  store: SweptStore,
  isReferenced: IsReferenced,
  options: SweepOptions = {},
): Promise<SweepReport> {
  const { leases = databaseLeases, now = () => new Date(), signal } = options;
  const ago = (ms: number): Date => new Date(now().getTime() - ms);
  const report: SweepReport = { examined: 0, trashed: 0, restored: 0, deleted: 0, staleUploads: 0 };

  const neededOf = async (sha256s: string[]): Promise<Set<string>> => {
    if (sha256s.length === 0) return new Set();
    const found = await Promise.all([isReferenced(sha256s), leases.findLeased(sha256s, ago(GRACE_MS))]);
    return new Set(found.flatMap((some) => [...some]));
  };
  const takeBack = async (sha256s: Iterable<string>): Promise<void> => {
    for (const sha256 of sha256s) {
      if ((await store.stat(sha256)) === null && (await store.restoreFromTrash(sha256))) report.restored += 1;
    }
  };
  const putAside = async (sha256s: string[], since: Date): Promise<void> => {
    const moved: string[] = [];
    try {
      for (const sha256 of sha256s) if (await store.moveToTrash(sha256, since)) moved.push(sha256);
      await takeBack(await neededOf(moved)); // a record may have come between the first look and the move
    } catch (error) {
      await takeBack(moved); // in doubt everything stays
      throw error;
    }
    report.trashed += moved.length;
  };

  report.staleUploads = await store.removeStaleUploads(ago(GRACE_MS));
  for await (const batch of batchesOf(store.listTrash())) {
    signal?.throwIfAborted();
    await takeBack(await neededOf(batch.map(({ sha256 }) => sha256)));
  }
  report.deleted = await store.emptyTrash(ago(TRASH_MS));
  for await (const batch of batchesOf(store.list())) {
    signal?.throwIfAborted();
    report.examined += batch.length;
    const since = ago(GRACE_MS);
    const old = batch.filter(({ modificato }) => modificato < since).map(({ sha256 }) => sha256);
    const needed = await neededOf(old);
    await putAside(
      old.filter((sha256) => !needed.has(sha256)),
      since,
    );
  }
  return report;
}

async function* batchesOf<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
