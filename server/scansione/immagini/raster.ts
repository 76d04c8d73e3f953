import sharp, { type Sharp } from 'sharp';
import type { Colore, Rotazione } from '../tipi.js';
import { MAX_PIXEL } from './rifiuti.js';

sharp.cache(false);
sharp.concurrency(1); // one page at a time, and the cores belong to the reading

/** Decoded pixels, row by row, 8 bits a channel: grey, or red green blue. */
export interface Raster {
  larghezza: number;
  altezza: number;
  canali: 1 | 3;
  dati: Buffer;
}

/** A page as it is kept: its pixels upright, and what is known of where they came from. */
export interface PaginaDecodificata {
  raster: Raster;
  colore: Colore;
  /** 0 where it is not known */
  dpi: number;
  /** the bytes of the JPEG that holds exactly these pixels */
  jpeg?: Buffer;
}

/** The pixels, for sharp to work on. */
export const sharpOf = ({ dati, larghezza, altezza, canali }: Raster): Sharp =>
  sharp(dati, { raw: { width: larghezza, height: altezza, channels: canali }, limitInputPixels: 2 * MAX_PIXEL });

/** Runs the steps and takes the pixels of what comes out; one channel stays one. */
export async function rasterOf(steps: Sharp, grigio: boolean): Promise<Raster> {
  const { data, info } = await steps
    .toColourspace(grigio ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { larghezza: info.width, altezza: info.height, canali: info.channels === 1 ? 1 : 3, dati: data };
}

/** In grey; the same pixels where they are grey already. */
export const grigioOf = (raster: Raster): Promise<Raster> | Raster =>
  raster.canali === 1 ? raster : rasterOf(sharpOf(raster).greyscale(), true);

/** Turned clockwise by quarters. */
export const giraRaster = (raster: Raster, rotazione: Rotazione): Promise<Raster> | Raster =>
  rotazione === 0 ? raster : rasterOf(sharpOf(raster).rotate(rotazione), raster.canali === 1);

/** Where three channels say the same everywhere, one. @returns whether each pixel is black or white besides */
export function semplifica(raster: Raster): { raster: Raster; mono: boolean } {
  const one = raster.canali === 1 ? raster : senzaColore(raster);
  return { raster: one, mono: one.canali === 1 && one.dati.every((value) => value === 0 || value === 255) };
}

function senzaColore(raster: Raster): Raster {
  const { dati, larghezza, altezza } = raster;
  for (let i = 0; i < dati.length; i += 3) {
    if (dati[i] !== dati[i + 1] || dati[i] !== dati[i + 2]) return raster;
  }
  const grigi = Buffer.allocUnsafe(larghezza * altezza);
  for (let i = 0; i < grigi.length; i += 1) grigi[i] = dati[3 * i] ?? 0;
  return { larghezza, altezza, canali: 1, dati: grigi };
}
