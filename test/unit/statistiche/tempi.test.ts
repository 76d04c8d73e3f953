import assert from 'node:assert/strict';
import { mediana, type ProcedimentoContato, quota, tempiDi } from '../../../server/statistiche/tempi.js';

const iter = (inizio: string, fine?: string, scadenza?: string): ProcedimentoContato => ({
  uo: 'U410',
  iter: {
    codice: 'SCIA',
    denominazione: 'SCIA',
    inizio,
    ...(fine !== undefined && { fine }),
    ...(scadenza !== undefined && { scadenza }),
  },
});

describe('the times of procedimenti', () => {
  it('mean, median and how many past the term, of those that ended in the year', () => {
    const tempi = tempiDi(
      [
        iter('2026-01-01', '2026-01-11', '2026-01-31'),
        iter('2026-01-01', '2026-01-21', '2026-01-31'),
        iter('2025-12-01', '2026-02-14', '2026-01-31'),
        iter('2025-01-01', '2025-02-01', '2025-01-31'),
        iter('2026-02-01', undefined, '2026-03-01'),
        iter('2026-02-20', undefined, '2026-03-20'),
        iter('2026-02-20'),
      ],
      2026,
      '2026-03-02',
    );
    assert.deepEqual(tempi, {
      conclusi: 3,
      media: 35,
      mediana: 20,
      oltreTermine: 1,
      quotaOltreTermine: 33.3,
      inCorso: 3,
      scaduti: 1,
    });
  });

  it('of none there is neither mean nor median', () => {
    const tempi = tempiDi([], 2026, '2026-03-02');
    assert.ok(!('media' in tempi) && !('mediana' in tempi));
    assert.equal(mediana([4, 1]), 2.5);
    assert.equal(quota(0, 0), 0);
    assert.equal(quota(1, 3), 33.3);
  });
});
