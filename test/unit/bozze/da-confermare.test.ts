import assert from 'node:assert/strict';
import type { FirmaDiBozza } from '../../../schemas/bozza.model.js';
import { daConfermare, perCheNonConfermato } from '../../../server/bozze/da-confermare.js';

const firma = (over: Partial<FirmaDiBozza> = {}): FirmaDiBozza => ({
  tipo: 'CAdES',
  firmatario: 'Esempio Uno',
  esito: 'valida',
  utente: 'responsabile',
  ...over,
});
const ignota = firma({ esito: 'non-verificabile', motivo: 'L’autorità non è tra quelle fidate.' });

describe('what a head confirms of a letter signed elsewhere', () => {
  it('nothing where the approved bytes bear a valid signature of somebody who is known', () => {
    assert.deepEqual(daConfermare('identico', [firma()]), []);
    const { utente: _utente, ...estranea } = firma({ firmatario: 'Esempio Due' });
    assert.deepEqual(daConfermare('identico', [estranea, firma()]), []);
  });

  it('each signature that cannot be verified, with why, once', () => {
    assert.deepEqual(daConfermare('identico', [firma(), ignota, ignota]), [
      'La firma di Esempio Uno non si può verificare: l’autorità non è tra quelle fidate.',
    ]);
  });

  it('a valid one of nobody who is known, none that can be read, a file that was written anew', () => {
    const { utente: _utente, ...estranea } = firma();
    assert.match(daConfermare('identico', [estranea]).join(' '), /non è di un utente/);
    assert.match(daConfermare('identico', []).join(' '), /non si legge/);
    assert.equal(daConfermare('incerto', [ignota]).length, 2);
    assert.match(daConfermare('incerto', [firma()]).join(' '), /riscritto/);
  });
});

describe('the confirmation of a letter signed elsewhere', () => {
  const [sha256, altro] = ['a'.repeat(64), 'b'.repeat(64)];
  const why = (...args: [Parameters<typeof perCheNonConfermato>[2], boolean]) =>
    perCheNonConfermato(['La firma non si legge.'], sha256, ...args);

  it('holds for the file that was looked at, and for no other', () => {
    assert.equal(why({ sha256 }, true), undefined);
    for (const [conferma, parole] of [
      [undefined, /Il responsabile controlli/],
      [{}, /ripeterla con la sua impronta/],
      [{ sha256: altro }, /era di un altro file/],
    ] as const) {
      const said = why(conferma, true);
      assert.deepEqual([said?.campo, said?.sha256], ['conferma', sha256]);
      assert.match(said?.messaggio ?? '', parole);
      assert.match(said?.messaggio ?? '', new RegExp(`^La firma non si legge\\..*${sha256}`));
    }
  });

  it('is not for who may not give it, whatever he names', () => {
    assert.match(why({ sha256 }, false)?.messaggio ?? '', /Il responsabile controlli/);
  });
});
