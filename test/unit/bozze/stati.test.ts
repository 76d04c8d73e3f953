import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { ATTI_BOZZA, STATI_BOZZA, type StatoBozza } from '../../../schemas/bozza.api.js';
import { attiPossibili, mayOnBozza, statoDopo } from '../../../server/bozze/stati.js';
import { buildCaller } from '../../support/factories.js';

const bozza = (stato: StatoBozza, autore = 'istruttore', scritta = autore) => ({
  uo: 'U410',
  autore: { utente: autore },
  scritta,
  stato,
});
const possibili = (ruolo: Ruolo, one: ReturnType<typeof bozza>) => attiPossibili(buildCaller(ruolo), one, ATTI_BOZZA);

describe('the states of a draft', () => {
  it('whatever is done, nothing is signed or registered but what was approved since it last changed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ATTI_BOZZA), { maxLength: 60 }), (atti) => {
        let stato: StatoBozza = 'in-lavorazione';
        let approved = false;
        for (const atto of atti) {
          const next = statoDopo(stato, atto);
          if (next === undefined) continue;
          assert.ok(stato !== 'registrata' && stato !== 'scartata', 'what is over stays so');
          if (atto === 'approva') approved = true;
          if (atto === 'modifica' || next === 'in-lavorazione') approved = false;
          if (['da-firmare', 'firmata', 'registrata'].includes(next)) assert.ok(approved, `${stato} ${atto}`);
          stato = next;
        }
      }),
    );
  });

  it('from wherever it is not over, a way leads to its number', () => {
    for (const start of STATI_BOZZA.filter((one) => one !== 'registrata' && one !== 'scartata')) {
      const seen = new Set<StatoBozza>([start]);
      for (const stato of seen)
        for (const atto of ATTI_BOZZA) {
          const next = statoDopo(stato, atto);
          if (next !== undefined) seen.add(next);
        }
      assert.ok(seen.has('registrata'), start);
    }
  });

  it('each may what is his, and nobody approves what he wrote himself but a head', () => {
    assert.deepEqual(possibili('istruttore', bozza('in-lavorazione')), ['modifica', 'invia', 'scarta']);
    assert.deepEqual(possibili('istruttore', bozza('in-approvazione')), ['ritira', 'scarta']);
    assert.deepEqual(possibili('responsabile', bozza('in-approvazione')), [
      'modifica',
      'approva',
      'rinvia',
      'ritira',
      'scarta',
    ]);
    assert.deepEqual(possibili('operatore', bozza('firmata')), ['registra']);
    assert.deepEqual(possibili('archivista', bozza('firmata')), []);
    assert.deepEqual(possibili('admin', bozza('in-lavorazione')), []);
    assert.ok(mayOnBozza(buildCaller('responsabile'), 'approva', bozza('in-approvazione', 'responsabile')));
    assert.ok(!mayOnBozza(buildCaller('vicario'), 'approva', bozza('in-approvazione', 'vicario')));
    assert.ok(!mayOnBozza(buildCaller('vicario'), 'approva', bozza('in-approvazione', 'istruttore', 'vicario')));
    const substitute = buildCaller('responsabile', { utente: 'istruttore', perContoDi: 'responsabile' });
    assert.ok(!mayOnBozza(substitute, 'approva', bozza('in-approvazione', 'istruttore')));
    const other = buildCaller('istruttore', { utente: 'altro', uo: 'U114' });
    assert.ok(ATTI_BOZZA.every((atto) => !mayOnBozza(other, atto, bozza('in-lavorazione'))));
  });
});
