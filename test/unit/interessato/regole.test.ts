import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readIndirizzo } from '../../../server/interessato/pubblico-router.js';
import {
  chiaveSoggetto,
  codiceDa,
  esclusione,
  isStesso,
  MAX_ERRATI,
  normalizeCodice,
  statoAccesso,
} from '../../../server/interessato/regole.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';

const ROSSI: Soggetto = { tipo: 'PF', cognome: 'Rossi', nome: 'Maria' };
const DOCUMENTO = {
  nome: 'a.pdf',
  mime: 'application/pdf',
  dimensione: 1,
  sha256: 'a',
  formato: { mime: 'application/pdf' },
  firme: [],
};

describe('what a person concerned may see', () => {
  it('never what is reserved, annulled or not there', () => {
    const base = {
      stato: 'valida' as const,
      riservatezza: { livello: 'ordinaria' as const, uo: [], utenti: [] },
      documento: DOCUMENTO,
    };
    assert.equal(esclusione(base), null);
    assert.equal(
      esclusione({ ...base, riservatezza: { livello: 'riservata', uo: ['U410'], utenti: [] } }),
      'riservato',
    );
    assert.equal(esclusione({ ...base, stato: 'annullata' }), 'annullato');
    assert.equal(esclusione({ stato: 'valida', riservatezza: base.riservatezza }), 'attende la scansione');
  });

  it('one subject is recognised by its codes, else by its name in any order', () => {
    assert.ok(isStesso(ROSSI, { tipo: 'PF', cognome: 'MARIA', nome: 'rossi' }));
    assert.ok(
      !isStesso({ ...ROSSI, codiceFiscale: 'RSSMRA80A01H501U' }, { ...ROSSI, codiceFiscale: 'RSSMRA81A01H501V' }),
    );
    assert.ok(!isStesso({ tipo: 'PG', denominazione: '' }, { tipo: 'PG', denominazione: '' }));
    assert.equal(chiaveSoggetto(ROSSI), chiaveSoggetto({ nome: 'Maria', cognome: 'Rossi', tipo: 'PF' }));
  });

  it('an access opens until its day, its revocation, or too many wrong codes', () => {
    const scadenza = new Date('2026-04-01T00:00:00Z');
    const adesso = new Date('2026-03-02T00:00:00Z');
    assert.equal(statoAccesso({ scadenza }, 0, adesso), 'attivo');
    assert.equal(statoAccesso({ scadenza }, MAX_ERRATI, adesso), 'bloccato');
    assert.equal(statoAccesso({ scadenza }, 0, scadenza), 'scaduto');
    const revoca = { data: '', utente: '', motivo: '' };
    assert.equal(statoAccesso({ scadenza, revoca }, 0, adesso), 'revocato');
  });

  it('the code may be typed as it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 10, maxLength: 10 }), (casuali) => {
        const codice = codiceDa(casuali);
        assert.match(codice, /^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}$/);
        assert.equal(normalizeCodice(` ${codice.toLowerCase()} `), codice.replaceAll('-', ''));
      }),
    );
  });

  it('an address is written in one way', () => {
    const token = 'a'.repeat(43);
    assert.deepEqual(readIndirizzo(`/interessato/${token}/documenti/2026/12/0`)?.documento, {
      anno: 2026,
      numero: 12,
      file: 0,
    });
    assert.equal(readIndirizzo(`/interessato/${token}`)?.indirizzo, `/interessato/${token}`);
    for (const wrong of ['', '/', '/documenti/2026/012/0', '/documenti/2026/12', '/uscita/', '/../x'])
      if (wrong !== '') assert.equal(readIndirizzo(`/interessato/${token}${wrong}`), undefined, wrong);
    assert.equal(readIndirizzo('/interessato/breve'), undefined);
  });
});
