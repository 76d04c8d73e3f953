import assert from 'node:assert/strict';
import { create, type Font } from '@cantoo/fontkit';
import fc from 'fast-check';
import { fontBytes, fontOf, toPrintable } from '../../../server/lib/caratteri-pdf.js';
import { PdfA, wrapText } from '../../../server/lib/pdfa.js';

const byLength = (text: string): number => text.length;

describe('papers in PDF/A', () => {
  it('replace what no face has, once a character, and count it', () => {
    assert.deepEqual(toPrintable('Perché “così”: 12 €', 'testo'), { testo: 'Perché “così”: 12 €', sostituiti: 0 });
    assert.deepEqual(toPrintable('e\u0301 漢字 👩‍👩‍👧 \u202efdp.exe\u0007', 'testo'), {
      testo: 'é □□ □ fdp.exe ',
      sostituiti: 3,
    });
    assert.equal(toPrintable(`a${'\u0301'.repeat(30)}`, 'testo').testo, '□');
  });

  it('part text at blanks, and a long word where it must', () => {
    assert.deepEqual(wrapText('uno due tre', 7, byLength), ['uno due', 'tre']);
    assert.deepEqual(wrapText('a bcdefghij k', 4, byLength), ['a', 'bcde', 'fghi', 'j k']);
    assert.deepEqual(wrapText('a\n\nb', 4, byLength), ['a', '', 'b']);
  });

  it('lose no character, and keep each line within its width, whatever the text', () =>
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (testo, larghezza) => {
        const lines = wrapText(testo, larghezza, byLength);
        assert.ok(lines.every((line) => line.length <= larghezza));
        assert.equal(lines.join('').replaceAll(/\s/g, ''), testo.replaceAll(/\s/g, ''));
      }),
    ));

  it('set letters of one width as the face itself does', () => {
    const opened = create(fontBytes('macchina')) as Font;
    const shown = (font: Font, testo: string) => {
      const { glyphs, positions, advanceWidth } = font.layout(testo, []);
      return {
        glyphs: glyphs.map(({ id, codePoints }) => [id, codePoints]),
        positions: [...(positions ?? [])],
        advanceWidth,
      };
    };
    const ascii = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    const same = (testo: string): void =>
      assert.deepEqual(
        JSON.parse(JSON.stringify(shown(fontOf('macchina'), testo))),
        JSON.parse(JSON.stringify(shown(opened, testo))),
      );
    for (const testo of ['fi ffi fl -> <= != www', 'é 0\u0338 a', '']) same(testo);
    fc.assert(fc.property(ascii, same));
  });

  it('are the same bytes for the same data', async () => {
    const make = async (): Promise<Buffer> => {
      const pdf = new PdfA({
        titolo: 'T',
        autore: 'A',
        istante: new Date('2026-03-02T08:00:00.9Z'),
        dimostrazione: true,
        piede: 'p',
      });
      return pdf.scrivi('Testo '.repeat(2_000)).finish();
    };
    assert.ok((await make()).equals(await make()));
  });
});
