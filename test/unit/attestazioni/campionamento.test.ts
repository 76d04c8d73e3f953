import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estrai, statoCampione } from '../../../server/attestazioni/campione-rules.js';
import { type Aql, LIVELLI_AQL, pianoOf } from '../../../server/attestazioni/piano-campionamento.js';

const aql = fc.constantFrom(...LIVELLI_AQL);

describe('the sampling plan of a lot (UNI ISO 2859-1, level II)', () => {
  /** lot, AQL → letter, sample, acceptance: rows of tables 1 and 2-A as they are printed. */
  const STAMPATI: [number, Aql, string, number, number][] = [
    [1, 1, 'A', 1, 0],
    [8, 4, 'A', 3, 0],
    [8, 0.65, 'A', 8, 0],
    [25, 4, 'C', 3, 0],
    [50, 4, 'D', 13, 1],
    [51, 4, 'E', 13, 1],
    [90, 1, 'E', 13, 0],
    [150, 0.65, 'F', 20, 0],
    [150, 1, 'F', 13, 0],
    [280, 1, 'G', 50, 1],
    [280, 1.5, 'G', 32, 1],
    [500, 2.5, 'H', 50, 3],
    [1_000, 0.65, 'J', 80, 1],
    [1_000, 1, 'J', 80, 2],
    [1_200, 1.5, 'J', 80, 3],
    [1_201, 2.5, 'K', 125, 7],
    [3_200, 4, 'K', 125, 10],
    [10_000, 1, 'L', 200, 5],
    [35_000, 4, 'M', 315, 21],
    [150_000, 4, 'N', 315, 21],
    [500_000, 0.65, 'P', 800, 10],
    [500_001, 0.65, 'Q', 1_250, 14],
  ];
  for (const [copie, livello, lettera, campione, accetta] of STAMPATI)
    it(`${copie} copies at ${livello}: ${lettera}, ${campione}, accepts ${accetta}`, () => {
      const piano = pianoOf(copie, livello);
      assert.deepEqual(
        { lettera: piano.lettera, campione: piano.campione, accetta: piano.accetta, rifiuta: piano.rifiuta },
        { lettera, campione, accetta, rifiuta: accetta + 1 },
      );
    });

  it('a sample is never more than its lot, nor nothing, and bears fewer defects than it has copies', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), aql, (copie, livello) => {
        const { campione, accetta } = pianoOf(copie, livello);
        assert.ok(campione >= 1 && campione <= copie && accetta < campione);
      }),
    );
  });
  it('a stricter level never bears more of the same lot', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (copie) => {
        const accettate = LIVELLI_AQL.map((one) => pianoOf(copie, one)).map(
          ({ accetta, campione }) => accetta / campione,
        );
        accettate.reduce((before, now) => (assert.ok(now >= before - 1e-9), now), 0);
      }),
    );
  });
  it('an empty lot has no plan', () => {
    assert.throws(() => pianoOf(0, 1), RangeError);
    assert.throws(() => pianoOf(1.5, 1), RangeError);
  });
});

describe('the draw', () => {
  it('is the same for the same seed, whatever the order of the list', () => {
    const ids = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7', 'h8'];
    assert.deepEqual(estrai('00ff', ids, 3), estrai('00ff', [...ids].reverse(), 3));
    assert.notDeepEqual(estrai('00ff', ids, 8), estrai('00fe', ids, 8));
  });
  it('takes as many as are asked, each once, all from the lot', () => {
    fc.assert(
      fc.property(fc.string(), fc.uniqueArray(fc.string()), fc.nat(50), (seme, ids, n) => {
        const drawn = estrai(seme, ids, n);
        assert.equal(drawn.length, Math.min(n, ids.length));
        assert.equal(new Set(drawn).size, drawn.length);
        assert.ok(drawn.every((one) => ids.includes(one)));
      }),
    );
  });
  it('leaves no copy out for ever: of many seeds each is drawn by some', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `copia-${i}`);
    const drawn = new Set(Array.from({ length: 200 }, (_, i) => estrai(`seme ${i}`, ids, 2)).flat());
    assert.equal(drawn.size, ids.length);
  });
});

describe('the outcome of a sample', () => {
  const scelti = ['a', 'b', 'c'];
  const conforme = (scansione: string) => ({ scansione, esito: 'conforme' as const });
  const difforme = (scansione: string) => ({ scansione, esito: 'difforme' as const });
  it('is open until all were compared, and refused as soon as there are too many', () => {
    assert.deepEqual(statoCampione(scelti, [], 0), { stato: 'aperto', difformi: 0, mancano: 3 });
    assert.equal(statoCampione(scelti, [conforme('a'), conforme('b')], 0).stato, 'aperto');
    assert.equal(statoCampione(scelti, [difforme('a')], 0).stato, 'rifiutato');
    assert.equal(statoCampione(scelti, [difforme('a')], 1).stato, 'aperto');
    assert.equal(statoCampione(scelti, scelti.map(conforme), 0).stato, 'accettato');
    assert.equal(statoCampione(scelti, [difforme('a'), conforme('b'), conforme('c')], 1).stato, 'accettato');
  });
  it('counts nothing of a copy that was not drawn', () =>
    assert.deepEqual(statoCampione(scelti, [difforme('z')], 0), { stato: 'aperto', difformi: 0, mancano: 3 }));
});
