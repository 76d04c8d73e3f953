import sharp, { type Sharp } from 'sharp';
import type { InfoFile, Rotazione } from '../tipi.js';
import { giraRaster, type PaginaDecodificata, rasterOf, semplifica } from './raster.js';
import { controllaMisure, latoDichiarato, MAX_PIXEL, rifiuto } from './rifiuti.js';
import { type PaginaTiff, pagineDiTiff } from './tiff.js';

/* Pictures: TIFF, JPEG, PNG. */

/** A camera writes 72 or 96 whatever it took: no sheet is so large. */
const DPI_DI_SCHERMO = 96;
const POLLICI_MASSIMI = 17;

const dpiCredibili = (dpi: number, larghezza: number, altezza: number): number =>
  dpi < 1 || dpi > 10_000 || (dpi <= DPI_DI_SCHERMO && Math.max(larghezza, altezza) / dpi > POLLICI_MASSIMI)
    ? 0
    : Math.round(dpi);

export interface Figura {
  tipo: 'tiff' | 'jpeg' | 'png';
  bytes: Buffer;
  /** one for a picture; `indice` as the decoder counts them */
  pagine: PaginaTiff[];
}

const open = (bytes: Buffer, page = 0): Sharp =>
  sharp(bytes, { page, pages: 1, limitInputPixels: MAX_PIXEL, failOn: 'error', sequentialRead: true });

/** What a decoder says of a file that it cannot read, as a refusal; of the rest nothing is believed. */
export function comeRifiuto(error: unknown): Error {
  const said = error instanceof Error ? error.message : '';
  if (/pixel limit/i.test(said)) return rifiuto('troppo-grande');
  if (/premature|truncat|end of (file|image|input)|unexpected end|short read|out of order read|read error/i.test(said))
    return rifiuto('troncato');
  if (error instanceof Error && error.name !== 'Error' && error.constructor !== Error) return error;
  return rifiuto('illeggibile');
}

/** @throws ImmagineRifiutata */
export async function apriFigura(tipo: Figura['tipo'], bytes: Buffer): Promise<Figura> {
  if (tipo === 'tiff') return { tipo, bytes, pagine: pagineDiTiff(bytes) };
  if (tipo === 'png' && bytes.subarray(0, 4_096).includes('acTL'))
    throw rifiuto('formato', 'L’immagine è animata: usare una scansione in PDF, TIFF, JPEG o PNG.');
  const {
    width,
    height,
    density = 0,
    orientation = 1,
  } = await open(bytes)
    .metadata()
    .catch((error: unknown) => {
      throw comeRifiuto(error);
    });
  const pagina = {
    indice: 0,
    larghezza: width,
    altezza: height,
    dpiX: density,
    dpiY: density,
    orientamento: orientation,
  };
  return { tipo, bytes, pagine: [pagina] };
}

/** What the pages declare, upright; one of many that is too large does not spoil the others: it is refused when it is read. */
export const infoFigura = ({ tipo, pagine }: Figura): InfoFile => ({
  tipo,
  pagine: pagine.map(({ larghezza, altezza, dpiX, orientamento }) => {
    if (pagine.length === 1) controllaMisure(larghezza, altezza);
    const dpi = dpiCredibili(dpiX, larghezza, altezza);
    const [w, h] = orientamento >= 5 && orientamento <= 8 ? [altezza, larghezza] : [larghezza, altezza];
    return { larghezza: latoDichiarato(w), altezza: latoDichiarato(h), ...(dpi > 0 && { dpi }), testo: false };
  }),
});

/** Pixels that are not square, of a fax, are made so: the coarser way gets as many as the finer. */
function quadrati(steps: Sharp, pagina: PaginaTiff): { steps: Sharp; dpi: number } {
  const { larghezza, altezza, dpiX, dpiY } = pagina;
  const ratio = dpiX > 0 && dpiY > 0 ? dpiX / dpiY : 1;
  const dpi = dpiCredibili(Math.max(dpiX, dpiY), larghezza, altezza);
  if (pagina.orientamento > 1 || Math.abs(ratio - 1) < 0.05 || ratio > 4 || ratio < 0.25) return { steps, dpi };
  const [w, h] = ratio > 1 ? [larghezza, Math.round(altezza * ratio)] : [Math.round(larghezza / ratio), altezza];
  controllaMisure(w, h);
  return { steps: steps.resize(w, h, { fit: 'fill', kernel: 'nearest' }), dpi };
}

/**
 * A page of a picture, upright and turned.
 * @throws ImmagineRifiutata
 */
export async function decodificaFigura(
  figura: Figura,
  indice: number,
  rotazione: Rotazione,
): Promise<PaginaDecodificata> {
  const pagina = figura.pagine[indice];
  if (pagina === undefined) throw rifiuto('illeggibile');
  controllaMisure(pagina.larghezza, pagina.altezza);
  try {
    const source = open(figura.bytes, pagina.indice);
    const { space, channels, hasAlpha } = await source.metadata();
    const grigio = channels - (hasAlpha ? 1 : 0) === 1 && space !== 'cmyk';
    const upright = hasAlpha ? source.flatten({ background: '#ffffff' }).autoOrient() : source.autoOrient();
    const { steps, dpi } = quadrati(upright, pagina);
    const raw = await rasterOf(steps, grigio);
    const keeps = figura.tipo === 'jpeg' && rotazione === 0 && pagina.orientamento <= 1 && space !== 'cmyk';
    if (keeps) return { raster: raw, colore: grigio ? 'grigio' : 'colore', dpi, jpeg: figura.bytes };
    const { raster, mono } = semplifica(raw);
    const colore = raster.canali === 3 ? 'colore' : mono && figura.tipo !== 'jpeg' ? 'mono' : 'grigio';
    return { raster: await giraRaster(raster, rotazione), colore, dpi };
  } catch (error) {
    throw comeRifiuto(error);
  }
}
