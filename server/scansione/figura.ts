import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';

const CAMPO = 12;
const TESTA = 8;

/**
 * Group 4 bytes as a TIFF of one strip, so that what reads TIFF reads them. Pure.
 * @param g4 - white is 0, as fax has it
 */
export function tiffDaG4(g4: Buffer, larghezza: number, altezza: number): Buffer {
  const campi: readonly (readonly [tag: number, value: number])[] = [
    [256, larghezza],
    [257, altezza],
    [258, 1], // bits
    [259, 4], // group 4
    [262, 0], // white is 0
    [273, 0], // where the strip begins, set below
    [277, 1], // samples
    [278, altezza], // rows of the strip
    [279, g4.length],
  ];
  const head = Buffer.alloc(TESTA + 2 + campi.length * CAMPO + 4);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(TESTA, 4);
  head.writeUInt16LE(campi.length, TESTA);
  campi.forEach(([tag, value], i) => {
    const at = TESTA + 2 + i * CAMPO;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(4, at + 2); // LONG
    head.writeUInt32LE(1, at + 4);
    head.writeUInt32LE(tag === 273 ? head.length : value, at + 8);
  });
  return Buffer.concat([head, g4]);
}

/** The picture of a page as a browser shows it, every pixel of it. */
export async function figuraDi(
  bytes: Buffer,
  { tipo, larghezza, altezza }: NonNullable<EsitoPagina['copia']>,
): Promise<{ mime: 'image/png' | 'image/jpeg'; bytes: Buffer }> {
  if (tipo === 'jpeg') return { mime: 'image/jpeg', bytes };
  const { default: sharp } = await import('sharp');
  const png = await sharp(tiffDaG4(bytes, larghezza, altezza), { limitInputPixels: 260_000_000 })
    .png({ compressionLevel: 3, palette: true, colours: 2 })
    .toBuffer();
  return { mime: 'image/png', bytes: png };
}
