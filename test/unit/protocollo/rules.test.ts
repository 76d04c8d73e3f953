import assert from 'node:assert/strict';
import fc from 'fast-check';
import { legalYear } from '../../../server/lib/clock.js';
import { formatNumero, instantAfter, placeAfter, segnaturaOf } from '../../../server/protocollo/rules.js';
import { ADESSO, buildCoda } from '../../support/factories.js';

const instant = (text: string): Date => new Date(text);
const NON_AFFIDABILE = { code: 'orologio-non-affidabile' };

describe('placeAfter', () => {
  const last = buildCoda({ anno: 2026, numero: 101, dataRegistrazione: instant('2026-12-31T22:59:59.900Z') });

  it('begins a register with number 1 of the year in Rome', () => {
    assert.deepEqual(placeAfter(null, ADESSO), { anno: 2026, numero: 1, dataRegistrazione: ADESSO });
    const eve = instant('2026-12-31T23:30:00Z');
    assert.deepEqual(placeAfter(null, eve), { anno: 2027, numero: 1, dataRegistrazione: eve });
  });

  it('counts on within the year', () => {
    const eve = instant('2026-12-31T22:59:59.950Z');
    assert.deepEqual(placeAfter(last, eve), { anno: 2026, numero: 102, dataRegistrazione: eve });
  });

  it('starts again from 1 at midnight of Rome, whatever the zone of the server', () => {
    for (const text of ['2026-12-31T23:00:00.000Z', '2026-12-31T23:00:00.100Z', '2026-12-31T23:30:00Z']) {
      assert.deepEqual(placeAfter(last, instant(text)), { anno: 2027, numero: 1, dataRegistrazione: instant(text) });
    }
  });

  it('does not ask in which zone the server stands', () => {
    const zone = process.env['TZ'];
    try {
      for (const TZ of ['UTC', 'Pacific/Auckland', 'America/Los_Angeles']) {
        process.env['TZ'] = TZ;
        assert.equal(placeAfter(last, instant('2026-12-31T22:59:59.950Z')).anno, 2026, TZ);
        assert.equal(placeAfter(last, instant('2026-12-31T23:00:00Z')).anno, 2027, TZ);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('begins again only once, when more years have gone by', () =>
    assert.equal(placeAfter(last, instant('2029-05-01T10:00:00Z')).numero, 1));

  it('goes on from what the opening of an AOO in mid-year states', () => {
    const apertura = buildCoda({ numero: 4_711 });
    assert.equal(placeAfter(apertura, instant('2026-07-01T10:00:00Z')).numero, 4_712);
  });

  it('takes the date of the last record when the clock is behind by at most 2 s', () => {
    for (const behindMs of [1, 1_999, 2_000]) {
      const { dataRegistrazione, numero } = placeAfter(last, new Date(last.dataRegistrazione.getTime() - behindMs));
      assert.deepEqual([dataRegistrazione, numero], [last.dataRegistrazione, 102]);
    }
  });

  it('stays in the new year with a clock that is still a little in the old one', () => {
    const first = buildCoda({ anno: 2027, numero: 1, dataRegistrazione: instant('2026-12-31T23:00:00.100Z') });
    assert.deepEqual(placeAfter(first, instant('2026-12-31T22:59:59.900Z')), {
      anno: 2027,
      numero: 2,
      dataRegistrazione: first.dataRegistrazione,
    });
  });

  it('refuses a clock that is further behind, rather than write a wrong date', () => {
    for (const behindMs of [2_001, 3_600_000])
      assert.throws(() => placeAfter(last, new Date(last.dataRegistrazione.getTime() - behindMs)), {
        ...NON_AFFIDABILE,
        scartoMs: behindMs,
        retryAfterSeconds: 30,
      });
  });

  it('leaves no hole and never goes back, whatever the pauses', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2_000, max: 4_000_000_000 })), (pausesMs) => {
        pausesMs.reduce((before, pauseMs) => {
          const next = { ...before, ...placeAfter(before, new Date(before.dataRegistrazione.getTime() + pauseMs)) };
          assert.ok(next.dataRegistrazione >= before.dataRegistrazione);
          assert.equal(next.anno, legalYear(next.dataRegistrazione));
          if (next.anno === before.anno) assert.equal(next.numero, before.numero + 1);
          else assert.ok(next.anno > before.anno && next.numero === 1);
          return next;
        }, last);
      }),
    ));
});

describe('instantAfter', () => {
  it('is the clock’s, never before what it follows', () => {
    const before = new Date(ADESSO.getTime() + 1_500);
    assert.equal(instantAfter(null, ADESSO), ADESSO);
    assert.equal(instantAfter(ADESSO, before), before);
    assert.equal(instantAfter(before, ADESSO), before);
    assert.throws(() => instantAfter(new Date(ADESSO.getTime() + 2_001), ADESSO), NON_AFFIDABILE);
  });
});

describe('formatNumero', () => {
  it('has seven digits at least, and is never cut', () => {
    assert.equal(formatNumero(1), '0000001');
    assert.equal(formatNumero(9_999_999), '9999999');
    assert.equal(formatNumero(10_000_000), '10000000');
  });
});

describe('segnaturaOf', () => {
  it('says administration, AOO, register, day in Rome and number', () => {
    assert.equal(
      segnaturaOf('c_x000', 'AVLD001', 'PROT-GEN', instant('2026-03-02T08:00:00Z'), 1_234),
      'c_x000/AVLD001/PROT-GEN/2026-03-02/0001234',
    );
    assert.equal(
      segnaturaOf('c_x000', 'AVLD001', 'PROT-GEN', instant('2026-12-31T23:30:00Z'), 10_000_000),
      'c_x000/AVLD001/PROT-GEN/2027-01-01/10000000',
    );
  });
});
