import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileConservatoModel, findLeased, renewLease } from '../../../schemas/file-conservato.model.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { protectFiles } from '../../../storage/protect-files.js';
import { sweepFiles } from '../../../storage/sweep-files.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR_MS);

describe('leases and sweep on a real database and folder', () => {
  let root: string;
  let store: FolderStore;
  let named: Set<string>;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'protocollo-test-'));
    await openDatabase('sweep');
  });
  after(async () => {
    await closeDatabase();
    await rm(root, { recursive: true });
  });
  beforeEach(async () => {
    store = await FolderStore.create(await mkdtemp(join(root, 'store-')));
    named = new Set();
    await FileConservatoModel.deleteMany({});
  });

  const isReferenced = (sha256s: string[]): Promise<Set<string>> =>
    Promise.resolve(new Set(sha256s.filter((one) => named.has(one))));
  const putAged = async (bytes: Buffer, hours: number): Promise<string> => {
    const { sha256 } = await store.put(Readable.from([bytes]));
    const path = join(store.percorso, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await utimes(path, hoursAgo(hours), hoursAgo(hours));
    return sha256;
  };

  it('keeps the later of two leases and finds those that hold', async () => {
    await renewLease(['a', 'b'], hoursAgo(1));
    await renewLease(['b', 'c'], hoursAgo(5));
    await renewLease([], hoursAgo(0));
    assert.deepEqual(await findLeased(['a', 'b', 'c', 'd'], hoursAgo(2)), new Set(['a', 'b']));
    assert.deepEqual(await findLeased(['c'], hoursAgo(6)), new Set(['c']));
    await Promise.all(Array.from({ length: 20 }, (_, i) => renewLease(['e'], hoursAgo(i)))); // at once, on a lease that is not there yet
    assert.deepEqual(await findLeased(['e'], hoursAgo(0.5)), new Set(['e']));
  });

  it('lets MongoDB drop leases that have ended', async () => {
    const indexes = await FileConservatoModel.collection.indexes();
    assert.ok(indexes.some(({ expireAfterSeconds, key }) => key['affitto'] === 1 && expireAfterSeconds === 7 * 86_400));
  });

  it('sweeps what nobody names and keeps what a record is about to name again', async () => {
    const [named1, unused, reused, young] = [randomBytes(100), randomBytes(100), randomBytes(100), randomBytes(100)];
    named.add(await putAged(named1, 1000));
    const [gone, kept] = [await putAged(unused, 25), await putAged(reused, 25)];
    await putAged(young, 23);
    await protectFiles(store, [await store.put(Readable.from([reused]))]);
    const report = await sweepFiles(store, isReferenced);
    assert.deepEqual(report, { examined: 4, trashed: 1, restored: 0, deleted: 0, staleUploads: 0 });
    assert.equal(await store.stat(gone), null);
    assert.notEqual(await store.stat(kept), null);
  });

  it('takes back a file whose record came between the look and the move', async () => {
    const sha256 = await putAged(randomBytes(100), 25);
    let looks = 0;
    const report = await sweepFiles(store, (sha256s) => {
      looks += 1;
      return Promise.resolve(new Set(looks === 1 ? [] : sha256s));
    });
    assert.deepEqual([report.trashed, report.restored], [1, 1]);
    assert.notEqual(await store.stat(sha256), null);
  });

  it('takes back from the trash what is about to be named, and says when a file is gone', async () => {
    const bytes = randomBytes(100);
    const sha256 = await putAged(bytes, 25);
    const reused = await store.put(Readable.from([bytes]));
    await sweepFiles(store, isReferenced);
    assert.equal(await store.stat(sha256), null);
    await protectFiles(store, [reused]);
    assert.notEqual(await store.stat(sha256), null);
    await sweepFiles(store, isReferenced);
    assert.notEqual(await store.stat(sha256), null, 'the lease holds');
    await store.moveToTrash(sha256);
    await store.emptyTrash(hoursAgo(-1));
    await assert.rejects(protectFiles(store, [reused]), { code: 'archivio-non-disponibile' });
  });

  it('asks nothing of the database for files that are new', async () => {
    await protectFiles(store, [await store.put(Readable.from([randomBytes(100)]))]);
    assert.equal(await FileConservatoModel.countDocuments(), 0);
  });

  it('deletes for good after thirty days', async () => {
    const sha256 = await putAged(randomBytes(100), 25);
    await sweepFiles(store, isReferenced);
    const inDays = (days: number) => ({ now: () => hoursAgo(-24 * days) });
    assert.equal((await sweepFiles(store, isReferenced, inDays(29))).deleted, 0);
    assert.equal((await sweepFiles(store, isReferenced, inDays(31))).deleted, 1);
    assert.equal(await store.restoreFromTrash(sha256), false);
  });
});
