import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type CalendarioAoo,
  type Decorso,
  type Fermata,
  giorniLavorativiPrima,
  isFestivoPerTermini,
  type RegolaTermine,
  scadenzaOf,
  silenzioDal,
  statoTermine,
} from '../../../server/procedimenti/termini.js';
import { addDays } from '../../../server/lib/clock.js';

const VALDORIA: CalendarioAoo = { patrono: '09-03' };
const TRENTA: RegolaTermine = { giorni: 30, computo: 'calendario' };
const da = (inizio: string, ...fermate: Fermata[]): Decorso => ({ inizio, fermate });
const sospesa = (dal: string, al?: string): Fermata => ({ tipo: 'sospensione', dal, ...(al !== undefined && { al }) });
const interrotta = (dal: string, al?: string): Fermata => ({ ...sospesa(dal, al), tipo: 'interruzione' });
const giorni = (n: number, altro: Partial<RegolaTermine> = {}): RegolaTermine => ({ ...TRENTA, giorni: n, ...altro });

describe('the calendar of the terms, against cases made by hand', () => {
  const CASI: readonly (readonly [string, Decorso, RegolaTermine, string | undefined])[] = [
    ['the first day does not count', da('2026-03-02'), TRENTA, '2026-04-01'],
    ['the last day is a Sunday', da('2026-02-06'), TRENTA, '2026-03-09'], // 8 March
    ['the last day is a Saturday: no holiday', da('2026-02-05'), TRENTA, '2026-03-07'],
    ['it ends on Easter, and Easter Monday follows', da('2026-03-06'), TRENTA, '2026-04-07'],
    ['it ends on Easter Monday', da('2026-03-07'), TRENTA, '2026-04-07'],
    ['Christmas and St Stephen, then a Sunday', da('2026-11-25'), TRENTA, '2026-12-28'],
    ['the patron saint', da('2026-08-04'), TRENTA, '2026-09-04'],
    ['New Year’s Eve to the next year', da('2026-12-02'), TRENTA, '2027-01-02'], // 1 January moves on to a Saturday
    ['a leap year', da('2028-02-01'), TRENTA, '2028-03-02'],
    ['29 February itself', da('2028-01-30'), TRENTA, '2028-02-29'],
    ['the same in a common year', da('2026-02-01'), TRENTA, '2026-03-03'],
    ['a year of 366 days', da('2028-01-01'), giorni(366), '2029-01-02'], // 1 January moves on
    ['August does not count', da('2026-07-20'), giorni(30, { agosto: true }), '2026-09-19'],
    ['beginning in August: from 1 September', da('2026-08-10'), giorni(10, { agosto: true }), '2026-09-10'],
    ['August counts where no rule says so', da('2026-07-20'), TRENTA, '2026-08-19'],
    ['working days, over Easter', da('2026-04-01'), giorni(5, { computo: 'lavorativi' }), '2026-04-09'],
    ['working days, over the patron saint', da('2026-09-01'), giorni(2, { computo: 'lavorativi' }), '2026-09-04'],
    ['4 October is a holiday again in 2026: a Sunday', da('2026-10-01'), giorni(3), '2026-10-05'],
    ['suspended for 28 days', da('2026-01-12', sospesa('2026-02-10', '2026-03-10')), giorni(60), '2026-04-10'],
    [
      'suspended twice',
      da('2026-03-02', sospesa('2026-03-10', '2026-03-20'), sospesa('2026-03-25', '2026-03-27')),
      TRENTA,
      '2026-04-13',
    ],
    [
      'suspensions that overlap count once',
      da('2026-03-02', sospesa('2026-03-10', '2026-03-20'), sospesa('2026-03-15', '2026-03-22')),
      TRENTA,
      '2026-04-13',
    ],
    [
      'interrupted: it begins again',
      da('2026-01-12', interrotta('2026-02-10', '2026-03-10')),
      giorni(60),
      '2026-05-09',
    ],
    ['suspended without end', da('2026-01-12', sospesa('2026-02-10')), TRENTA, undefined],
    [
      'suspended until the answer, at the latest',
      da('2026-03-02', { tipo: 'sospensione', dal: '2026-03-10', entro: '2026-03-20' }),
      TRENTA,
      '2026-04-11',
    ],
    [
      'suspended on the day after it ended: nothing',
      da('2026-03-02', sospesa('2026-04-02', '2026-05-02')),
      TRENTA,
      '2026-04-01',
    ],
  ];
  for (const [name, decorso, regola, attesa] of CASI)
    it(name, () => assert.equal(scadenzaOf(decorso, regola, VALDORIA), attesa));

  it('a Saturday moves on where the AOO says so', () => {
    assert.equal(scadenzaOf(da('2026-02-05'), TRENTA, { ...VALDORIA, sabatoFestivo: true }), '2026-03-09');
  });

  it('an extension does not end in an August that does not count', () => {
    assert.equal(scadenzaOf(da('2027-07-01'), giorni(31, { agosto: true }), VALDORIA), '2027-09-01');
  });

  it('days used and left, running, suspended, late, concluded', () => {
    const stato = (decorso: Decorso, oggi: string) => statoTermine(decorso, TRENTA, VALDORIA, oggi);
    assert.deepEqual(stato(da('2026-03-02'), '2026-03-02'), {
      stato: 'in-corso',
      usati: 0,
      restano: 30,
      scadenza: '2026-04-01',
      ritardo: 0,
    });
    assert.deepEqual(stato(da('2026-03-02'), '2026-03-12'), {
      stato: 'in-corso',
      usati: 10,
      restano: 20,
      scadenza: '2026-04-01',
      ritardo: 0,
    });
    assert.deepEqual(stato(da('2026-03-02', sospesa('2026-03-12')), '2026-03-30'), {
      stato: 'sospeso',
      usati: 10,
      restano: 20,
      ritardo: 0,
    });
    assert.deepEqual(stato(da('2026-03-02', sospesa('2026-03-12', '2026-03-20')), '2026-03-20'), {
      stato: 'in-corso',
      usati: 10,
      restano: 20,
      scadenza: '2026-04-09',
      ritardo: 0,
    });
    assert.deepEqual(stato(da('2026-03-02', interrotta('2026-03-12')), '2026-03-30'), {
      stato: 'sospeso',
      usati: 0,
      restano: 30,
      ritardo: 0,
    });
    assert.deepEqual(stato(da('2026-03-02'), '2026-04-04'), {
      stato: 'scaduto',
      usati: 30,
      restano: 0,
      scadenza: '2026-04-01',
      ritardo: 3,
    });
    assert.deepEqual(stato({ ...da('2026-03-02'), fine: '2026-03-12' }, '2026-06-01'), {
      stato: 'concluso',
      usati: 10,
      restano: 20,
      scadenza: '2026-04-01',
      ritardo: 0,
    });
    assert.deepEqual(stato({ ...da('2026-03-02'), fine: '2026-04-03' }, '2026-06-01'), {
      stato: 'concluso',
      usati: 30,
      restano: 0,
      scadenza: '2026-04-01',
      ritardo: 2,
    });
  });

  it('silence speaks on the day after the last, unless the act has come', () => {
    const silenzio = (decorso: Decorso, parla = true) => silenzioDal(decorso, { ...TRENTA, silenzio: parla }, VALDORIA);
    assert.equal(silenzio(da('2026-03-02')), '2026-04-02');
    assert.equal(silenzio(da('2026-03-02'), false), undefined);
    assert.equal(silenzio({ ...da('2026-03-02'), fine: '2026-04-01' }), undefined);
    assert.equal(silenzio({ ...da('2026-03-02'), fine: '2026-04-02' }), '2026-04-02', 'it came too late');
    assert.equal(silenzio(da('2026-03-02', sospesa('2026-03-10'))), undefined);
  });

  it('three working days ago, over a weekend and a holiday', () => {
    assert.equal(giorniLavorativiPrima('2026-04-09', 3, VALDORIA), '2026-04-03');
    assert.equal(giorniLavorativiPrima('2026-03-04', 3, VALDORIA), '2026-02-27');
  });
});

describe('the calendar of the terms, whatever the dates', () => {
  const giorno = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2024-01-01', n));
  const regola: fc.Arbitrary<RegolaTermine> = fc.record({
    giorni: fc.integer({ min: 1, max: 200 }),
    computo: fc.constantFrom('calendario' as const, 'lavorativi' as const),
    agosto: fc.boolean(),
  });
  const fermata = fc.record({
    tipo: fc.constantFrom('sospensione' as const, 'interruzione' as const),
    dopo: fc.integer({ min: 0, max: 90 }),
    dura: fc.integer({ min: 0, max: 60 }),
  });
  const decorso = fc
    .record({ inizio: giorno, fermate: fc.array(fermata, { maxLength: 3 }) })
    .map(({ inizio, fermate }) =>
      da(
        inizio,
        ...fermate.map(({ tipo, dopo, dura }) => ({
          tipo,
          dal: addDays(inizio, dopo),
          al: addDays(inizio, dopo + dura),
        })),
      ),
    );
  const calendario = fc.record({ patrono: fc.constantFrom('09-03', '06-24'), sabatoFestivo: fc.boolean() });

  it('never ends on a holiday, nor before its length; a stop never makes it end earlier', () => {
    fc.assert(
      fc.property(decorso, regola, calendario, (one, rule, cal) => {
        const end = scadenzaOf(one, rule, cal) ?? '';
        assert.ok(!isFestivoPerTermini(end, cal));
        assert.ok(end >= addDays(one.inizio, rule.giorni));
        assert.ok(end >= (scadenzaOf({ ...one, fermate: [] }, rule, cal) ?? ''));
      }),
    );
  });

  it('used and left make the whole, and time only uses days: it gives none back but by an interruption', () => {
    fc.assert(
      fc.property(decorso, regola, calendario, fc.integer({ min: 0, max: 400 }), (one, rule, cal, after) => {
        const oggi = addDays(one.inizio, after);
        const now = statoTermine(one, rule, cal, oggi);
        const then = statoTermine(one, rule, cal, addDays(oggi, 1));
        assert.equal(now.usati + now.restano, rule.giorni);
        if (one.fermate.every(({ tipo }) => tipo === 'sospensione')) assert.ok(then.usati >= now.usati);
        assert.equal(now.ritardo > 0, now.scadenza !== undefined && oggi > now.scadenza);
        if (now.stato === 'in-corso' && now.ritardo === 0 && now.scadenza !== undefined)
          assert.ok(oggi <= now.scadenza);
      }),
    );
  });
});
