import assert from 'node:assert/strict';
import { createRaccolta } from '../../../web/lib/raccolta.js';
import { conAccount, isUtente, utentiIn } from '../../../web/lib/utenti.js';

describe('people by name', () => {
  const NOMI = new Map([['m.rossi', 'Mario Rossi']]);

  it('what is asked together goes out once, each account once, in questions that are not too long', async () => {
    const domande: string[][] = [];
    const nomeDi = createRaccolta<string>(
      (chiavi) => {
        domande.push([...chiavi]);
        return Promise.resolve(NOMI);
      },
      { massimo: 2, attesaMs: 5 },
    );
    const chiesti = ['m.rossi', 'chi', 'm.rossi', 'altro', 'ultimo', 'altro'];
    assert.deepEqual(await Promise.all(chiesti.map(nomeDi)), ['Mario Rossi', null, 'Mario Rossi', null, null, null]);
    assert.deepEqual(domande, [
      ['m.rossi', 'chi'],
      ['altro', 'ultimo'],
    ]);
    assert.equal(await nomeDi('m.rossi'), 'Mario Rossi');
    assert.equal(domande.length, 3, 'what it keeps is not its business');
  });

  it('a failure is told to all who asked, and the next question goes out again', async () => {
    let guasta = true;
    const nomeDi = createRaccolta<string>(
      () => (guasta ? Promise.reject(new Error('spento')) : Promise.resolve(NOMI)),
      { massimo: 100, attesaMs: 1 },
    );
    const esiti = await Promise.allSettled([nomeDi('m.rossi'), nomeDi('altro')]);
    assert.deepEqual(
      esiti.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    guasta = false;
    assert.equal(await nomeDi('m.rossi'), 'Mario Rossi');
  });

  it('name and account stand together where one must be able to check', () => {
    const nomeOf = conAccount((utente) => NOMI.get(utente) ?? utente);
    assert.deepEqual([nomeOf('m.rossi'), nomeOf('v.verdi')], ['Mario Rossi (m.rossi)', 'v.verdi']);
  });

  it('accounts are found wherever an act names them, and nothing else is taken for one', () => {
    const found = utentiIn([
      { operatore: 'm.rossi', perContoDi: 'capo', oggetto: 'utente', riservatezza: { utenti: ['v.verdi', 'm.rossi'] } },
      { utente: 'g.neri', dettagli: { assegnazioni: [{ uo: 'U410', utente: 'l.bo' }], da: 'altri' } },
      { utente: 'g.neri', dettagli: { delega: { da: 'd.capo' }, fascicolo: { da: { codice: 'x.1' } } } },
      { utente: '<sistema>', dettagli: { delega: null, utenti: 'nessuno' } },
      undefined,
    ]);
    assert.deepEqual(found, ['m.rossi', 'capo', 'v.verdi', 'g.neri', 'l.bo', 'd.capo']);
    assert.deepEqual(
      [isUtente('m.rossi'), isUtente(''), isUtente('Regola 3'), isUtente(7)],
      [true, false, false, false],
    );
  });
});
