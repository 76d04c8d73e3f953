import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Lettura } from '../../../storage/lettura.js';
import type { ObjectStore } from '../../../storage/object-store.js';

/** A store under test and what the suite does behind its back. */
export interface Fixture {
  store: ObjectStore;
  /** replaces the stored bytes */
  tamper(sha256: string, bytes: Buffer): Promise<void>;
  /** names of all that is there and is neither a stored nor a trashed file */
  leftovers(): Promise<string[]>;
}

const SMALL = 50_000;
const LARGE = 20 * 1024 ** 2 + 17; // several parts, the last one short
const HOUR_MS = 3_600_000;
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
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

/** The bytes in chunks of that size, as they come from a network. */
function* chunksOf(bytes: Buffer, size = 65_536): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const sourceOf = (bytes: Buffer, size?: number): Readable =>
  Readable.from(chunksOf(bytes, size), { objectMode: false });

/** A source that never ends, and how much of it was asked for. */
function endless(chunkBytes = 65_536): { source: Readable; produced: () => number } {
  let produced = 0;
  const source = new Readable({
    read() {
      produced += chunkBytes;
      setImmediate(() => this.push(randomBytes(chunkBytes)));
    },
  });
  return { source, produced: () => produced };
}

/** Gives some bytes and then nothing more, without ending. */
function stalled(bytes: Buffer): Readable {
  const source = new Readable({ read: () => undefined });
  for (const chunk of chunksOf(bytes)) source.push(chunk);
  return source;
}

/** What a reader receives before the stream ends or fails. */
async function receive(source: Readable | Lettura): Promise<{ bytes: Buffer; error: unknown }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk)); // its memory is used again
    return { bytes: Buffer.concat(chunks), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

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

  describe('read', () => {
    it('gives many files at once, each its own bytes, whatever memory they share', async () => {
      const files = Array.from({ length: 12 }, (_, i) => randomBytes(300_000 * i + 1));
      const kept = await Promise.all(files.map(keep));
      for (let round = 0; round < 3; round += 1) {
        const received = await Promise.all(kept.map(async (sha256) => receive(await store.read(sha256))));
        for (const [i, { bytes, error }] of received.entries()) {
          assert.equal(error, null);
          assert.ok(bytes.equals(files[i] ?? Buffer.alloc(0)), `file ${i}`);
        }
      }
    });
    it('can be left half way, or never begun: what is read afterwards is right', async () => {
      const [one, other] = [randomBytes(1_500_000), randomBytes(1_500_000)];
      const [first, second] = [await keep(one), await keep(other)];
      const reading = await store.read(first);
      let begun: Buffer = Buffer.alloc(0);
      for await (const chunk of reading) {
        begun = chunk;
        break;
      }
      const said = Buffer.from(begun);
      await (await store.read(second)).close();
      assert.ok((await receive(await store.read(second))).bytes.equals(other));
      assert.ok(begun.equals(said), 'what is still on its way is not written over');
      assert.ok(begun.equals(one.subarray(0, begun.length)));
      await reading.close();
    });
  });

  describe('ranges', () => {
    const bytes = randomBytes(300_000);
    let sha256: string;
    before(async () => {
      sha256 = await keep(bytes);
    });
    const part = async (start: number, end?: number): Promise<Buffer> => {
      const { stream, dimensione } = await store.open(sha256, end === undefined ? { start } : { start, end });
      assert.equal(dimensione, bytes.length);
      return buffer(stream);
    };

    for (const [start, end] of [
      [0, 0],
      [0, 99],
      [1, 1],
      [100, 299_999],
      [299_999, 299_999],
      [250_000, undefined],
      [0, undefined],
      [299_990, 5_000_000],
    ] as const) {
      it(`gives bytes ${start} to ${end ?? 'the last'}`, async () => {
        assert.ok(bytes.subarray(start, end === undefined ? undefined : end + 1).equals(await part(start, end)));
      });
    }
    for (const [start, end] of [
      [300_000, undefined],
      [300_000, 300_001],
      [-1, 5],
      [10, 9],
      [0.5, 2],
    ] as const) {
      it(`refuses bytes ${start} to ${end ?? 'the last'}`, () =>
        assert.rejects(part(start, end), { code: 'intervallo-non-valido' }));
    }
    it('has no range of an empty file', async () => {
      const { sha256: empty } = await store.put(Readable.from([]));
      await assert.rejects(store.open(empty, { start: 0 }), { code: 'intervallo-non-valido' });
    });
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

  describe('altered files', () => {
    const flipped = (bytes: Buffer, at: number): Buffer => {
      const other = Buffer.from(bytes);
      other.writeUInt8(other.readUInt8(at) ^ 1, at);
      return other;
    };
    const ALTERATIONS = {
      'first byte changed': (bytes: Buffer) => flipped(bytes, 0),
      'last byte changed': (bytes: Buffer) => flipped(bytes, bytes.length - 1),
      shortened: (bytes: Buffer) => bytes.subarray(0, -1),
      lengthened: (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]),
      emptied: () => Buffer.alloc(0),
    };
    for (const length of [SMALL, 1_000_000]) {
      for (const [how, alter] of Object.entries(ALTERATIONS)) {
        it(`never delivers ${length} bytes complete when ${how}`, async () => {
          const bytes = randomBytes(length);
          const sha256 = await keep(bytes);
          const altered = alter(bytes);
          await fixture.tamper(sha256, altered);
          for (const source of [(await store.open(sha256)).stream, await store.read(sha256)]) {
            const received = await receive(source);
            assert.ok(received.error instanceof Error && 'code' in received.error);
            assert.equal(received.error.code, 'file-alterato');
            assert.ok(received.bytes.length < altered.length || altered.length === 0);
            assert.ok(received.bytes.length < length);
          }
        });
      }
    }
    for (const length of [SMALL, LARGE]) {
      it(`neither writes over what bears the name nor takes it for the same (${length} bytes)`, async () => {
        const bytes = randomBytes(length);
        const sha256 = await keep(bytes);
        const altered = flipped(bytes, 7);
        await fixture.tamper(sha256, altered);
        await assert.rejects(store.put(sourceOf(bytes)), { code: 'file-alterato' });
        assert.ok(altered.equals(await buffer((await store.open(sha256, { start: 0 })).stream)));
        assert.deepEqual(await fixture.leftovers(), []);
      });
    }
    for (const length of [SMALL, LARGE]) {
      it(`does not reuse a file of another size (${length} bytes)`, async () => {
        const bytes = randomBytes(length);
        const sha256 = await keep(bytes);
        await fixture.tamper(sha256, bytes.subarray(1));
        await assert.rejects(store.put(sourceOf(bytes)), { code: 'file-alterato' });
        assert.equal((await store.stat(sha256))?.dimensione, length - 1);
      });
    }
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
