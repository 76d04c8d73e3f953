import assert from 'node:assert/strict';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { faultsOfIdentita } from '../../../server/protocollo/identita.js';

const campi = (mittenti: Soggetto[], destinatari: Soggetto[] = []): string[] =>
  faultsOfIdentita({ mittenti, destinatari }).map(({ campo }) => campo);

describe('names that do not enter the register (D.Lgs. 24/2023 art. 12)', () => {
  const anonimo: Soggetto = { tipo: 'PG', denominazione: 'Anonimo' };
  it('takes an office, an administration, and who is Anonimo', () => {
    const anac: Soggetto = { tipo: 'PAI', denominazione: 'Autorità nazionale anticorruzione', codiceIPA: 'anac' };
    assert.deepEqual(campi([anonimo, { tipo: 'UO', uo: 'U111' }, anac], [anac, anonimo]), []);
  });
  it('refuses a person, by name, by company or by whatever is said of an Anonimo, as sender and as addressee', () => {
    const rossi: Soggetto = { tipo: 'PF', cognome: 'Rossi', nome: 'Maria' };
    assert.deepEqual(campi([anonimo, rossi], [rossi]), ['mittenti[1]', 'destinatari[0]']);
    assert.deepEqual(campi([{ tipo: 'PG', denominazione: 'Studio Rossi' }]), ['mittenti[0]']);
    assert.deepEqual(campi([{ ...anonimo, domicilioDigitale: 'maria.rossi@pec.example' }]), ['mittenti[0]']);
  });
});
