import assert from 'node:assert/strict';
import { nomiDistinti } from '../../../web/lib/nomi-distinti.js';

describe('people in a list', () => {
  const [uno, due, tre] = [
    { utente: 'esempio1', denominazione: 'Esempio Uno' },
    { utente: 'esempio2', denominazione: 'Esempio Uno' },
    { utente: 'esempio3', denominazione: 'Esempio Tre' },
  ] as const;

  it('are told by name, with the account where two have the same one', () => {
    assert.deepEqual([uno, due, tre].map(nomiDistinti([uno, due, tre])), [
      'Esempio Uno (esempio1)',
      'Esempio Uno (esempio2)',
      'Esempio Tre',
    ]);
  });

  it('the same person twice is not confused with himself', () => {
    assert.equal(nomiDistinti([uno, uno, tre])(uno), 'Esempio Uno');
  });
});
