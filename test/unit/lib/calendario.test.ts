import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFestivo, pasqua, previousWorkingDay } from '../../../server/lib/calendario.js';
import { addDays } from '../../../server/lib/clock.js';

/** Easter Sundays as published: the earliest and the latest possible ones are among them. */
const PASQUE =
  '1818-03-22 1913-03-23 1943-04-25 1961-04-02 1981-04-19 1999-04-04 2000-04-23 2008-03-23 2011-04-24 2016-03-27 2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2035-03-25 2038-04-25 2049-04-18 2076-04-19';

const weekday = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();
const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2079-12-31'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10));

describe('pasqua', () => {
  for (const day of PASQUE.split(' ')) it(`is ${day}`, () => assert.equal(pasqua(Number(day.slice(0, 4))), day));

  it('is always a Sunday from 22 March to 25 April', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 4099 }), (anno) => {
        const day = pasqua(anno);
        assert.equal(weekday(day), 0);
        assert.ok(day.slice(5) >= '03-22' && day.slice(5) <= '04-25', day);
      }),
    ));
});

describe('isFestivo', () => {
  it('knows the fixed holidays, Easter Monday and the weekend', () => {
    const festivi =
      '2026-01-01 2026-01-06 2026-04-06 2025-04-21 2025-04-25 2026-05-01 2026-06-02 2025-08-15 2027-11-01 2026-12-08 2026-12-25 2025-12-26 2026-03-07 2026-03-08';
    for (const day of festivi.split(' ')) assert.ok(isFestivo(day), day);
  });

  it('leaves working days alone, Good Friday and Easter Tuesday among them', () => {
    for (const day of '2026-03-02 2026-04-03 2026-04-07 2026-08-14 2026-12-24 2026-12-31'.split(' '))
      assert.ok(!isFestivo(day), day);
  });

  it('has 4 October again from 2026', () => {
    assert.ok(!isFestivo('2022-10-04') && !isFestivo('2024-10-04'), 'a Tuesday and a Friday, before');
    assert.ok(isFestivo('2027-10-04') && isFestivo('2028-10-04'), 'a Monday and a Wednesday, since');
  });

  it('keeps the patron saint of the Comune, and only that of the Comune', () => {
    assert.ok(isFestivo('2026-09-03', '09-03'));
    assert.ok(!isFestivo('2026-09-03', '06-24'));
    assert.ok(!isFestivo('2026-09-03'));
  });
});

describe('previousWorkingDay', () => {
  const cases: readonly [giorno: string, prima: string, patrono?: string][] = [
    ['2026-03-03', '2026-03-02'],
    ['2026-03-02', '2026-02-27'], // Monday: the Friday before
    ['2026-03-01', '2026-02-27'], // Sunday
    ['2026-04-07', '2026-04-03'], // after Easter Monday
    ['2026-01-07', '2026-01-05'], // after the Epiphany
    ['2026-12-27', '2026-12-24'],
    ['2026-01-02', '2025-12-31'],
    ['2026-09-04', '2026-09-03'],
    ['2026-09-04', '2026-09-02', '09-03'],
  ];
  for (const [giorno, prima, patrono] of cases)
    it(`of ${giorno} is ${prima}${patrono === undefined ? '' : ` where ${patrono} is the patron saint’s`}`, () =>
      assert.equal(previousWorkingDay(giorno, patrono), prima));

  it('is a working day, before, with none between', () =>
    fc.assert(
      fc.property(days, (day) => {
        const before = previousWorkingDay(day, '09-03');
        assert.ok(before < day && !isFestivo(before, '09-03'));
        for (let one = addDays(before, 1); one < day; one = addDays(one, 1)) assert.ok(isFestivo(one, '09-03'), one);
      }),
    ));
});
