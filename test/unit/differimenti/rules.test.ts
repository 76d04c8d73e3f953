import assert from 'node:assert/strict';
import { Types } from 'mongoose';
import fc from 'fast-check';
import type { Differimento } from '../../../schemas/differimento.model.js';
import { DifferimentoRichiesta } from '../../../schemas/differimento.api.js';
import { addWorkingDays, faultsOfCitazione, termineOf, workingDayFrom } from '../../../server/differimenti/rules.js';
import { isFestivo } from '../../../server/lib/calendario.js';
import { addDays } from '../../../server/lib/clock.js';
import { ADESSO, PROVVEDIMENTO } from '../../support/factories.js';

const build = (over: Partial<Differimento> = {}): Differimento => ({
  _id: new Types.ObjectId(),
  aoo: 'AVLD001',
  provvedimento: PROVVEDIMENTO,
  causa: 'guasto',
  descrizione: 'posta del mattino',
  finoAl: '2026-03-06',
  scadenza: '2026-03-06',
  aperto: ADESSO,
  apertoDa: 'rgd',
  ...over,
});

describe('the end of a deferral', () => {
  it('a term that ends on a holiday ends with the next working day', () => {
    assert.deepEqual(termineOf({ finoAl: '2026-04-05' }, '2026-04-01'), {
      finoAl: '2026-04-05',
      scadenza: '2026-04-07',
    });
    assert.deepEqual(termineOf({ finoAl: '2026-04-08' }, '2026-04-01'), {
      finoAl: '2026-04-08',
      scadenza: '2026-04-08',
    });
  });
  it('working days are counted without Saturdays, Sundays, holidays and the patron saint', () => {
    assert.equal(addWorkingDays('2026-04-03', 1), '2026-04-07', 'after Easter Monday');
    assert.equal(addWorkingDays('2026-09-02', 1, '09-03'), '2026-09-04');
    assert.equal(addWorkingDays('2026-12-24', 2), '2026-12-29');
  });
  it('always falls on a working day, and no working day is skipped', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 30 }), (from, quanti) => {
        const start = addDays('2026-01-01', from);
        const end = addWorkingDays(start, quanti);
        let counted = 0;
        for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) if (!isFestivo(day)) counted += 1;
        assert.ok(!isFestivo(end) && counted === quanti && workingDayFrom(end) === end);
      }),
    ));
});

describe('citing a deferral', () => {
  const posta = { flusso: 'E' as const, mezzo: 'posta', dataArrivo: '2026-02-27' };
  const campi = (differimento: Differimento | null, r: Partial<typeof posta> = {}, giorno = '2026-03-03') =>
    faultsOfCitazione(differimento, { ...posta, ...r }, r.dataArrivo ?? posta.dataArrivo, giorno).map(
      ({ campo }) => campo,
    );

  it('is for paper that came in, within the act', () => {
    assert.deepEqual(campi(build()), []);
    assert.deepEqual(campi(build({ dal: '2026-02-27', al: '2026-02-27', mezzi: ['posta'] })), []);
    assert.deepEqual(campi(build(), {}, '2026-03-06'), [], 'on its last day');
  });
  it('is refused for what is unknown, over, closed, or not covered', () => {
    const wrong: [Differimento | null, Partial<typeof posta>, string?][] = [
      [null, {}],
      [build(), {}, '2026-03-07'],
      [build({ chiusura: { motivo: 'finito', data: ADESSO, utente: 'rgd' } }), {}],
      [build(), { mezzo: 'pec' }],
      [build({ mezzi: ['raccomandata'] }), {}],
      [build({ dal: '2026-02-28' }), {}],
      [build({ al: '2026-02-26' }), {}],
    ];
    for (const [one, r, giorno] of wrong) assert.deepEqual(campi(one, r, giorno), ['differimento']);
    assert.deepEqual(
      faultsOfCitazione(build(), { flusso: 'E', mezzo: 'posta' }, undefined, '2026-03-03').map(({ campo }) => campo),
      ['dataArrivo'],
    );
  });
});

describe('DifferimentoRichiesta', () => {
  const right = {
    provvedimento: PROVVEDIMENTO,
    causa: 'guasto della rete',
    descrizione: 'la posta del mattino',
    finoAl: '2026-03-06',
  };
  const campi = (over: object) => {
    const parsed = DifferimentoRichiesta.safeParse({ ...right, ...over });
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
  };
  it('wants an act, why, which documents, and one end', () => {
    assert.deepEqual(campi({}), []);
    assert.deepEqual(campi({ finoAl: undefined, giorniLavorativi: 3 }), []);
    assert.deepEqual(campi({ giorniLavorativi: 3 }), ['finoAl']);
    assert.deepEqual(campi({ finoAl: undefined }), ['finoAl']);
    assert.deepEqual(campi({ finoAl: '2026-02-29' }), ['finoAl']);
    assert.deepEqual(campi({ causa: '' }), ['causa']);
    assert.deepEqual(campi({ mezzi: ['pec'] }), ['mezzi']);
    assert.deepEqual(campi({ dal: '2026-03-02', al: '2026-03-01' }), ['al']);
  });
});
