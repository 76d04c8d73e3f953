import assert from 'node:assert/strict';
import { isDovuto, isPersa } from '../../../schemas/versamento.model.js';
import { ristrette } from '../../../server/conservazione/leggi.js';

const ADESSO = new Date('2026-05-04T09:00:00+02:00');
const fra = (ore: number): Date => new Date(ADESSO.getTime() + ore * 3_600_000);

describe('what a record is kept from', () => {
  it('an answer with a hundred thousand faults leaves the first of them, and says how many there are', () => {
    const voce = (n: number) =>
      ({ codice: `C-${n}`, messaggio: 'x'.repeat(4_000), gravita: n === 99_999 ? 'errore' : 'avviso' }) as const;
    const kept = ristrette(Array.from({ length: 100_000 }, (_, n) => voce(n)));
    assert.equal(kept[0]?.codice, 'C-99999', 'faults before all');
    assert.equal(kept.at(-1)?.codice, 'ALTRE-VOCI');
    assert.match(kept.at(-1)?.messaggio ?? '', /99960/);
    assert.ok(JSON.stringify(kept).length < 60_000);
    assert.deepEqual(ristrette([voce(1)]).length, 1);
  });

  it('a step or a lease further ahead than any that is set is of a clock that was wrong', () => {
    assert.equal(isDovuto(fra(-1), ADESSO), true);
    assert.equal(isDovuto(fra(24), ADESSO), false);
    assert.equal(isDovuto(fra(24 * 365), ADESSO), true);
    assert.equal(isPersa(fra(-0.001), ADESSO), true);
    assert.equal(isPersa(fra(0.01), ADESSO), false);
    assert.equal(isPersa(fra(24), ADESSO), true);
  });
});
