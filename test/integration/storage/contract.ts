import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { ObjectStore } from '../../../storage/object-store.js';
import { itReadsFiles } from './reading-contract.js';
import { collect, endless, type Fixture, LARGE, sha256Of, SMALL, sourceOf, stalled } from './sources.js';

const HOUR_MS = 3_600_000;
const ABSENT = 'a'.repeat(64);
const BAD_NAMES = [
  '',
  '..',
  '../../../../etc/passwd',
  'A'.repeat(64),
  'a'.repeat(63),
  `${'a'.repeat(64)}\n`,
  `..${'/'.repeat(62)}`,
  '.tmp',
  'aa/bb',
];

/** What every object store must do, whatever it keeps its files in. */
export function itKeepsFiles(setUp: () => Promise<Fixture>): void {
  let fixture: Fixture;
  let store: ObjectStore;

  before(async () => {
    fixture = await setUp();
    store = fixture.store;
  });
  afterEach(async () => assert.deepEqual(await fixture.leftovers(), [], 'nothing is left beside the files'));

  const names = async (): Promise<string[]> => (await collect(store.list())).map(({ sha256 }) => sha256).sort();
  const keep = async (bytes: Buffer): Promise<string> => (await store.put(sourceOf(bytes))).sha256;
  const whole = async (sha256: string): Promise<Buffer> => buffer((await store.open(sha256)).stream);

  itReadsFiles(() => fixture);

  describe('put and open', () => {
    for (const [what, length] of [
      ['an empty file', 0],
      ['one byte', 1],
      ['a small file', SMALL],
      ['a large file', LARGE],
    ] as const) {
      it(`keeps ${what} under its hash and gives it back`, async () => {
        const bytes = randomBytes(length);
        const before = Date.now();
        const stored = await store.put(sourceOf(bytes));
        assert.equal(stored.sha256, sha256Of(bytes));
        assert.equal(stored.dimensione, length);
        assert.ok(Math.abs(stored.modificato.getTime() - before) < 60_000);
        const { stream, dimensione } = await store.open(stored.sha256);
        assert.equal(dimensione, length);
        assert.ok(bytes.equals(await buffer(stream)));
        assert.equal((await store.stat(stored.sha256))?.dimensione, length);
      });
    }

    it('keeps the same bytes however they are cut', () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 600 }), async (chunks) => {
          const bytes = Buffer.concat(chunks);
          const { sha256, dimensione } = await store.put(Readable.from(chunks.filter(({ length }) => length > 0)));
          assert.deepEqual({ sha256, dimensione }, { sha256: sha256Of(bytes), dimensione: bytes.length });
          assert.ok(bytes.equals(await whole(sha256)));
        }),
        { numRuns: 15 },
      ));

    it('reuses an equal file and tells since when it has it', async () => {
      const bytes = randomBytes(SMALL);
      const sha256 = await keep(bytes);
      const known = await store.stat(sha256);
      await sleep(1100); // S3 counts in seconds
      assert.deepEqual(await store.put(sourceOf(bytes)), { sha256, ...known });
    });

    for (const length of [SMALL, LARGE]) {
      it(`makes one file of equal ones that come at once (${length} bytes)`, async () => {
        const bytes = randomBytes(length);
        const stored = await Promise.all(Array.from({ length: 4 }, () => store.put(sourceOf(bytes))));
        assert.deepEqual(new Set(stored.map(({ sha256 }) => sha256)), new Set([sha256Of(bytes)]));
        assert.ok(bytes.equals(await whole(sha256Of(bytes))));
        assert.equal((await names()).filter((name) => name === sha256Of(bytes)).length, 1);
      });
    }
  });

  describe('limit', () => {
    for (const length of [SMALL, LARGE]) {
      it(`takes exactly ${length} bytes and not one more`, async () => {
        const bytes = randomBytes(length);
        assert.equal((await store.put(sourceOf(bytes), { limitBytes: length })).dimensione, length);
        const longer = Buffer.concat([bytes, Buffer.from('x')]);
        const before = await names();
        await assert.rejects(store.put(sourceOf(longer), { limitBytes: length }), { code: 'file-troppo-grande' });
        assert.deepEqual(await names(), before);
      });
      it(`refuses at once what has more than ${length} bytes, without reading the rest`, async () => {
        const { source, produced } = endless();
        await assert.rejects(store.put(source, { limitBytes: length }), { code: 'file-troppo-grande' });
        assert.ok(source.destroyed);
        assert.ok(produced() <= length + 4 * 65_536, `${produced()} bytes were asked for`);
      });
    }
  });

  describe('what breaks off', () => {
    for (const length of [SMALL, LARGE]) {
      it(`leaves nothing of an upload that is aborted after ${length} bytes`, async () => {
        const before = await names();
        const controller = new AbortController();
        const source = stalled(randomBytes(length));
        const outcome = assert.rejects(store.put(source, { signal: controller.signal }), { name: 'AbortError' });
        await sleep(100);
        controller.abort();
        await outcome;
        assert.ok(source.destroyed);
        assert.deepEqual(await names(), before);
      });
      it(`leaves nothing of a source that closes after ${length} bytes`, async () => {
        const before = await names();
        const source = stalled(randomBytes(length));
        const outcome = assert.rejects(store.put(source), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
        await sleep(100);
        source.destroy();
        await outcome;
        assert.deepEqual(await names(), before);
      });
      it(`lets the failure of a source through after ${length} bytes`, async () => {
        const before = await names();
        const failure = new Error('the client went away');
        const source = stalled(randomBytes(length));
        const outcome = store.put(source).catch((error: unknown) => error);
        await sleep(100);
        source.destroy(failure);
        assert.equal(await outcome, failure);
        assert.deepEqual(await names(), before);
      });
    }
    it('does not begin what is aborted already', async () => {
      const bytes = randomBytes(SMALL);
      await assert.rejects(store.put(sourceOf(bytes), { signal: AbortSignal.abort() }), { name: 'AbortError' });
      assert.equal(await store.stat(sha256Of(bytes)), null);
    });
    it('survives a reader that goes away', async () => {
      const bytes = randomBytes(LARGE);
      const sha256 = await keep(bytes);
      const { stream } = await store.open(sha256);
      await once(stream, 'readable');
      stream.destroy();
      assert.ok(stream.destroyed);
      (await store.open(sha256)).stream.destroy();
      assert.ok(bytes.equals(await whole(sha256)));
    });
    it('removes what a killed upload left, once it is old', async () => {
      const source = stalled(randomBytes(LARGE));
      const controller = new AbortController();
      const outcome = assert.rejects(store.put(source, { signal: controller.signal }));
      while ((await fixture.leftovers()).length === 0) await sleep(50);
      assert.equal(await store.removeStaleUploads(new Date(Date.now() - HOUR_MS)), 0);
      assert.notDeepEqual(await fixture.leftovers(), []);
      assert.equal(await store.removeStaleUploads(new Date(Date.now() + HOUR_MS)), 1);
      assert.deepEqual(await fixture.leftovers(), []);
      controller.abort();
      await outcome;
    });
  });

  describe('names', () => {
    for (const name of [ABSENT, ...BAD_NAMES]) {
      it(`has no file ${JSON.stringify(name)}`, async () => {
        assert.equal(await store.stat(name), null);
        await assert.rejects(store.open(name), { code: 'file-non-trovato' });
        await assert.rejects(store.open(name, { start: 0, end: 1 }), { code: 'file-non-trovato' });
        await assert.rejects(store.read(name), { code: 'file-non-trovato' });
        assert.equal(await store.moveToTrash(name), false);
        assert.equal(await store.restoreFromTrash(name), false);
      });
    }
    it('lists every file once, with its size', async () => {
      const all = await Promise.all(
        Array.from({ length: 40 }, async (_, i) => store.put(sourceOf(randomBytes(1000 + i)))),
      );
      const listed = new Map((await collect(store.list())).map((file) => [file.sha256, file]));
      for (const { sha256, dimensione } of all) assert.equal(listed.get(sha256)?.dimensione, dimensione);
      assert.equal(listed.size, (await names()).length);
    });
  });

  describe('trash', () => {
    const later = (): Date => new Date(Date.now() + HOUR_MS);
    const trashed = async (): Promise<string[]> => (await collect(store.listTrash())).map(({ sha256 }) => sha256);

    it('puts a file aside and takes it back whole', async () => {
      const bytes = randomBytes(SMALL);
      const sha256 = await keep(bytes);
      assert.equal(await store.moveToTrash(sha256), true);
      assert.equal(await store.stat(sha256), null);
      await assert.rejects(store.open(sha256), { code: 'file-non-trovato' });
      assert.ok(!(await names()).includes(sha256));
      const [aside] = (await collect(store.listTrash())).filter((file) => file.sha256 === sha256);
      assert.equal(aside?.dimensione, SMALL);
      assert.ok(Math.abs(aside.cestinato.getTime() - Date.now()) < 60_000);
      assert.equal(await store.moveToTrash(sha256), false);
      assert.equal(await store.restoreFromTrash(sha256), true);
      assert.ok(bytes.equals(await whole(sha256)));
      await store.emptyTrash(later());
      assert.ok(bytes.equals(await whole(sha256)));
    });
    it('leaves a file that was stored since', async () => {
      const sha256 = await keep(randomBytes(SMALL));
      assert.equal(await store.moveToTrash(sha256, new Date(Date.now() - HOUR_MS)), false);
      assert.notEqual(await store.stat(sha256), null);
      assert.ok(!(await trashed()).includes(sha256));
      assert.equal(await store.moveToTrash(sha256, later()), true);
    });
    it('stores anew what is in the trash, and takes back what is there already', async () => {
      const bytes = randomBytes(SMALL);
      const sha256 = await keep(bytes);
      await store.moveToTrash(sha256);
      assert.equal(await keep(bytes), sha256);
      assert.equal(await store.restoreFromTrash(sha256), true);
      assert.equal(await store.restoreFromTrash(sha256), true, 'nothing to take back, and it is there');
      assert.ok(bytes.equals(await whole(sha256)));
      await store.moveToTrash(sha256);
      await keep(bytes);
      assert.equal(await store.moveToTrash(sha256), true);
      assert.deepEqual(
        (await trashed()).filter((name) => name === sha256),
        [sha256],
      );
    });
    it('deletes for good only what was put aside before', async () => {
      await store.emptyTrash(later());
      const [kept, gone] = [await keep(randomBytes(SMALL)), await keep(randomBytes(SMALL))];
      await store.moveToTrash(gone);
      assert.equal(await store.emptyTrash(new Date(Date.now() - HOUR_MS)), 0);
      assert.deepEqual(await trashed(), [gone]);
      assert.equal(await store.emptyTrash(later()), 1);
      assert.deepEqual(await trashed(), []);
      assert.equal(await store.restoreFromTrash(gone), false);
      assert.notEqual(await store.stat(kept), null);
    });
  });

  it('says that it can write', () => store.check());
}
