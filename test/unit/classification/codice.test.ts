import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compareCodici,
  fromRoman,
  isCodice,
  isUnder,
  lineageOf,
  livello,
  normalizeCodice,
  padre,
  patternAtOrUnder,
  toRoman,
} from '../../../classification/codice.js';

const CANONICAL = /^(?=[IVX])(X{0,2}(?:IX|IV|V?I{0,3}))(?:\.([1-9]\d?))?(?:\.([1-9]\d{0,2}))?$/;
const numbers = fc.tuple(
  fc.integer({ min: 1, max: 29 }),
  fc.option(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.option(fc.integer({ min: 1, max: 999 })))),
);
const levelsOf = ([titolo, below]: readonly [number, readonly [number, number | null] | null]): number[] =>
  below === null ? [titolo] : [titolo, below[0], ...(below[1] === null ? [] : [below[1]])];
const levels = numbers.map(levelsOf);
const write = ([titolo = 0, ...below]: readonly number[]): string => [toRoman(titolo), ...below].join('.');
const codice = levels.map(write);

describe('normalizeCodice', () => {
  const CASES = {
    'VI/3': 'VI.3',
    'VI/3/1': 'VI.3.1',
    '6.3': 'VI.3',
    '6.3.1': 'VI.3.1',
    '06-03': 'VI.3',
    '06.03': 'VI.3',
    'vi.3': 'VI.3',
    ' VI . 3 ': 'VI.3',
    'VI 3': 'VI.3',
    xiv: 'XIV',
    '14': 'XIV',
    VI: 'VI',
    'Ⅵ.3': 'VI.3',
    'I.1.999': 'I.1.999',
  };
  for (const [typed, expected] of Object.entries(CASES))
    it(`reads ${typed}`, () => assert.equal(normalizeCodice(typed), expected));

  for (const typed of [
    '',
    ' ',
    'IIII.2',
    'VX',
    'IC.1',
    'X'.repeat(3), // Roman, and more than a titolario has
    '30',
    '0',
    '0.1',
    'VI.0',
    'VI.100',
    'VI.1.1000',
    'VI.',
    '.3',
    'VI..3',
    'VI.3a',
    'VI.-3',
    '6.3 Edilizia',
    'VI.III',
    '$gt',
    '1e1',
    `VI.${'0'.repeat(80)}1`,
  ])
    it(`does not take ${typed.slice(0, 20)} for a code`, () => assert.equal(normalizeCodice(typed), null));

  it('agrees with the canonical pattern on codes of three levels', () =>
    fc.assert(
      fc.property(codice, (one) => {
        assert.match(one, CANONICAL);
        assert.equal(normalizeCodice(one), one);
        assert.ok(isCodice(one));
      }),
    ));
  it('reads every way of writing a code', () =>
    fc.assert(
      fc.property(
        levels,
        fc.constantFrom('.', '/', '-', ' / ', ' '),
        fc.boolean(),
        fc.boolean(),
        (parts, mark, arabic, zeros) => {
          const [titolo = 0, ...below] = parts;
          const pad = (value: number) => (zeros ? String(value).padStart(2, '0') : String(value));
          const typed = [arabic ? pad(titolo) : toRoman(titolo).toLowerCase(), ...below.map(pad)].join(mark);
          assert.equal(normalizeCodice(typed), write(parts));
        },
      ),
    ));
  it('never gives anything but a canonical code, whatever comes', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from('IVX0123./- ')) })),
        (typed) => {
          const read = normalizeCodice(typed);
          assert.ok(read === null || isCodice(read));
        },
      ),
    ));
});

describe('Roman numbers', () => {
  it('go there and back', () => {
    for (let value = 1; value <= 29; value += 1) assert.equal(fromRoman(toRoman(value)), value);
    assert.deepEqual([1, 4, 5, 9, 14, 19, 24, 29].map(toRoman), ['I', 'IV', 'V', 'IX', 'XIV', 'XIX', 'XXIV', 'XXIX']);
  });
});

describe('order and descent', () => {
  it('counts by the value of each level', () =>
    assert.deepEqual(['X', 'V.10', 'IX', 'V.9', 'VIII', 'V', 'V.9.10', 'V.9.2', 'XIV'].sort(compareCodici), [
      'V',
      'V.9',
      'V.9.2',
      'V.9.10',
      'V.10',
      'VIII',
      'IX',
      'X',
      'XIV',
    ]));
  it('is the order of the numbers', () =>
    fc.assert(
      fc.property(levels, levels, (a, b) => {
        const at = a.findIndex((value, i) => value !== b[i]);
        const expected = at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? 0);
        assert.equal(Math.sign(compareCodici(write(a), write(b))), Math.sign(expected));
      }),
    ));
  it('knows parents, levels and what is below', () => {
    assert.equal(padre('VI.3.1'), 'VI.3');
    assert.equal(padre('VI'), undefined);
    assert.equal(livello('VI.3.1'), 3);
    assert.deepEqual(lineageOf('VI.3.1'), ['VI.3.1', 'VI.3', 'VI']);
    assert.ok(isUnder('VI.3.1', 'VI'));
    assert.ok(!isUnder('VI.3', 'VI.3'));
    assert.ok(!isUnder('VI.30', 'VI.3'));
    assert.ok(!isUnder('VII.3', 'VI'));
  });
  it('finds in the database the same codes', () =>
    fc.assert(
      fc.property(codice, codice, (one, other) => {
        assert.equal(patternAtOrUnder(other).test(one), one === other || isUnder(one, other));
        assert.ok(lineageOf(one).every((above) => patternAtOrUnder(above).test(one)));
      }),
    ));
});
