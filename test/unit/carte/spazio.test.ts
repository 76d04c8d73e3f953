import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPosto, type Mappa } from '../../../server/carte/spazio.js';

const mappa = (colonne: number, righe: number, taken: (x: number, y: number) => boolean): Mappa => ({
  colonne,
  righe,
  occupate: Uint8Array.from({ length: colonne * righe }, (_, i) =>
    taken(i % colonne, Math.floor(i / colonne)) ? 1 : 0,
  ),
});
const ricerca = { larghezza: 4, altezza: 2, bordo: 1, ovunque: false };

describe('the place of the stamp', () => {
  it('is at the head and at the right of a blank page', () =>
    assert.deepEqual(
      findPosto(
        mappa(12, 18, () => false),
        ricerca,
      ),
      { colonna: 7, riga: 1 },
    ));

  it('goes to the left of a heading at the right, and to the foot under a full head', () => {
    assert.deepEqual(
      findPosto(
        mappa(12, 18, (x) => x > 6),
        ricerca,
      ),
      { colonna: 3, riga: 1 },
    );
    assert.deepEqual(
      findPosto(
        mappa(12, 18, (_x, y) => y < 8),
        ricerca,
      ),
      { colonna: 7, riga: 15 },
    );
  });

  it('is not in the middle, unless anywhere will do', () => {
    const piena = mappa(12, 18, (_x, y) => y < 7 || y > 10);
    assert.equal(findPosto(piena, ricerca), undefined);
    assert.deepEqual(findPosto(piena, { ...ricerca, ovunque: true }), { colonna: 7, riga: 7 });
  });

  it('is not on a page smaller than the stamp', () =>
    assert.equal(
      findPosto(
        mappa(5, 3, () => false),
        ricerca,
      ),
      undefined,
    ));

  it('covers nothing and keeps within the edges, whatever is on the page', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 40 }),
        fc.record({
          larghezza: fc.integer({ min: 1, max: 12 }),
          altezza: fc.integer({ min: 1, max: 6 }),
          bordo: fc.nat(3),
          ovunque: fc.boolean(),
        }),
        (colonne, righe, punti, chiesta) => {
          const page = mappa(colonne, righe, (x, y) => punti.some(([px, py]) => px === x && py === y));
          const posto = findPosto(page, chiesta);
          if (posto === undefined) return;
          assert.ok(posto.colonna >= chiesta.bordo && posto.riga >= chiesta.bordo);
          assert.ok(posto.colonna + chiesta.larghezza <= colonne - chiesta.bordo);
          assert.ok(posto.riga + chiesta.altezza <= righe - chiesta.bordo);
          for (let y: number = posto.riga; y < posto.riga + chiesta.altezza; y += 1)
            for (let x: number = posto.colonna; x < posto.colonna + chiesta.larghezza; x += 1)
              assert.equal(page.occupate[y * colonne + x], 0);
        },
      ),
    ));
});
