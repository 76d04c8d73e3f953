import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCaso } from '../../../server/demo/caso.js';
import { apportion, apportionBy, drawByWeight } from '../../../server/demo/ripartizione.js';

describe('demo: caso', () => {
  it('gives the same draws for the same seed, others for another', () => {
    const draw = (seme: string): number[] => {
      const caso = createCaso(seme);
      return Array.from({ length: 20 }, () => caso.integer(0, 1_000_000));
    };
    assert.deepEqual(draw('valdoria'), draw('valdoria'));
    assert.notDeepEqual(draw('valdoria'), draw('valdoria2'));
  });

  it('stays within its bounds, whatever the seed', () =>
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        (seme, min, width) => {
          const caso = createCaso(seme);
          const drawn = Array.from({ length: 20 }, () => caso.integer(min, min + width));
          assert.ok(drawn.every((n) => Number.isInteger(n) && n >= min && n <= min + width));
        },
      ),
    ));

  it('shuffles without losing or doubling', () =>
    fc.assert(
      fc.property(fc.string(), fc.array(fc.integer()), (seme, list) => {
        assert.deepEqual(
          createCaso(seme)
            .shuffle(list)
            .sort((a, b) => a - b),
          [...list].sort((a, b) => a - b),
        );
      }),
    ));

  it('forks a source that takes nothing from its own', () => {
    const [one, two] = [createCaso('a'), createCaso('a')];
    one.fork('b').shuffle([1, 2, 3]);
    assert.equal(one.next(), two.next());
  });

  it('has nothing to pick from an empty list', () => assert.throws(() => createCaso('a').pick([]), RangeError));

  it('picks about as often as the weight says', () => {
    const caso = createCaso('pesi');
    const drawn = Array.from({ length: 4_000 }, () =>
      caso.pickWeighted(['raro', 'spesso'], (one) => (one === 'spesso' ? 3 : 1)),
    );
    const share = drawn.filter((one) => one === 'spesso').length / drawn.length;
    assert.ok(share > 0.7 && share < 0.8, String(share));
  });
});

describe('demo: ripartizione', () => {
  it('parts a number without remainder, each part within one of its share', () =>
    fc.assert(
      fc.property(
        fc.nat(2_000),
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          const parts = apportion(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0);
          assert.equal(
            parts.reduce((a, b) => a + b, 0),
            total,
          );
          parts.forEach((part, i) => assert.ok(Math.abs(part - (total * (weights[i] ?? 0)) / sum) < 1));
        },
      ),
    ));

  it('keeps the names', () => assert.deepEqual(apportionBy(300, { E: 55, U: 33, I: 12 }), { E: 165, U: 99, I: 36 }));

  it('begins the list again when it is used up', () => {
    const drawn = drawByWeight(
      createCaso('c'),
      [
        { nome: 'a', peso: 2 },
        { nome: 'b', peso: 1 },
      ],
      9,
    );
    assert.equal(drawn.filter(({ nome }) => nome === 'a').length, 6);
    assert.deepEqual(drawByWeight(createCaso('c'), [], 5), []);
  });
});
