import assert from 'node:assert/strict';
import fc from 'fast-check';
import { granaOf } from '../../../server/scansione/ocr/grana.js';
import { paroleOfTsv } from '../../../server/scansione/ocr/motore-nativo.js';
import { backToPage, dpiOf, fiduciaOf } from '../../../server/scansione/ocr/posa.js';

const parola = (x: number, y: number) => ({
  testo: 'così',
  x0: x - 40,
  y0: y - 10,
  x1: x + 40,
  y1: y + 10,
  fiducia: 90,
  riga: 0,
});

describe('where what was read stands on the page', () => {
  it('is where it was before the page was turned straight and made smaller', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.integer({ min: 300, max: 2_100 }),
        fc.integer({ min: 300, max: 3_100 }),
        (angolo, scala, x, y) => {
          const copia = { larghezza: 2_480, altezza: 3_508 };
          const [cos, sin] = [Math.cos((angolo * Math.PI) / 180), Math.sin((angolo * Math.PI) / 180)];
          const larghezza = (copia.larghezza * cos + copia.altezza * Math.abs(sin)) * scala;
          const altezza = (copia.larghezza * Math.abs(sin) + copia.altezza * cos) * scala;
          const [dx, dy] = [x - copia.larghezza / 2, y - copia.altezza / 2]; // turned back, counterclockwise
          const read = parola(
            larghezza / 2 + (dx * cos + dy * sin) * scala,
            altezza / 2 + (dy * cos - dx * sin) * scala,
          );
          const [back] = backToPage([read], { angolo, larghezza, altezza, copia });
          assert.ok(back !== undefined);
          assert.ok(Math.abs((back.x0 + back.x1) / 2 - x) <= 2 && Math.abs((back.y0 + back.y1) / 2 - y) <= 2);
        },
      ),
    );
  });

  it('stays as it is on a straight page; the engine learns how fine the picture is', () => {
    const posa = { angolo: 0, larghezza: 1_240, altezza: 1_754, copia: { larghezza: 2_480, altezza: 3_508, dpi: 600 } };
    assert.deepEqual(backToPage([parola(100, 50)], posa), [{ ...parola(0, 0), x0: 120, y0: 80, x1: 280, y1: 120 }]);
    assert.equal(dpiOf(posa), 300);
    assert.equal(dpiOf({ ...posa, copia: { larghezza: 2_480, altezza: 3_508 } }), 300);
  });

  it('words of native tesseract, by lines, without what is no word', () => {
    const tsv = [
      'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
      '4\t1\t1\t1\t1\t0\t10\t20\t100\t12\t-1\t',
      '5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.5\tPerché',
      '5\t1\t1\t1\t1\t2\t60\t20\t40\t12\t12\t ',
      '5\t1\t1\t1\t2\t1\t10\t40\t40\t12\t80\tsì',
    ].join('\n');
    const parole = paroleOfTsv(tsv);
    assert.deepEqual(
      parole.map(({ testo, riga, x1, y1 }) => [testo, riga, x1, y1]),
      [
        ['Perché', 0, 50, 32],
        ['sì', 1, 50, 52],
      ],
    );
    assert.equal(fiduciaOf(parole), 92.4);
    assert.equal(fiduciaOf([]), 0);
  });

  it('tells grainy paper from plain', () => {
    const plain = new Uint8Array(64 * 64).fill(240);
    const grainy = plain.map((_, i) => (i % 2 === 0 ? 255 : 200));
    assert.equal(granaOf(plain, 64, 64), 0);
    assert.ok(granaOf(grainy, 64, 64) > 20);
    assert.equal(granaOf(new Uint8Array(0), 0, 0), 0);
  });
});
