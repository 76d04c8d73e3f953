import type { InfoFile, Parola, Rotazione } from '../tipi.js';
import { immaginiDi, jpegDi } from './pdf-immagini.js';
import { type CarattereLetto, caratteriDi, paroleDi } from './pdf-parole.js';
import { type Pdfium, pdfium } from './pdfium.js';
import { type PaginaDecodificata, type Raster, rasterOf, semplifica, sharpOf } from './raster.js';
import { controllaMisure, MAX_LATO, MAX_PAGINE, MAX_PIXEL, rifiuto } from './rifiuti.js';

/** Points in an inch. */
const PUNTI = 72;
/** What is drawn is drawn at this resolution; a scan inside keeps its own, up to the most. */
const DPI_DISEGNO = 300;
const DPI_MASSIMI = 600;
/** A page drawn at less would not be read; so much is drawn at once (four bytes a pixel). */
const DPI_MINIMI = 100;
const PIXEL_DISEGNO = 100_000_000;
const ERRORE_PASSWORD = 4;
const SEGNI = { annotazioni: 0x01, ordineRgb: 0x10, senzaSfumature: 0x400 } as const;
const RGBX = 3;

export interface PdfAperto {
  quante: number;
  info: () => InfoFile;
  leggi: (indice: number, rotazione: Rotazione) => Promise<PaginaDecodificata & { parole?: Parola[] }>;
  close: () => void;
}

interface Pagina {
  p: Pdfium;
  documento: number;
  pagina: number;
  modulo: number;
  /** inches, as it is shown */
  pollici: [number, number];
}

function withPagina<T>(base: Omit<Pagina, 'pagina' | 'pollici'>, indice: number, work: (pagina: Pagina) => T): T {
  const { p, documento, modulo } = base;
  const pagina = p.chiama('FPDF_LoadPage', documento, indice);
  if (pagina === 0) throw rifiuto('illeggibile');
  const close = (): void => {
    if (modulo !== 0) p.chiama('FORM_OnBeforeClosePage', pagina, modulo);
    p.chiama('FPDF_ClosePage', pagina);
  };
  try {
    if (modulo !== 0) p.chiama('FORM_OnAfterLoadPage', pagina, modulo);
    const pollici: [number, number] = [
      p.chiama('FPDF_GetPageWidthF', pagina) / PUNTI,
      p.chiama('FPDF_GetPageHeightF', pagina) / PUNTI,
    ];
    if (!(pollici[0] > 0 && pollici[1] > 0)) throw rifiuto('illeggibile');
    return work({ ...base, pagina, pollici });
  } finally {
    close();
  }
}

/** The resolution at which a page is drawn, and its pixels; a scan that fills it gives its own. @throws ImmagineRifiutata */
function misureDi(one: Pagina): {
  larghezza: number;
  altezza: number;
  dpi: number;
  scansione?: number;
  testo: boolean;
} {
  const { pollici } = one;
  const { piena, dpi: dpiImmagini, segni, testo } = immaginiDi(one.p, one.pagina, pollici);
  if (piena !== undefined) {
    controllaMisure(piena.larghezza, piena.altezza);
    const dpi = Math.round(piena.larghezza / pollici[0]);
    return { larghezza: piena.larghezza, altezza: piena.altezza, dpi, scansione: piena.oggetto, testo };
  }
  const wanted = Math.min(DPI_MASSIMI, segni || dpiImmagini === 0 ? Math.max(DPI_DISEGNO, dpiImmagini) : dpiImmagini);
  const area = pollici[0] * pollici[1];
  const dpi = Math.floor(Math.min(wanted, Math.sqrt(PIXEL_DISEGNO / area), MAX_LATO / Math.max(...pollici)));
  if (dpi < Math.min(DPI_MINIMI, wanted)) {
    const [w, h] = pollici.map((side) => Math.round(side * 2.54)) as [number, number];
    throw rifiuto(
      'troppo-grande',
      `La pagina misura ${w} × ${h} cm: è troppo grande per essere acquisita. Dividerla in fogli più piccoli.`,
    );
  }
  return {
    larghezza: Math.max(1, Math.round(pollici[0] * dpi)),
    altezza: Math.max(1, Math.round(pollici[1] * dpi)),
    dpi,
    testo,
  };
}

/** The page as it is shown, marks and filled fields included, in three channels. */
function disegna({ p, pagina, modulo }: Pagina, larghezza: number, altezza: number, fedele: boolean): Raster {
  const at = p.malloc(larghezza * altezza * 4);
  const bitmap = p.chiama('FPDFBitmap_CreateEx', larghezza, altezza, RGBX, at, larghezza * 4);
  try {
    if (bitmap === 0) throw rifiuto('memoria');
    p.chiama('FPDFBitmap_FillRect', bitmap, 0, 0, larghezza, altezza, 0xffffffff);
    const flags = SEGNI.annotazioni | SEGNI.ordineRgb | (fedele ? SEGNI.senzaSfumature : 0);
    p.chiama('FPDF_RenderPageBitmap', bitmap, pagina, 0, 0, larghezza, altezza, 0, flags);
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

/** A page with its words where they stand on it, turned together. */
async function leggiPagina(
  base: Omit<Pagina, 'pagina' | 'pollici'>,
  indice: number,
  rotazione: Rotazione,
): Promise<PaginaDecodificata & { parole?: Parola[] }> {
  const letta = withPagina(base, indice, (one) => {
    const { larghezza, altezza, dpi, scansione } = misureDi(one);
    const raster = disegna(one, larghezza, altezza, scansione !== undefined);
    const caratteri: CarattereLetto[] = caratteriDi(one.p, one.pagina, larghezza, altezza);
    const jpeg = scansione === undefined || rotazione !== 0 ? undefined : jpegDi(one.p, one.pagina, scansione);
    return { raster, dpi, caratteri, jpeg };
  });
  const { larghezza, altezza } = letta.raster;
  const parole = paroleDi(letta.caratteri, { larghezza, altezza }, rotazione);
  const words = parole.length > 0 && { parole };
  const { raster, mono } = semplifica(letta.raster);
  const colore = raster.canali === 3 ? 'colore' : mono ? 'mono' : 'grigio';
  const turned = rotazione === 0 ? raster : await rasterOf(sharpOf(raster).rotate(rotazione), raster.canali === 1);
  const kept = letta.jpeg && (await stessaFigura(letta.jpeg, raster));
  return { raster: turned, colore, dpi: letta.dpi, ...(kept && { jpeg: kept }), ...words };
}

const LATO_CONFRONTO = 64;
const DIFFERENZA = 6;

/**
 * A JPEG inside a page is kept as it is only if the page shows just that: a mask, an inverted scale, a stamp upon it would be lost.
 * @returns the JPEG, if it shows what was drawn
 */
async function stessaFigura(jpeg: Buffer, disegnata: Raster): Promise<Buffer | undefined> {
  const { default: sharp } = await import('sharp');
  try {
    const source = sharp(jpeg, { limitInputPixels: MAX_PIXEL, failOn: 'error' });
    const { width, height, space, channels, orientation = 1, format } = await source.metadata();
    const like = format === 'jpeg' && width === disegnata.larghezza && height === disegnata.altezza && orientation <= 1;
    if (!like || space === 'cmyk' || (channels !== 1 && channels !== 3)) return undefined;
    const reduce = (steps: typeof source) =>
      steps.resize(LATO_CONFRONTO, LATO_CONFRONTO, { fit: 'fill' }).toColourspace('srgb').raw().toBuffer();
    const [a, b] = await Promise.all([reduce(source), reduce(sharpOf(disegnata))]);
    if (a.length !== b.length) return undefined;
    return a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= DIFFERENZA) ? jpeg : undefined;
  } catch {
    return undefined;
  }
}

/** @throws ImmagineRifiutata `cifrato` if it wants a password to be opened */
export async function apriPdf(bytes: Buffer): Promise<PdfAperto> {
  const p = await pdfium();
  const at = p.malloc(bytes.length);
  p.u8().set(bytes, at);
  const documento = p.chiama('FPDF_LoadMemDocument', at, bytes.length, 0);
  if (documento === 0) {
    const errore = p.chiama('FPDF_GetLastError');
    p.free(at);
    throw rifiuto(
      errore === ERRORE_PASSWORD ? 'cifrato' : bytes.includes('%%EOF', -2_048) ? 'illeggibile' : 'troncato',
    );
  }
  const forma = p.malloc(256);
  p.u8().fill(0, forma, forma + 256);
  p.i32()[forma >> 2] = 2; // the version of the table of what is called back: nothing is
  const modulo = p.chiama('FPDFDOC_InitFormFillEnvironment', documento, forma);
  const close = (): void => {
    if (modulo !== 0) p.chiama('FPDFDOC_ExitFormFillEnvironment', modulo);
    p.chiama('FPDF_CloseDocument', documento);
    p.free(forma);
    p.free(at);
  };
  const base = { p, documento, modulo };
  try {
    const quante = p.chiama('FPDF_GetPageCount', documento);
    if (quante < 1) throw rifiuto('illeggibile');
    if (quante > MAX_PAGINE) throw rifiuto('troppe-pagine');
    const infoPagina = (one: Pagina): InfoFile['pagine'][number] => {
      const { larghezza, altezza, dpi, testo } = misureDi(one);
      return { larghezza, altezza, dpi, testo };
    };
    const info = (): InfoFile => ({
      tipo: 'pdf',
      pagine: Array.from({ length: quante }, (_, indice) => withPagina(base, indice, infoPagina)),
    });
    return { quante, info, leggi: (indice, rotazione) => leggiPagina(base, indice, rotazione), close };
  } catch (error) {
    close();
    throw error;
  }
}
