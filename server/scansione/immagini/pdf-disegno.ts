import sharp, { type Sharp } from 'sharp';
import type { Pdfium } from './pdfium.js';
import { type Raster, sharpOf } from './raster.js';
import { MAX_PIXEL, rifiuto } from './rifiuti.js';

const SEGNI = { annotazioni: 0x01, ordineRgb: 0x10 } as const;
const GRIGIO = 1;
const RGBX = 3;
/** Bytes of a pixel in each format of PDFium: grey, BGR, BGRx, BGRA. */
const BYTE_DI_PIXEL: Readonly<Record<number, number>> = { 1: 1, 2: 3, 3: 4, 4: 4 };

/** The page as it is shown, marks and filled fields included, in three channels. */
export function disegna(
  { p, pagina, modulo }: { p: Pdfium; pagina: number; modulo: number },
  larghezza: number,
  altezza: number,
): Raster {
  const at = p.malloc(larghezza * altezza * 4);
  const bitmap = p.chiama('FPDFBitmap_CreateEx', larghezza, altezza, RGBX, at, larghezza * 4);
  try {
    if (bitmap === 0) throw rifiuto('memoria');
    p.chiama('FPDFBitmap_FillRect', bitmap, 0, 0, larghezza, altezza, 0xffffffff);
    p.chiama('FPDF_RenderPageBitmap', bitmap, pagina, 0, 0, larghezza, altezza, 0, SEGNI.annotazioni | SEGNI.ordineRgb);
    if (modulo !== 0) p.chiama('FPDF_FFLDraw', modulo, bitmap, pagina, 0, 0, larghezza, altezza, 0, SEGNI.ordineRgb);
    const source = p.u8();
    const dati = Buffer.allocUnsafe(larghezza * altezza * 3);
    for (let from = at, to = 0; to < dati.length; from += 4, to += 3) {
      dati[to] = source[from] ?? 0;
      dati[to + 1] = source[from + 1] ?? 0;
      dati[to + 2] = source[from + 2] ?? 0;
    }
    return { larghezza, altezza, canali: 3, dati };
  } finally {
    if (bitmap !== 0) p.chiama('FPDFBitmap_Destroy', bitmap);
    p.free(at);
  }
}

/** The pixels of an image object as they are inside, before the page lays them out; undefined if it has none that can be read. */
export function bitmapDi(p: Pdfium, oggetto: number): Raster | undefined {
  const bitmap = p.chiama('FPDFImageObj_GetBitmap', oggetto);
  if (bitmap === 0) return undefined;
  try {
    const [larghezza, altezza, stride, formato] = (['Width', 'Height', 'Stride', 'Format'] as const).map((what) =>
      p.chiama(`FPDFBitmap_Get${what}`, bitmap),
    ) as [number, number, number, number];
    const step = BYTE_DI_PIXEL[formato];
    if (step === undefined || larghezza < 1 || altezza < 1) return undefined;
    const start = p.chiama('FPDFBitmap_GetBuffer', bitmap) >>> 0;
    const source = p.u8();
    const canali = formato === GRIGIO ? 1 : 3;
    const dati = Buffer.allocUnsafe(larghezza * altezza * canali);
    for (let y = 0, to = 0; y < altezza; y += 1) {
      const row = start + y * stride;
      if (canali === 1) {
        dati.set(source.subarray(row, row + larghezza), to);
        to += larghezza;
      } else
        for (let x = 0, from = row; x < larghezza; x += 1, from += step, to += 3) {
          dati[to] = source[from + 2] ?? 0;
          dati[to + 1] = source[from + 1] ?? 0;
          dati[to + 2] = source[from] ?? 0;
        }
    }
    return { larghezza, altezza, canali, dati };
  } finally {
    p.chiama('FPDFBitmap_Destroy', bitmap);
  }
}

const LATO_CONFRONTO = 32;
const DIFFERENZA = 24;
const DIFFERENZA_MEDIA = 4;

const reduced = (steps: Sharp): Promise<Buffer> =>
  steps
    .resize(LATO_CONFRONTO, LATO_CONFRONTO, { fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();

function alike(a: Buffer, b: Buffer): boolean {
  let sum = 0;
  let most = 0;
  a.forEach((value, i) => {
    const gap = Math.abs(value - (b[i] ?? 0));
    sum += gap;
    most = Math.max(most, gap);
  });
  return a.length === b.length && most <= DIFFERENZA && sum / a.length <= DIFFERENZA_MEDIA;
}

/**
 * Whether two pictures of any size show the same. The image inside a page is kept as it is only if the page shows just that: a mask,
 * an inverted scale, a cut would be lost.
 */
export const siSomigliano = async (a: Raster, b: Raster): Promise<boolean> =>
  alike(await reduced(sharpOf(a)), await reduced(sharpOf(b)));

/** Whether a JPEG holds that picture and can be kept: grey or RGB, upright, whole. */
export async function eSoloQuesta(jpeg: Buffer, raster: Raster): Promise<boolean> {
  try {
    const source = sharp(jpeg, { limitInputPixels: MAX_PIXEL, failOn: 'error' });
    const { width, height, space, channels, orientation = 1, format } = await source.metadata();
    const like = format === 'jpeg' && width === raster.larghezza && height === raster.altezza && orientation <= 1;
    if (!like || space === 'cmyk' || (channels !== 1 && channels !== 3)) return false;
    return alike(await reduced(source), await reduced(sharpOf(raster)));
  } catch {
    return false;
  }
}
