import assert from 'node:assert/strict';
import { filtersOfNome } from '../../../server/fascicoli/proposte.js';

describe('the correspondent of a proposal', () => {
  it('is a firm, or a person whose surname is any of the first words', () => {
    assert.deepEqual(filtersOfNome('De Luca  Maria'), [
      { denominazione: 'De Luca  Maria' },
      { cognome: 'De', nome: 'Luca Maria' },
      { cognome: 'De Luca', nome: 'Maria' },
    ]);
    assert.deepEqual(filtersOfNome('Anonimo'), [{ denominazione: 'Anonimo' }]);
  });
});
