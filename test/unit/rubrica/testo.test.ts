import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanLines, cleanText, lengthOf, testo, testoLibero, testoObbligatorio } from '../../../schemas/testo.api.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from(' \t\n\r\v\f\u0000\u0085\u2028\u200B\uFEFF\u00A0ab\u0301é😀')) }),
);

describe('cleanText', () => {
  it('makes one space of a run of blanks with a tab or a line end in it', () =>
    assert.equal(cleanText('via \t Roma\r\n\r\n 3'), 'via Roma 3'));
  it('leaves the spaces that were typed', () => assert.equal(cleanText('lotto  A'), 'lotto  A'));
  it('removes control characters, and what XML cannot write', () =>
    assert.equal(cleanText('a\u0000b\u001Bc\u007Fd\u009Fe\uFFFFf'), 'abcdef'));
  it('makes one space of a run with several breaks of several kinds', () =>
    assert.equal(cleanText('a \u0085\u0085 \u2028b'), 'a b'));
  it('composes accents', () => assert.equal(cleanText('perche\u0301'), 'perché'));
  it('holds what cannot be seen for nothing', () => {
    for (const text of ['', '  ', '\u200B', '\u200D', '\u0301', '\u0000\t']) assert.equal(cleanText(text), '');
  });
  it('is idempotent, leaves no control character and one line', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text);
        assert.equal(cleanText(clean), clean);
        assert.doesNotMatch(clean, /[\p{Cc}\u2028\u2029\uFFFE\uFFFF]|^\s|\s$/u);
      }),
    ));
});

describe('cleanLines', () => {
  it('keeps the lines', () => assert.equal(cleanLines('uno \r\ndue\r\rtre\tfine\n'), 'uno\ndue\n\ntre fine'));
  it('is idempotent and leaves no control character but the line end', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanLines(text);
        assert.equal(cleanLines(clean), clean);
        assert.doesNotMatch(clean.replaceAll('\n', ''), /[\p{Cc}\u2028\u2029]/u);
      }),
    ));
});

describe('a megabyte of blanks', () => {
  const blanks = ' '.repeat(1_000_000);
  for (const [name, clean] of Object.entries({ cleanText, cleanLines }))
    it(`is cleaned at once by ${name}`, () => {
      const start = performance.now();
      for (const text of [blanks, `a${blanks}b`, `a${blanks}\nb`, `a${' \u00A0'.repeat(500_000)}b`]) clean(text);
      assert.ok(performance.now() - start < 1_000);
    });
});

describe('testo', () => {
  const first = (schema: ReturnType<typeof testo>, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

  it('counts code points after the cleaning', () => {
    assert.equal(testoLibero(3).parse(' 😀😀😀\u0000 '), '😀😀😀');
    assert.match(first(testoLibero(3), '😀😀😀😀') ?? '', /supera i 3 caratteri/);
    assert.equal(lengthOf('😀e\u0301'), 3);
  });
  it('asks for what is obligatory, by its name', () => {
    for (const value of [undefined, null, '', ' \n', '\u200B'])
      assert.equal(first(testoObbligatorio(10, 'L’oggetto'), value), 'L’oggetto è obbligatorio.');
    assert.equal(testoLibero(10).parse('  '), '');
    assert.equal(first(testo({ max: 9, min: 3 }), 'ab'), 'Il campo deve avere almeno 3 caratteri.');
  });
  it('says of any other value that it wants a text', () => {
    for (const value of [3, true, [], { $gt: '' }])
      assert.equal(first(testoLibero(10), value), 'Il campo deve essere un testo.');
  });
  it('refuses overrides of direction, lone surrogates and what was not UTF-8 wherever they stand', () =>
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom(
          ...Array.from('\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'),
          '\uD800',
          '\uDFFF',
          '\uFFFD',
        ),
        fc.string(),
        (before, bad, after) => {
          assert.equal(testoLibero(1000).safeParse(before + bad + after).success, false);
        },
      ),
    ));
  it('refuses a heap of marks on one letter at once, and takes as many as a script has', () => {
    const start = performance.now();
    assert.match(first(testoLibero(1000), `a${'\u0316\u0301'.repeat(250_000)}`) ?? '', /troppi segni/);
    assert.ok(performance.now() - start < 1_000);
    assert.equal(testoLibero(1000).parse(`a${'\u0316\u0301'.repeat(10)}`).length, 20);
  });
  it('keeps the lines where it is asked to', () =>
    assert.equal(testo({ max: 20, righe: true }).parse('uno\r\ndue'), 'uno\ndue'));
});
