import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isFestivo, pasqua } from '../../../../server/lib/calendario.js';
import { addDays } from '../../../../server/lib/clock.js';
import { nextWorkingDay, terminiOf } from '../../../../server/conservazione/regole/termini.js';

const TERMINI = { registrazioniGiorni: 10, appenaClassificata: true, fascicoliGiorni: 30, firmaGiorni: 30 };
const PATRONO = '09-03';
const giorni = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n));
const registro = (giorno: string, patrono = PATRONO) =>
  terminiOf({ tipo: 'registro-giornaliero', giorno }, TERMINI, patrono).termine;
const registrazione = (giorno: string, classificata: boolean, scadenza?: string, termini = TERMINI) =>
  terminiOf(
    {
      tipo: 'unita-documentaria',
      giorno,
      classificata,
      scadenzaFirma: scadenza === undefined ? undefined : new Date(scadenza),
    },
    termini,
    PATRONO,
  );

describe('conservazione: termini', () => {
  it('a daily register goes by the next working day', () => {
    for (const [giorno, termine] of [
      ['2026-03-02', '2026-03-03'], // a Monday
      ['2026-03-06', '2026-03-09'], // a Friday
      ['2026-03-07', '2026-03-09'], // a Saturday
      ['2026-04-03', '2026-04-07'], // Good Friday: Easter and its Monday between
      ['2026-09-02', '2026-09-04'], // the patron saint is the day after
      ['2026-12-31', '2027-01-04'], // New Year, Saturday, Sunday
      ['2026-12-24', '2026-12-28'],
      ['2026-03-28', '2026-03-30'], // the night of 23 hours
      ['2026-10-23', '2026-10-26'], // the night of 25 hours
      ['2028-02-28', '2028-02-29'],
    ] as const)
      assert.equal(registro(giorno), termine, giorno);
    assert.equal(registro('2026-09-02', '06-24'), '2026-09-03');
  });

  it('its term is the first working day after it, whatever the day', () => {
    fc.assert(
      fc.property(giorni, (giorno) => {
        const termine = registro(giorno);
        assert.ok(termine > giorno && !isFestivo(termine, PATRONO));
        for (let day = addDays(giorno, 1); day < termine; day = addDays(day, 1)) assert.ok(isFestivo(day, PATRONO));
        assert.notEqual(termine, addDays(pasqua(Number(termine.slice(0, 4))), 1));
      }),
    );
  });

  it('an end counts on the clocks of Rome, also in the nights of 23 and 25 hours', () => {
    const ends = (scadenza: string) =>
      registrazione('2026-02-27', true, scadenza, { ...TERMINI, registrazioniGiorni: 300 });
    for (const [scadenza, termine] of [
      ['2026-03-28T22:59:59Z', '2026-03-28'],
      ['2026-03-28T23:00:00Z', '2026-03-29'],
      ['2026-03-29T21:59:59Z', '2026-03-29'], // of 23 hours
      ['2026-03-29T22:00:00Z', '2026-03-30'],
      ['2026-10-24T22:00:00Z', '2026-10-25'],
      ['2026-10-25T22:59:59Z', '2026-10-25'], // of 25 hours
      ['2026-10-25T23:00:00Z', '2026-10-26'],
    ] as const)
      assert.equal(ends(scadenza).termine, termine, scadenza);
    assert.equal(ends('2026-04-27T22:00:00Z').prioritaDal, '2026-03-29');
    assert.equal(ends('2026-11-24T10:00:00Z').prioritaDal, '2026-10-25');
  });

  it('a registration goes as soon as it is classified, or after its days', () => {
    assert.deepEqual(registrazione('2026-03-02', true), {
      dal: '2026-03-02',
      termine: '2026-03-13',
      motivo: 'classificata',
    });
    assert.deepEqual(registrazione('2026-03-02', false), {
      dal: '2026-03-12',
      termine: '2026-03-13',
      motivo: 'giorni',
    });
    const later = { ...TERMINI, appenaClassificata: false };
    assert.deepEqual(registrazione('2026-03-02', true, undefined, later).dal, '2026-03-12');
    assert.deepEqual(registrazione('2026-12-28', false).termine, '2027-01-08');
  });

  it('a signature that ends soon hurries it; one that had ended before does not', () => {
    const hurried = registrazione('2026-03-02', false, '2026-03-20T12:00:00Z');
    assert.deepEqual(hurried, {
      dal: '2026-03-02',
      termine: '2026-03-13',
      motivo: 'firma-in-scadenza',
      prioritaDal: '2026-03-02',
    });
    assert.equal(registrazione('2026-03-02', false, '2026-03-05T12:00:00Z').termine, '2026-03-05');
    assert.equal(registrazione('2026-03-02', true, '2026-06-01T12:00:00Z').prioritaDal, '2026-05-02');
    assert.equal(registrazione('2026-03-02', false, '2026-03-01T12:00:00Z').prioritaDal, undefined);
    assert.equal(registrazione('2026-03-02', false, '2026-03-01T23:30:00Z').prioritaDal, '2026-03-02'); // already the 2nd in Rome
  });

  it('never later for a signature, never due after its term', () => {
    fc.assert(
      fc.property(giorni, fc.boolean(), fc.integer({ min: -400, max: 4_000 }), (giorno, classificata, days) => {
        const scadenza = `${addDays(giorno, days)}T10:00:00Z`;
        const [plain, hurried] = [registrazione(giorno, classificata), registrazione(giorno, classificata, scadenza)];
        assert.ok(hurried.dal <= plain.dal && hurried.termine <= plain.termine);
        assert.ok(plain.dal >= giorno && plain.dal <= plain.termine && hurried.dal <= hurried.termine);
        assert.ok(!isFestivo(plain.termine, PATRONO));
      }),
    );
  });

  it('a fascicolo goes some days after its closing, within the year', () => {
    const chiuso = (giorno: string, fascicoliGiorni = 30) =>
      terminiOf({ tipo: 'fascicolo', giorno }, { ...TERMINI, fascicoliGiorni }, PATRONO);
    assert.deepEqual(chiuso('2026-03-02'), { dal: '2026-04-01', termine: '2027-04-01', motivo: 'chiusura' });
    assert.deepEqual(chiuso('2028-02-29', 0), { dal: '2028-02-29', termine: '2029-02-28', motivo: 'chiusura' });
  });

  it('the next working day is the same for all who ask', () => {
    assert.equal(nextWorkingDay('2026-10-02'), '2026-10-05'); // the 4th, a holiday again, is a Sunday
    assert.equal(nextWorkingDay('2027-10-01'), '2027-10-05');
  });
});
