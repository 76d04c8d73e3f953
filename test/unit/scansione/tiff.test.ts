import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pagineDiTiff } from '../../../server/scansione/immagini/tiff.js';
import { ImmagineRifiutata } from '../../../server/scansione/tipi.js';

interface Pagina {
  larghezza: number;
  altezza: number;
  dpi?: number;
  miniatura?: boolean;
  striscia?: number;
}

/** A TIFF of directories alone; the last one points to `seguente`. */
function buildTiff(pagine: readonly Pagina[], seguente = 0, little = true): Buffer {
  const size = 2 + 6 * 12 + 4 + 8;
  const bytes = Buffer.alloc(8 + pagine.length * size);
  const u16 = (value: number, at: number): number =>
    little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at);
  const u32 = (value: number, at: number): number =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  bytes.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  pagine.forEach(({ larghezza, altezza, dpi = 300, miniatura = false, striscia = 0 }, i) => {
    const start = 8 + i * size;
    const rational = start + 2 + 6 * 12 + 4;
    const entries: [number, number, number][] = [
      [254, 4, miniatura ? 1 : 0],
      [256, 4, larghezza],
      [257, 4, altezza],
      [273, 4, 8],
      [279, 4, striscia],
      [282, 5, rational],
    ];
    u16(entries.length, start);
    entries.forEach(([tag, tipo, value], n) => {
      const at = start + 2 + n * 12;
      u16(tag, at);
      u16(tipo, at + 2);
      u32(1, at + 4);
      u32(value, at + 8);
    });
    u32(i + 1 < pagine.length ? start + size : seguente, start + 2 + 6 * 12);
    u32(dpi, rational);
    u32(1, rational + 4);
  });
  return bytes;
}

const refused = (codice: string) => (error: unknown) => error instanceof ImmagineRifiutata && error.codice === codice;

describe('scansione: directories of a TIFF', () => {
  it('tells every page as it is declared, in both orders of bytes; thumbnails are not pages', () => {
    const page = fc.record({
      larghezza: fc.integer({ min: 1, max: 60_000 }),
      altezza: fc.integer({ min: 1, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 20 }), fc.boolean(), (pagine, little) => {
        const found = pagineDiTiff(buildTiff([...pagine, { larghezza: 1, altezza: 1, miniatura: true }], 0, little));
        assert.deepEqual(
          found.map(({ larghezza, altezza, dpiX, indice }) => ({ larghezza, altezza, dpiX, indice })),
          pagine.map((one, indice) => ({ ...one, dpiX: 300, indice })),
        );
      }),
    );
  });

  it('a circle of directories, or more of them than are taken, is refused', () => {
    const [one] = [{ larghezza: 100, altezza: 100 }];
    assert.throws(() => pagineDiTiff(buildTiff([one, one, one], 8)), refused('illeggibile'));
    assert.throws(() => pagineDiTiff(buildTiff(Array.from({ length: 5_001 }, () => one))), refused('troppe-pagine'));
    assert.throws(
      () => pagineDiTiff(buildTiff(Array.from({ length: 10_002 }, () => ({ ...one, miniatura: true })))),
      refused('troppe-pagine'),
    );
  });

  it('one that is cut off anywhere is told as cut off', () => {
    const whole = buildTiff([{ larghezza: 100, altezza: 100, striscia: 60 }]);
    assert.equal(pagineDiTiff(whole).length, 1);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) =>
        assert.throws(() => pagineDiTiff(whole.subarray(0, length)), refused('troncato')),
      ),
    );
    assert.throws(() => pagineDiTiff(buildTiff([{ larghezza: 9, altezza: 9, striscia: 5_000 }])), refused('troncato'));
  });

  it('bytes at random are refused or read, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('II*\0', 'MM\0*', 'II+\0'), (noise, head) => {
        try {
          pagineDiTiff(Buffer.concat([Buffer.from(head, 'latin1'), noise]));
        } catch (error) {
          assert.ok(error instanceof ImmagineRifiutata, String(error));
        }
      }),
      { numRuns: 500 },
    );
  });
});
