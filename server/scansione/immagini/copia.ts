import type { PaginaLetta } from '../tipi.js';
import { dpiStimati } from './giudizio.js';
import type { PaginaDecodificata } from './raster.js';
import { sharpOf } from './raster.js';

const QUALITA = 88;
/** A strip of TIFF has no more rows; a longer page of one bit goes as JPEG. */
const MAX_RIGHE = 32_768;
const TAG_STRISCE = 273;
const TAG_LUNGHEZZE = 279;

/** The only strip of a one-bit TIFF just written: the CCITT group 4 code of the whole page, white where the page is white. */
export function unicaStriscia(tiff: Buffer): Buffer {
  const directory = tiff.readUInt32LE(4);
  const valueOf = (tag: number): number => {
    for (let i = 0; i < tiff.readUInt16LE(directory); i += 1) {
      const at = directory + 2 + 12 * i;
      if (tiff.readUInt16LE(at) !== tag) continue;
      if (tiff.readUInt32LE(at + 4) !== 1) break;
      return tiff.readUInt16LE(at + 2) === 3 ? tiff.readUInt16LE(at + 8) : tiff.readUInt32LE(at + 8);
    }
    throw new TypeError(`not one strip (tag ${tag})`);
  };
  const start = valueOf(TAG_STRISCE);
  return tiff.subarray(start, start + valueOf(TAG_LUNGHEZZE));
}

/** The page as the copy holds it: one bit as CCITT group 4, the rest as JPEG; a JPEG that shows these very pixels stays as it is. */
export async function copiaOf({ raster, colore, dpi, jpeg }: PaginaDecodificata): Promise<PaginaLetta['copia']> {
  const { larghezza, altezza, canali } = raster;
  const misure = { larghezza, altezza, dpi: dpi > 0 ? dpi : dpiStimati(larghezza, altezza), grigio: canali === 1 };
  if (jpeg !== undefined) return { tipo: 'jpeg', bytes: jpeg, ...misure };
  if (colore === 'mono' && altezza <= MAX_RIGHE) {
    const tiff = await sharpOf(raster)
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite: true, tileHeight: altezza })
      .toBuffer();
    return { tipo: 'g4', bytes: unicaStriscia(tiff), ...misure };
  }
  const bytes = await sharpOf(raster)
    .toColourspace(canali === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality: QUALITA, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return { tipo: 'jpeg', bytes, ...misure };
}
