import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alOf, prossimaDopo, statoOf, versioneAl } from '../../../server/configurazione/rules.js';
import { addDays } from '../../../server/lib/clock.js';

const dayBefore = (day: string): string => addDays(day, -1);
const OGGI = '2026-03-02';
interface Fatta {
  numero: number;
  fatta?: string;
  validoDal?: string;
}

/** As they are made: numbers grow, no first day is in the past of the day on which it is made. */
const versioni = fc
  .array(fc.record({ dopo: fc.nat(3), valeTra: fc.nat(10) }), { maxLength: 8 })
  .map((made): Fatta[] => {
    let day = '2026-02-20';
    return [
      { numero: 0 },
      ...made.map(({ dopo, valeTra }, i) => {
        day = addDays(day, dopo);
        return { numero: i + 1, fatta: day, validoDal: addDays(day, valeTra) };
      }),
    ];
  });
const giorno = fc.nat(60).map((n) => addDays('2026-02-10', n));

describe('versions of the configuration', () => {
  it('of a day there is always one, and it is the one that began last, made last of those of one day', () =>
    fc.assert(
      fc.property(versioni, giorno, (all, day) => {
        const found = versioneAl(all, day);
        assert.ok(found !== undefined);
        const { validoDal: dal = '' } = found;
        assert.ok(dal <= day);
        for (const { numero, validoDal = '' } of all)
          assert.ok(validoDal > day || validoDal < dal || (validoDal === dal && numero <= found.numero));
      }),
    ));

  it('what was in force on a day that has passed does not change by any version made later', () =>
    fc.assert(
      fc.property(versioni, giorno, (all, day) => {
        const then = all.filter((one) => one.fatta === undefined || one.fatta <= day);
        assert.deepEqual(versioneAl(then, day), versioneAl(all, day));
      }),
    ));

  it('a version is in force from its first to its last day, and exactly one is on every day', () =>
    fc.assert(
      fc.property(versioni, giorno, (all, day) => {
        const standing = all.filter((one) => {
          const al = alOf(all, one, dayBefore);
          const { validoDal = '' } = one;
          return statoOf(all, one, day) !== 'superata' && validoDal <= day && (al === undefined || day <= al);
        });
        assert.deepEqual(standing, [versioneAl(all, day)]);
        assert.equal(all.filter((one) => statoOf(all, one, day) === 'in-vigore').length, 1);
      }),
    ));

  it('the next one is in force on its first day, and nothing changes before', () =>
    fc.assert(
      fc.property(versioni, giorno, (all, day) => {
        const next = prossimaDopo(all, day);
        const until = next?.validoDal ?? addDays(day, 90);
        for (let one = day; one < until; one = addDays(one, 1))
          assert.deepEqual(versioneAl(all, one), versioneAl(all, day));
        if (next !== undefined) assert.deepEqual(versioneAl(all, until), next);
      }),
    ));

  it('says how a version stands', () => {
    const all = [
      { numero: 0 },
      { numero: 1, validoDal: '2026-03-01' },
      { numero: 2, validoDal: '2026-03-02' },
      { numero: 3, validoDal: '2026-03-02' },
      { numero: 4, validoDal: '2026-04-01' },
    ];
    assert.deepEqual(
      all.map((one) => statoOf(all, one, OGGI)),
      ['passata', 'passata', 'superata', 'in-vigore', 'futura'],
    );
  });
});
