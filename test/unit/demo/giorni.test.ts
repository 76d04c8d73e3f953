import assert from 'node:assert/strict';
import fc from 'fast-check';
import { giorniDopo, lavorativoDopo, pocoDopo } from '../../../server/demo/agenda.js';
import { isInOrario } from '../../../server/demo/calendario.js';
import { createCaso } from '../../../server/demo/caso.js';
import { annoDelPassato, dataConGiorno, giorniLavorativi, isLavorativo, istante } from '../../../server/demo/giorni.js';
import { legalDay, rfc3339 } from '../../../server/lib/clock.js';

describe('demo: giorni', () => {
  it('counts from this year, before 1 May from the last one', () => {
    assert.equal(annoDelPassato(new Date('2026-11-25T12:00:00Z')), 2026);
    assert.equal(annoDelPassato(new Date('2027-04-30T21:59:59Z')), 2026);
    assert.equal(annoDelPassato(new Date('2027-04-30T22:00:00Z')), 2027); // midnight in Rome
  });

  it('knows the days on which the offices are closed', () => {
    const closed = ['2026-04-04', '2026-04-05', '2026-04-06', '2026-06-02', '2026-09-03', '2026-12-08', '2026-12-25'];
    assert.deepEqual(
      closed.filter((giorno) => isLavorativo(giorno)),
      [],
    );
    assert.deepEqual(giorniLavorativi('2026-04-30', '2026-05-05'), ['2026-04-30', '2026-05-04', '2026-05-05']);
  });

  it('reads the clocks of Rome on both sides of the changes of offset', () => {
    assert.equal(rfc3339(istante('2026-03-27', 9 * 3600)), '2026-03-27T09:00:00.000+01:00');
    assert.equal(rfc3339(istante('2026-03-30', 9 * 3600)), '2026-03-30T09:00:00.000+02:00');
    assert.equal(rfc3339(istante('2026-10-26', 9 * 3600)), '2026-10-26T09:00:00.000+01:00');
  });

  it('names a day as a convocazione does', () => assert.equal(dataConGiorno('2026-02-17'), 'martedì 17 febbraio 2026'));

  it('puts what follows later, in office hours of a working day', () =>
    fc.assert(
      fc.property(fc.string(), fc.nat(300), fc.integer({ min: 8 * 3600, max: 18 * 3600 - 1 }), (seme, n, secondi) => {
        const giorno = giorniLavorativi('2026-01-02', '2027-03-31')[n] ?? '2026-01-02';
        const quando = istante(giorno, secondi);
        const caso = createCaso(seme);
        for (const later of [pocoDopo(caso, quando, [4, 150]), giorniDopo(caso, quando, [1, 3])]) {
          assert.ok(later > quando);
          assert.ok(isLavorativo(legalDay(later)));
          assert.ok(isInOrario((later.getTime() - istante(legalDay(later), 0).getTime()) / 1000));
        }
      }),
    ));

  it('goes on to the next working day over a holiday', () =>
    assert.equal(lavorativoDopo('2026-04-03', 1), '2026-04-07'));
});
