import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellaDiTesto } from '../../../schemas/csv.api.js';

const SEGNI = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const SPAZI = ['', ' ', '   ', '\t', '\r', '\n', '\r\n', '\u00A0', '\u3000', '\uFEFF', '\v', '\f'];

describe('a cell of a CSV', () => {
  it('that would be a formula is kept a text, whatever blanks stand before its sign', () =>
    fc.assert(
      fc.property(fc.constantFrom(...SPAZI), fc.constantFrom(...SEGNI), fc.string(), (spazi, segno, resto) => {
        const text = spazi + segno + resto;
        assert.equal(cellaDiTesto(text), `'${text}`);
      }),
      { examples: SPAZI.flatMap((spazi) => SEGNI.map((segno): [string, string, string] => [spazi, segno, '1+1'])) },
    ));
  it('that begins with a tab or a new line is kept a text, whatever follows', () => {
    for (const text of ['\tx', '\rx', '\nx', '\r\nx']) assert.equal(cellaDiTesto(text), `'${text}`);
  });
  it('that is plain text stays as it is', () => {
    for (const text of ['Istanza', '0000012', 'a=1', '12-34', ' Istanza', '', ' '])
      assert.equal(cellaDiTesto(text), text);
  });
});
