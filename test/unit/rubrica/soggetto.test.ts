import assert from 'node:assert/strict';
import { Soggetto } from '../../../schemas/soggetto.api.js';

const faults = (value: unknown): Record<string, string> => {
  const result = Soggetto.safeParse(value);
  return Object.fromEntries(
    (result.error?.issues ?? []).map((issue) => [
      issue.code === 'unrecognized_keys' ? issue.keys.join() : issue.path.join('.'),
      issue.message,
    ]),
  );
};
const PG = { tipo: 'PG', denominazione: 'Impresa Scavi Nord S.r.l.' };
const PF = { tipo: 'PF', cognome: 'Rossi', nome: 'Maria' };

describe('Soggetto', () => {
  it('cleans texts and writes codes in one form', () => {
    assert.deepEqual(
      Soggetto.parse({
        tipo: 'PF',
        cognome: '  Rossi\u0000 ',
        nome: 'Jose\u0301\t\n Maria',
        codiceFiscale: ' rssmra 80a01 h501u ',
        partitaIva: 'it 1234567 8903',
        domicilioDigitale: 'Maria.Rossi@PEC.Valdoria.Example',
        indirizzo: 'via dei Salici, 3',
        paese: 'it',
      }),
      {
        tipo: 'PF',
        cognome: 'Rossi',
        nome: 'José Maria',
        codiceFiscale: 'RSSMRA80A01H501U',
        partitaIva: '12345678903',
        domicilioDigitale: 'maria.rossi@pec.valdoria.example',
        indirizzo: 'via dei Salici, 3',
        paese: 'IT',
      },
    );
  });

  it('keeps the code of an administration as it is published', () => {
    const parsed = Soggetto.parse({ tipo: 'PAI', denominazione: 'Regione', codiceIPA: 'r_x000', codiceAOO: 'AREG001' });
    assert.equal(parsed.codiceIPA, 'r_x000');
    assert.deepEqual(Object.keys(faults({ ...parsed, codiceIPA: 'r x000' })), ['codiceIPA']);
    assert.deepEqual(Object.keys(faults({ ...parsed, codiceIPA: 'r'.repeat(101) })), ['codiceIPA']);
    assert.deepEqual(Object.keys(faults({ ...parsed, codiceFiscale: 'RSSMRA80A01H501U' })), ['codiceFiscale']);
  });

  it('takes away what was left empty', () => {
    const parsed = Soggetto.parse({
      ...PG,
      codiceFiscale: '',
      indirizzo: '  ',
      paese: '',
      domicilioDigitale: undefined,
    });
    assert.deepEqual(parsed, PG);
  });

  it('is idempotent', () => {
    const parsed = Soggetto.parse({ ...PF, codiceFiscale: 'rssmra80a01h501u', indirizzo: 'a\tb' });
    assert.deepEqual(Soggetto.parse(parsed), parsed);
  });

  it('asks each tipo for its own name', () => {
    assert.deepEqual(Object.keys(faults({ tipo: 'PF', cognome: 'Rossi' })), ['nome']);
    assert.deepEqual(Object.keys(faults({ tipo: 'PF', denominazione: 'Rossi Maria' })), [
      'cognome',
      'nome',
      'denominazione',
    ]);
    assert.deepEqual(Object.keys(faults({ ...PG, nome: 'Maria' })), ['nome']);
    assert.deepEqual(Object.keys(faults({ tipo: 'PAI' })), ['denominazione']);
    assert.deepEqual(Object.keys(faults({ tipo: 'PAE', denominazione: ' \u200B ' })), ['denominazione']);
    assert.deepEqual(Object.keys(faults({ tipo: 'UO' })), ['uo']);
    assert.deepEqual(faults({ tipo: 'UO', uo: 'U110' }), {});
    assert.deepEqual(Object.keys(faults({ tipo: 'UO', uo: 'U110', denominazione: 'Protocollo' })), ['denominazione']);
    assert.deepEqual(Object.keys(faults({ tipo: 'XX', denominazione: 'A' })), ['tipo']);
    assert.deepEqual(faults({ tipo: 'PG', denominazione: 'Anonimo' }), {});
  });

  it('names an unknown property, and what cannot be a subject', () => {
    assert.deepEqual(Object.keys(faults({ ...PG, piva: '12345678903' })), ['piva']);
    assert.deepEqual(Object.keys(faults(JSON.parse('{"tipo":"PG","denominazione":"A","__proto__":{"x":1}}'))), [
      '__proto__',
    ]);
    for (const value of [null, 'Rossi', 3, [], undefined]) assert.deepEqual(Object.keys(faults(value)), ['']);
    assert.deepEqual(Object.keys(faults({ ...PG, indirizzo: { $gt: '' } })), ['indirizzo']);
  });

  it('refuses codes with a wrong form or check, by their field', () => {
    for (const codiceFiscale of ['RSSMRA80A01H501X', 'RSSMRA80F01H501A', '12345678901', '00000000000', 'ROSSI'])
      assert.deepEqual(Object.keys(faults({ ...PF, codiceFiscale })), ['codiceFiscale'], codiceFiscale);
    for (const partitaIva of ['12345678901', '00000000000', '1234567890', 'DE123456789'])
      assert.deepEqual(Object.keys(faults({ ...PG, partitaIva })), ['partitaIva'], partitaIva);
    assert.deepEqual(faults({ ...PF, codiceFiscale: '80012345676' }), {}, 'a provisional code of eleven digits');
  });

  it('leaves a foreign partita IVA to its country', () => {
    assert.deepEqual(faults({ ...PG, partitaIva: 'DE123456789', paese: 'DE' }), {});
    assert.deepEqual(Object.keys(faults({ ...PG, partitaIva: 'DE 12è', paese: 'DE' })), ['partitaIva']);
    assert.deepEqual(Object.keys(faults({ ...PG, paese: 'Germania' })), ['paese']);
  });

  it('wants an ASCII address with a dot in its domain', () => {
    for (const domicilioDigitale of [
      'a@b',
      'Maria <a@b.it>',
      'à@b.it',
      'a@b..it',
      '@b.it',
      'a b@c.it',
      'a@-b.it',
      'a@b.it.',
      '.a@b.it',
    ])
      assert.deepEqual(Object.keys(faults({ ...PG, domicilioDigitale })), ['domicilioDigitale'], domicilioDigitale);
  });

  it('refuses texts that deceive or cannot be stored', () => {
    assert.deepEqual(Object.keys(faults({ ...PG, denominazione: 'ACME \u202Egpj.exe' })), ['denominazione']);
    assert.deepEqual(Object.keys(faults({ ...PG, denominazione: 'ACME \u2066x' })), ['denominazione']);
    assert.deepEqual(Object.keys(faults({ ...PG, denominazione: 'ACME \uD800' })), ['denominazione']);
    assert.deepEqual(Object.keys(faults({ ...PG, denominazione: 'A'.repeat(1001) })), ['denominazione']);
    assert.deepEqual(faults({ ...PG, denominazione: '😀'.repeat(1000) }), {}, 'code points, not UTF-16 units');
  });

  it('speaks Italian in every message', () => {
    const bad = [null, {}, { tipo: 1 }, { ...PG, x: 1 }, { ...PG, denominazione: 3 }, { ...PG, denominazione: null }];
    for (const value of bad)
      for (const message of Object.values(faults(value)))
        assert.doesNotMatch(message, /\b(invalid|expected|string|required|unrecognized)\b/i);
  });
});
