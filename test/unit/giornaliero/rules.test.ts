import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endOfLegalDay, isOver, isTardiva, nextGiornata, scadenzaOf } from '../../../server/giornaliero/rules.js';
import { addDays, legalDay, startOfLegalDay } from '../../../server/lib/clock.js';

const giorni = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2020-01-01', n));

describe('the rules of the daily register', () => {
  it('a day ends where the next begins, also with 23 and 25 hours', () => {
    assert.equal(endOfLegalDay('2026-03-29').toISOString(), '2026-03-29T22:00:00.000Z');
    assert.equal(endOfLegalDay('2026-10-25').toISOString(), '2026-10-25T23:00:00.000Z');
    fc.assert(
      fc.property(giorni, (giorno) => {
        const end = endOfLegalDay(giorno);
        assert.deepEqual(
          [legalDay(new Date(end.getTime() - 1)), legalDay(end), isOver(giorno, end)],
          [giorno, addDays(giorno, 1), true],
        );
        assert.equal(isOver(giorno, new Date(end.getTime() - 1)), false);
      }),
    );
  });

  it('it is late after eight in the morning on the clocks of Rome, whatever the hour did in the night', () => {
    for (const [giorno, limite] of [
      ['2026-03-02', '2026-03-03T08:00:00+01:00'],
      ['2026-03-28', '2026-03-29T08:00:00+02:00'],
      ['2026-10-24', '2026-10-25T08:00:00+01:00'],
      ['2026-12-31', '2027-01-01T08:00:00+01:00'],
    ] as const) {
      assert.equal(scadenzaOf(giorno).getTime(), Date.parse(limite), giorno);
      assert.equal(isTardiva(giorno, new Date(limite)), false);
      assert.equal(isTardiva(giorno, new Date(Date.parse(limite) + 1)), true);
    }
  });

  it('every calendar day has one, numbered from 1 in its year', () => {
    fc.assert(
      fc.property(giorni, (primo) => {
        let last = nextGiornata(null, primo);
        assert.deepEqual(last, { giorno: primo, anno: Number(primo.slice(0, 4)), progressivo: 1 });
        for (let i = 1; i < 400; i += 1) {
          const next = nextGiornata(last, primo);
          assert.equal(next.giorno, addDays(last.giorno, 1));
          assert.equal(next.progressivo, next.giorno.endsWith('-01-01') ? 1 : last.progressivo + 1);
          last = next;
        }
      }),
      { numRuns: 20 },
    );
    assert.equal(startOfLegalDay('2026-01-01').toISOString(), '2025-12-31T23:00:00.000Z');
  });
});
