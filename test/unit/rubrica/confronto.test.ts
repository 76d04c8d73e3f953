import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { codiciOf } from '../../../server/rubrica/chiave.js';
import { confronta } from '../../../server/rubrica/confronto.js';

const persona = (sopra: Partial<Soggetto> = {}): Soggetto => ({
  tipo: 'PF',
  cognome: 'Rossi',
  nome: 'Maria',
  ...sopra,
});
const ditta = (sopra: Partial<Soggetto> = {}): Soggetto => ({ tipo: 'PG', denominazione: 'Scavi Nord', ...sopra });

const few = <T>(...values: T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);
/** Subjects of a small world, so that they meet often. */
const soggetto: fc.Arbitrary<Soggetto> = fc
  .record({
    tipo: fc.constantFrom('PF', 'PG', 'PAI'),
    cognome: few('Rossi', 'Bianchi'),
    nome: few('Maria'),
    denominazione: few('Scavi Nord', 'Comune di Roccalta'),
    codiceFiscale: few('RSSMRA80A01H501U', 'RSSMRA80A01H50MM', '12345678903'),
    partitaIva: few('12345678903', '80012345676'),
    codiceIPA: few('c_y001', 'C_Y001', 'c_y002'),
    codiceAOO: few('AAA0001', 'AAA0002'),
    domicilioDigitale: few('studio@pec.example', 'altro@pec.example'),
    indirizzo: few('via Roma 1', 'via Lago 2'),
  })
  .map(
    (all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Soggetto,
  );

describe('confronta', () => {
  const cases: [string, Soggetto, Soggetto, string][] = [
    [
      'the same codice fiscale',
      persona({ codiceFiscale: 'RSSMRA80A41H501Y' }),
      persona({ nome: 'Maria Pia', codiceFiscale: 'RSSMRA80A41H501Y' }),
      'stesso',
    ],
    [
      'the same partita IVA and name',
      ditta({ partitaIva: '12345678903' }),
      ditta({ partitaIva: '12345678903', indirizzo: 'via Lago 2' }),
      'stesso',
    ],
    [
      'one partita IVA, two names',
      ditta({ partitaIva: '12345678903' }),
      ditta({ denominazione: 'Altra', partitaIva: '12345678903' }),
      'probabile',
    ],
    [
      'two persons on one PEC',
      persona({ codiceFiscale: 'RSSMRA80A41H501Y', domicilioDigitale: 'studio@pec.example' }),
      persona({ cognome: 'Verdi', codiceFiscale: 'VRDMRA80A41H501A', domicilioDigitale: 'studio@pec.example' }),
      'diverso',
    ],
    [
      'one PEC, two names, no codes',
      persona({ domicilioDigitale: 'studio@pec.example' }),
      persona({ cognome: 'Verdi', domicilioDigitale: 'studio@pec.example' }),
      'dubbio',
    ],
    [
      'one PEC and one name',
      persona({ domicilioDigitale: 'm@pec.example' }),
      persona({ domicilioDigitale: 'm@pec.example', indirizzo: 'via Lago 2' }),
      'probabile',
    ],
    ['one name', persona(), persona({ indirizzo: 'via Lago 2' }), 'dubbio'],
    [
      'names change places',
      persona({ domicilioDigitale: 'm@pec.example' }),
      persona({ cognome: 'Maria', nome: 'Rossi', domicilioDigitale: 'm@pec.example' }),
      'probabile',
    ],
    [
      'omocodia only',
      persona({ codiceFiscale: 'RSSMRA80A01H501U' }),
      persona({ codiceFiscale: 'RSSMRA80A01H50MM' }),
      'diverso',
    ],
    [
      'codice fiscale of a body as partita IVA',
      ditta({ codiceFiscale: '12345678903' }),
      ditta({ denominazione: 'S.N.', partitaIva: '12345678903' }),
      'probabile',
    ],
    [
      'two AOO of one body',
      { tipo: 'PAI', denominazione: 'Ente', codiceIPA: 'c_y001', codiceAOO: 'A1' },
      { tipo: 'PAI', denominazione: 'Ente', codiceIPA: 'c_y001', codiceAOO: 'A2' },
      'diverso',
    ],
    [
      'one IPA code, whatever its case',
      { tipo: 'PAI', denominazione: 'Ente', codiceIPA: 'c_y001' },
      { tipo: 'PAI', denominazione: 'Altro nome', codiceIPA: 'C_Y001' },
      'stesso',
    ],
    ['nothing in common', persona(), ditta(), 'diverso'],
  ];
  for (const [what, a, b, esito] of cases) it(`${what}: ${esito}`, () => assert.equal(confronta(a, b).esito, esito));

  it('is symmetric, and says why whatever is not different', () =>
    fc.assert(
      fc.property(soggetto, soggetto, (a, b) => {
        assert.deepEqual(confronta(a, b).esito, confronta(b, a).esito);
        assert.equal(confronta(a, b).motivi.length > 0, confronta(a, b).esito !== 'diverso');
      }),
      { numRuns: 2_000 },
    ));

  it('never joins two codici fiscali or two IPA codes, whatever else they share', () =>
    fc.assert(
      fc.property(soggetto, soggetto, (a, b) => {
        const cf =
          a.codiceFiscale !== undefined && b.codiceFiscale !== undefined && a.codiceFiscale !== b.codiceFiscale;
        const ipa =
          a.codiceIPA !== undefined &&
          b.codiceIPA !== undefined &&
          a.codiceIPA.toLowerCase() !== b.codiceIPA.toLowerCase();
        if (cf || ipa) assert.equal(confronta(a, b).esito, 'diverso');
      }),
      { numRuns: 2_000 },
    ));

  it('never calls two the same for their address or name alone', () =>
    fc.assert(
      fc.property(soggetto, soggetto, (a, b) => {
        const shares = a.codiceFiscale === b.codiceFiscale && a.codiceFiscale !== undefined;
        const iva = a.partitaIva === b.partitaIva && a.partitaIva !== undefined;
        const ipa = a.codiceIPA !== undefined && a.codiceIPA.toLowerCase() === b.codiceIPA?.toLowerCase();
        if (!shares && !iva && !ipa) assert.notEqual(confronta(a, b).esito, 'stesso');
      }),
      { numRuns: 2_000 },
    ));

  it('whoever is the same is found by what they share', () =>
    fc.assert(
      fc.property(soggetto, soggetto, (a, b) => {
        if (confronta(a, b).esito !== 'stesso') return;
        assert.ok(
          codiciOf(a).some((codice) => codiciOf(b).includes(codice)),
          JSON.stringify([a, b]),
        );
      }),
      { numRuns: 2_000 },
    ));
});
