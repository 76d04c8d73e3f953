import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  carattereControllo,
  cifraControllo,
  difettoCodiceFiscale,
  difettoCodiceNumerico,
  difettoCodicePersona,
  lettereCognome,
  lettereNome,
  normalizeCodiceFiscale,
  normalizePartitaIva,
} from '../../../schemas/codici.api.js';

const withCheck = (primi: string): string => primi + carattereControllo(primi);
const OMOCODIA = 'LMNPQRSTUV';
const DIGIT_PLACES = [14, 13, 12, 10, 9, 7, 6];

const letters = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
    minLength: length,
    maxLength: length,
  });
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: length, maxLength: length });
const primiQuindici = fc
  .tuple(
    letters(6),
    digits(2),
    fc.constantFrom(...Array.from('ABCDEHLMPRST')),
    fc.integer({ min: 1, max: 28 }),
    fc.boolean(),
    letters(1),
    digits(3),
  )
  .map(([nome, anno, mese, giorno, donna, lettera, luogo]) => {
    const day = String(giorno + (donna ? 40 : 0)).padStart(2, '0');
    return `${nome}${anno}${mese}${day}${lettera}${luogo}`;
  });

describe('codice fiscale of a person', () => {
  for (const codice of [
    'RSSMRA80A01H501U',
    'RSSMRA80A41H501Y',
    'MRTMTT25D09F205Z',
    'RSSMRA80A01H50MM',
    'RSSMRAULALMHRLMD',
    'BNCNNA92R55Z404N',
    normalizeCodiceFiscale('rssmra80a01h501u'),
  ])
    it(`accepts ${codice}`, () => assert.equal(difettoCodicePersona(codice), null));

  it('finds a wrong check character', () => assert.equal(difettoCodicePersona('RSSMRA80A01H501X'), 'controllo'));
  it('finds a month that does not exist, whatever the check', () =>
    assert.equal(difettoCodicePersona(withCheck('RSSMRA80F01H501')), 'forma'));
  for (const giorno of ['00', '32', '40', '72', '99'])
    it(`finds the impossible day ${giorno}`, () =>
      assert.equal(difettoCodicePersona(withCheck(`RSSMRA80A${giorno}H501`)), 'data'));
  it('knows how long months are, and allows 29 February', () => {
    assert.equal(difettoCodicePersona(withCheck('RSSMRA81B29H501')), null);
    assert.equal(difettoCodicePersona(withCheck('RSSMRA80B30H501')), 'data');
    assert.equal(difettoCodicePersona(withCheck('RSSMRA80D71H501')), 'data');
    assert.equal(difettoCodicePersona(withCheck('RSSMRA80D70H501')), null);
  });
  it('reads the day behind omocodia letters', () => {
    assert.equal(difettoCodicePersona(withCheck('RSSMRA80APNH501')), 'data', 'PN is 32');
    assert.equal(difettoCodicePersona(withCheck('RSSMRA80APMH501')), null, 'PM is 31');
  });
  it('refuses what is not of the form', () => {
    for (const codice of [
      '',
      'RSSMRA80A01H501',
      'RSSMRA80A01H501UU',
      'rssmra80a01h501u',
      'RSSMRA80A01H50AM',
      'RÒSMRA80A01H501U',
    ])
      assert.equal(difettoCodicePersona(codice), 'forma', codice);
  });

  it('accepts whatever is built by the rules, in every degree of omocodia', () =>
    fc.assert(
      fc.property(primiQuindici, fc.integer({ min: 0, max: 7 }), (primi, degree) => {
        const written = Array.from(primi);
        for (const place of DIGIT_PLACES.slice(0, degree)) written[place] = OMOCODIA.charAt(Number(written[place]));
        assert.equal(difettoCodiceFiscale(withCheck(written.join(''))), null);
      }),
    ));
  it('finds any one changed digit', () =>
    fc.assert(
      fc.property(
        primiQuindici,
        fc.constantFrom(...DIGIT_PLACES),
        fc.integer({ min: 1, max: 9 }),
        (primi, place, shift) => {
          const codice = withCheck(primi);
          const changed = String((Number(codice.charAt(place)) + shift) % 10);
          assert.notEqual(difettoCodicePersona(codice.slice(0, place) + changed + codice.slice(place + 1)), null);
        },
      ),
    ));
  it('finds any one changed letter of the name, and any other check character', () =>
    fc.assert(
      fc.property(
        primiQuindici,
        fc.constantFrom(0, 1, 2, 3, 4, 5, 15),
        fc.integer({ min: 1, max: 25 }),
        (primi, place, shift) => {
          const codice = withCheck(primi);
          const changed = String.fromCharCode(65 + ((codice.charCodeAt(place) - 65 + shift) % 26));
          assert.equal(difettoCodicePersona(codice.slice(0, place) + changed + codice.slice(place + 1)), 'controllo');
        },
      ),
    ));
});

describe('codes of eleven digits', () => {
  for (const codice of ['12345678903', '80012345676', '97735020584', '99999999990'])
    it(`accepts ${codice}`, () => assert.equal(difettoCodiceNumerico(codice), null));
  it('finds a wrong check digit', () => assert.equal(difettoCodiceNumerico('12345678901'), 'controllo'));
  it('refuses zeros alone, though their sum is right', () => {
    assert.equal(cifraControllo('0000000000'), 0);
    assert.equal(difettoCodiceNumerico('00000000000'), 'forma');
  });
  it('refuses what is not of the form', () => {
    for (const codice of ['', '1234567890', '123456789033', '1234567890A', ' 12345678903'])
      assert.equal(difettoCodiceNumerico(codice), 'forma', codice);
  });
  it('takes away a leading IT and blanks', () => {
    assert.equal(normalizePartitaIva('IT12345678903'), '12345678903');
    assert.equal(normalizePartitaIva(' it 1234 5678 903 '), '12345678903');
    assert.equal(normalizePartitaIva('ITALIA'), 'ITALIA');
  });
  it('serves as codice fiscale too', () => {
    assert.equal(difettoCodiceFiscale('80012345676'), null);
    assert.equal(difettoCodiceFiscale('80012345675'), 'controllo');
  });
  it('accepts what ends with its check digit and finds any one changed digit', () =>
    fc.assert(
      fc.property(
        digits(10),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 9 }),
        (prime, place, shift) => {
          fc.pre(/[1-9]/.test(prime));
          const codice = `${prime}${cifraControllo(prime)}`;
          assert.equal(difettoCodiceNumerico(codice), null);
          const changed = String((Number(codice.charAt(place)) + shift) % 10);
          assert.notEqual(difettoCodiceNumerico(codice.slice(0, place) + changed + codice.slice(place + 1)), null);
        },
      ),
    ));
  it('finds two neighbouring digits exchanged, but 0 and 9', () =>
    fc.assert(
      fc.property(digits(10), fc.integer({ min: 0, max: 9 }), (prime, place) => {
        const codice = `${prime}${cifraControllo(prime)}`;
        const [first, second] = [codice.charAt(place), codice.charAt(place + 1)];
        fc.pre(first !== second && `${first}${second}` !== '09' && `${first}${second}` !== '90');
        assert.notEqual(difettoCodiceNumerico(codice.slice(0, place) + second + first + codice.slice(place + 2)), null);
      }),
    ));
});

describe('letters of surname and name', () => {
  const CASES = [
    ['Rossi', 'Maria', 'RSS', 'MRA'],
    ['Bianchi', 'Gianfranco', 'BNC', 'GFR'],
    ['Fo', 'Ugo', 'FOX', 'GUO'],
    ['D’Angelò', 'Niccolò', 'DNG', 'NCL'],
    ['De Luca', 'Anna Maria', 'DLC', 'NMR'],
    ['Aie', 'Al', 'AIE', 'LAX'],
  ] as const;
  for (const [cognome, nome, first, second] of CASES)
    it(`${cognome} ${nome} gives ${first}${second}`, () => {
      assert.equal(lettereCognome(cognome), first);
      assert.equal(lettereNome(nome), second);
    });
});
