import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  BLOCCO,
  countOf,
  decode,
  encode,
  insiemeOf,
  intersectionView,
  unionOf,
  unionView,
  type Vista,
  withoutAll,
  withoutView,
} from '../../../server/ricerca/posizioni.js';
import { countPosizioni, eachPosizione } from '../../../server/ricerca/selezione.js';

const sorted = (values: Iterable<number>): number[] => [...new Set(values)].sort((a, b) => a - b);
/** A few positions, or so many of one block that they are kept as a bitmap. */
const posizioni = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 3 * BLOCCO }), { maxLength: 60 }).map(sorted),
  fc
    .record({ da: fc.integer({ min: 0, max: 2 * BLOCCO }), passo: fc.integer({ min: 1, max: 11 }) })
    .map(({ da, passo }) => Array.from({ length: 9_000 }, (_, i) => da + i * passo)),
);
function listed(insieme: Vista | undefined, da: number, a: number, quante = Infinity): number[] {
  const all: number[] = [];
  eachPosizione(insieme, da, a, (posizione) => all.push(posizione) < quante);
  return all;
}
const listOf = (insieme: Vista): number[] => listed(insieme, 0, Infinity).reverse();

describe('sets of positions', () => {
  it('come back from their bytes', () =>
    fc.assert(
      fc.property(posizioni, (list) => {
        const insieme = insiemeOf(list);
        for (const offset of [0, 1, 2, 3]) {
          const answer = Buffer.concat([Buffer.alloc(offset), encode(insieme)]);
          const read = decode(answer.subarray(offset));
          answer.fill(0); // nothing of it is held
          assert.deepEqual(listOf(read), list);
          assert.equal(countOf(read), list.length);
        }
        if (list.length > 0) assert.throws(() => decode(encode(insieme).subarray(0, -1)), RangeError);
        assert.equal(countOf(insieme), list.length);
      }),
      { numRuns: 40 },
    ));

  it('are joined, met and parted as sets are', () =>
    fc.assert(
      fc.property(posizioni, posizioni, posizioni, (a, b, c) => {
        const sets = [a, b, c].map(insiemeOf);
        const [one, other] = [insiemeOf(a), insiemeOf(b)];
        const inB = new Set(b);
        const inC = new Set(c);
        assert.deepEqual(listOf(unionOf(sets)), sorted([...a, ...b, ...c]));
        const joined = unionOf(sets);
        assert.equal(countOf(joined), listOf(joined).length);
        assert.deepEqual(listOf(unionView(sets)), listOf(joined));
        assert.deepEqual(listOf(withoutView(one, other)), listOf(withoutAll(one, other)));
        assert.deepEqual(
          listOf(intersectionView(sets)),
          a.filter((pos) => inB.has(pos) && inC.has(pos)),
        );
        assert.deepEqual(
          listOf(withoutAll(one, other)),
          a.filter((pos) => !inB.has(pos)),
        );
      }),
      { numRuns: 40 },
    ));

  it('are walked from the highest down, within bounds', () =>
    fc.assert(
      fc.property(posizioni, posizioni, fc.nat(3 * BLOCCO), fc.nat(3 * BLOCCO), (a, b, da, end) => {
        const inB = new Set(b);
        assert.deepEqual(
          listed(intersectionView([insiemeOf(a), insiemeOf(b)]), da, end),
          a.filter((pos) => inB.has(pos) && pos >= da && pos < end).reverse(),
        );
        assert.deepEqual(listed(insiemeOf(a), 0, Infinity, 3), a.slice(-3).reverse(), 'no further than asked');
      }),
      { numRuns: 40 },
    ));

  it('are counted as they are walked, but for some and up to a limit', () =>
    fc.assert(
      fc.property(
        fc.array(posizioni, { maxLength: 2 }),
        fc.nat(3 * BLOCCO),
        fc.oneof(fc.constant(Infinity), fc.nat(3 * BLOCCO)),
        posizioni,
        fc.nat(5_000),
        (lists, da, a, besides, limite) => {
          const insieme = lists.length === 0 ? undefined : intersectionView(lists.map(insiemeOf));
          const end = lists.length === 0 ? Math.min(a, 3 * BLOCCO) : a;
          const senza = new Set(besides);
          const shown = listed(insieme, da, end).filter((posizione) => !senza.has(posizione));
          assert.equal(countPosizioni(insieme, da, end, senza, limite), Math.min(shown.length, limite));
        },
      ),
      { numRuns: 60 },
    ));

  it('without a set are all there are', () => {
    assert.deepEqual(listed(undefined, 3, 6), [5, 4, 3]);
    assert.deepEqual(listed(undefined, 6, 3), []);
    assert.deepEqual(listed(new Map(), 0, 10), []);
  });
});
