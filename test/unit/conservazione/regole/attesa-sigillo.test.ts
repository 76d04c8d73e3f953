import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attendeSigillo, attesaFino } from '../../../../server/conservazione/regole/attesa-sigillo.js';
import { nextWorkingDay } from '../../../../server/conservazione/regole/termini.js';
import { addDays, startOfLegalDay } from '../../../../server/lib/clock.js';

const ORA = 3_600_000;
const alle = (giorno: string, ore: number): Date => new Date(startOfLegalDay(giorno).getTime() + ore * ORA);
const giorni = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2015-01-01', n));

describe('how long a daily register waits for its seal', () => {
  const chiusura = alle('2026-03-17', 0.1);
  const giorno = { chiusura, termine: '2026-03-17', sigillato: false };

  it('six hours from its closing, where the AOO has a seal and it is not on both files', () => {
    assert.equal(attendeSigillo(giorno, true, alle('2026-03-17', 5)), true);
    assert.equal(attendeSigillo(giorno, true, alle('2026-03-17', 6.1)), false);
    assert.equal(attendeSigillo({ ...giorno, sigillato: true }, true, alle('2026-03-17', 1)), false);
    assert.equal(attendeSigillo(giorno, false, alle('2026-03-17', 1)), false);
  });

  it('not beyond the noon of the last day of its term, and not at all when that is over', () => {
    const tardi = { ...giorno, chiusura: alle('2026-03-17', 9) };
    assert.equal(attendeSigillo(tardi, true, alle('2026-03-17', 11.9)), true);
    assert.equal(attendeSigillo(tardi, true, alle('2026-03-17', 12)), false);
    assert.equal(attendeSigillo({ ...giorno, chiusura: alle('2026-03-19', 1) }, true, alle('2026-03-19', 1)), false);
  });

  it('whatever the day and the closing, half a day is left for the shipping within the term', () => {
    fc.assert(
      fc.property(giorni, fc.double({ min: 0, max: 200, noNaN: true }), (day, ore) => {
        const termine = nextWorkingDay(day);
        const fino = attesaFino({ chiusura: new Date(alle(addDays(day, 1), ore)), termine });
        assert.ok(alle(addDays(termine, 1), 0).getTime() - fino.getTime() >= 10 * ORA);
      }),
    );
  });
});
