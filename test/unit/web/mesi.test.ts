import assert from 'node:assert/strict';
import { mesiFino, nomeMese, quotaDi } from '../../../web/titolario/mesi.js';

describe('the months of the quality of suggestions', () => {
  it('are twelve, the given one first, over the turn of the year', () => {
    const mesi = mesiFino('2026-02');
    assert.deepEqual(
      [mesi.length, mesi[0], mesi[1], mesi[2], mesi.at(-1)],
      [12, '2026-02', '2026-01', '2025-12', '2025-03'],
    );
    assert.equal(nomeMese('2026-03'), 'marzo 2026');
  });

  it('a share of nothing is a dash', () => {
    assert.deepEqual([quotaDi(1, 3), quotaDi(0, 4), quotaDi(0, 0)], ['33%', '0%', '–']);
  });
});
