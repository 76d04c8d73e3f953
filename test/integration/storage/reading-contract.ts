import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '../../../storage/object-store.js';
import { type Fixture, LARGE, receive, SMALL, sourceOf } from './sources.js';

/** How every object store gives back what it keeps: whole or in part, and never altered. @param setUp - what was set up for the suite */
export function itReadsFiles(setUp: () => Fixture): void {
  let fixture: Fixture;
  let store: ObjectStore;
  before(() => {
    fixture = setUp();
    store = fixture.store;
  });
  const keep = async (bytes: Buffer): Promise<string> => (await store.put(sourceOf(bytes))).sha256;

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
}
