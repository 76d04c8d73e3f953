import assert from 'node:assert/strict';
import { unoAvanti } from '../../../server/lib/avanti.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('one ahead', () => {
  it('gives the same in the same order, the next begun while this one is used', async () => {
    const begun: number[] = [];
    async function* source(): AsyncGenerator<number, void> {
      for (const one of [1, 2, 3]) {
        begun.push(one);
        await turn();
        yield one;
      }
    }
    const seen: [number, number[]][] = [];
    for await (const one of unoAvanti(source())) seen.push([one, [...begun]]);
    assert.deepEqual(seen, [
      [1, [1, 2]],
      [2, [1, 2, 3]],
      [3, [1, 2, 3]],
    ]);
  });

  it('tells a failure in its turn, and ends the source of who stops early', async () => {
    let ended = 0;
    async function* source(): AsyncGenerator<number, void> {
      try {
        yield 1;
        await turn();
        throw new Error('no second');
      } finally {
        ended += 1;
      }
    }
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const one of unoAvanti(source())) {
        await turn();
        await turn();
        seen.push(one);
      }
    }, /no second/);
    assert.deepEqual([seen, ended], [[1], 1]);
    for await (const one of unoAvanti(source())) {
      seen.push(one);
      break;
    }
    assert.deepEqual([seen, ended], [[1, 1], 2]);
  });
});
