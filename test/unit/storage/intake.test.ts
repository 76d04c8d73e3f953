import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { Intake } from '../../../storage/intake.js';

const chunksArbitrary = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 700 });

describe('Intake', () => {
  it('passes every byte in order, in groups of at least the wanted size but for the last', () =>
    fc.assert(
      fc.asyncProperty(chunksArbitrary, fc.integer({ min: 1, max: 3000 }), async (chunks, minBytes) => {
        const all = Buffer.concat(chunks);
        const intake = new Intake(Readable.from(chunks), {});
        const groups = [];
        for await (const group of intake.groups(minBytes)) groups.push(group);
        assert.ok(all.equals(Buffer.concat(groups.map((group) => group.bytes()))));
        assert.ok(all.equals(Buffer.concat(groups.flatMap((group) => group.chunks()))));
        groups.forEach(({ length }, i) => assert.ok(length >= minBytes || (i === groups.length - 1 && length > 0)));
        assert.equal(intake.dimensione, all.length);
        assert.equal(intake.sha256, createHash('sha256').update(all).digest('hex'));
        assert.equal(intake.sha256, intake.sha256);
      }),
    ));

  it('lets pass exactly the limit', () =>
    fc.assert(
      fc.asyncProperty(chunksArbitrary, fc.integer({ min: -2, max: 2 }), async (chunks, spare) => {
        const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        const limitBytes = Math.max(0, length + spare);
        const source = Readable.from(chunks);
        const intake = new Intake(source, { limitBytes });
        const read = async (): Promise<void> => {
          for await (const group of intake.groups(100)) assert.ok(group.length > 0);
        };
        if (length <= limitBytes) await read();
        else await assert.rejects(read(), { code: 'file-troppo-grande', limitBytes });
        assert.ok(source.destroyed);
      }),
    ));

  it('joins tiny chunks', async () => {
    const intake = new Intake(Readable.from(Array.from({ length: 10_000 }, (_, i) => Buffer.of(i % 256))), {});
    const { value: group } = await intake.groups(Infinity).next();
    assert.equal(group?.length, 10_000);
    assert.ok(group.chunks().length < 300);
  });

  it('takes text as UTF-8', async () => {
    const intake = new Intake(Readable.from(['perché']), {});
    const { value: group } = await intake.groups(1).next();
    assert.equal(group?.bytes().toString(), 'perché');
  });
});
