import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, legalDay, legalOffsetMs, legalYear, rfc3339, startOfLegalDay } from '../../../server/lib/clock.js';

const HOUR_MS = 3_600_000;
const instant = (text: string): Date => new Date(text);

/** The clock on a wall in Rome, by another road than the code: the formatter of the platform. */
const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  dateStyle: 'short',
  timeStyle: 'medium',
});

const instants = fc.date({
  min: instant('1990-01-01T00:00:00Z'),
  max: instant('2099-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const days = instants.map((one) => one.toISOString().slice(0, 10));

describe('Italian legal time', () => {
  it('is one hour ahead of UTC in winter and two in summer', () => {
    assert.equal(rfc3339(instant('2026-03-02T08:14:00Z')), '2026-03-02T09:14:00.000+01:00');
    assert.equal(rfc3339(instant('2026-07-02T08:14:00.007Z')), '2026-07-02T10:14:00.007+02:00');
  });

  it('jumps from 02:00 to 03:00 on the last Sunday of March', () => {
    assert.equal(rfc3339(instant('2026-03-29T00:59:59.999Z')), '2026-03-29T01:59:59.999+01:00');
    assert.equal(rfc3339(instant('2026-03-29T01:00:00Z')), '2026-03-29T03:00:00.000+02:00');
  });

  it('shows the repeated hour of October twice, told apart by the offset', () => {
    assert.equal(rfc3339(instant('2026-10-25T00:30:00Z')), '2026-10-25T02:30:00.000+02:00');
    assert.equal(rfc3339(instant('2026-10-25T01:30:00Z')), '2026-10-25T02:30:00.000+01:00');
  });

  it('begins the year an hour before UTC does', () => {
    assert.equal(legalYear(instant('2026-12-31T22:59:59.999Z')), 2026);
    assert.equal(legalYear(instant('2026-12-31T23:00:00Z')), 2027);
    assert.equal(legalYear(instant('2026-12-31T23:30:00Z')), 2027);
    assert.equal(legalDay(instant('2026-12-31T23:30:00Z')), '2027-01-01');
  });

  it('begins a summer day two hours before UTC does', () => {
    assert.equal(legalDay(instant('2026-06-30T21:59:59.999Z')), '2026-06-30');
    assert.equal(legalDay(instant('2026-06-30T22:00:00Z')), '2026-07-01');
  });

  it('is written so that it reads back to the same instant, and as the clock of Rome shows it', () =>
    fc.assert(
      fc.property(instants, (one) => {
        const text = rfc3339(one);
        assert.equal(Date.parse(text), one.getTime());
        assert.equal(text.slice(0, 19).replace('T', ' '), wall.format(one));
        assert.match(text, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0[12]:00$/);
      }),
      { numRuns: 500 },
    ));

  it('agrees with itself: day and year are those of the written instant', () =>
    fc.assert(
      fc.property(instants, (one) => {
        assert.equal(legalDay(one), rfc3339(one).slice(0, 10));
        assert.equal(String(legalYear(one)), rfc3339(one).slice(0, 4));
      }),
    ));

  it('remembers offsets without mixing them up', () => {
    for (let i = 0; i < 25_000; i += 1) legalOffsetMs(new Date(i * 900_000));
    assert.equal(legalOffsetMs(instant('2026-03-29T00:59:59Z')), HOUR_MS);
    assert.equal(legalOffsetMs(instant('2026-03-29T01:00:00Z')), 2 * HOUR_MS);
  });
});

describe('startOfLegalDay', () => {
  const hoursOf = (day: string): number =>
    (startOfLegalDay(addDays(day, 1)).getTime() - startOfLegalDay(day).getTime()) / HOUR_MS;

  it('knows days of 23, 24 and 25 hours', () => {
    assert.equal(hoursOf('2026-03-28'), 24);
    assert.equal(hoursOf('2026-03-29'), 23);
    assert.equal(hoursOf('2026-03-30'), 24);
    assert.equal(hoursOf('2026-10-24'), 24);
    assert.equal(hoursOf('2026-10-25'), 25);
    assert.equal(hoursOf('2026-10-26'), 24);
  });

  it('is the first instant of that day, in every season', () =>
    fc.assert(
      fc.property(days, (day) => {
        const start = startOfLegalDay(day);
        assert.equal(legalDay(start), day);
        assert.equal(legalDay(new Date(start.getTime() - 1)), addDays(day, -1));
      }),
      { numRuns: 300 },
    ));

  it('puts every instant into one day only', () =>
    fc.assert(
      fc.property(instants, (one) => {
        const day = legalDay(one);
        assert.ok(startOfLegalDay(day) <= one && one < startOfLegalDay(addDays(day, 1)));
      }),
    ));
});

describe('addDays', () => {
  it('crosses months, years and leap days', () => {
    assert.equal(addDays('2026-12-31', 1), '2027-01-01');
    assert.equal(addDays('2028-02-28', 1), '2028-02-29');
    assert.equal(addDays('2026-02-28', 1), '2026-03-01');
    assert.equal(addDays('2026-03-01', -1), '2026-02-28');
    assert.equal(addDays('2026-03-29', 0), '2026-03-29');
  });

  it('goes back as far as it went', () =>
    fc.assert(
      fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), (day, n) => addDays(addDays(day, n), -n) === day),
    ));
});
