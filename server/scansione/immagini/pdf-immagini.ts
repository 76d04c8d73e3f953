import type { Pdfium } from './pdfium.js';
import { controllaMisure } from './rifiuti.js';

const OGGETTO = { testo: 1, tracciato: 2, immagine: 3, sfumatura: 4, modulo: 5 } as const;
/** Words that are not painted: the reading that a scanner laid upon its image. */
const INVISIBILE = 3;
const MAX_OGGETTI = 20_000;
const MAX_PROFONDITA = 6;
/** An image that covers so much of each side is the page. */
const COPERTURA = 0.98;
const PUNTI = 72;

export interface ImmaginiDiPagina {
  /** the one image that is the whole page, upright */
  piena?: { oggetto: number; larghezza: number; altezza: number };
  /** the finest of the images, 0 if there is none */
  dpi: number;
  /** something is drawn that is no image */
  segni: boolean;
  /** words, seen or not */
  testo: boolean;
}

interface Trovati {
  immagini: { oggetto: number; larghezza: number; altezza: number; dpi: number; fondo: boolean }[];
  segni: boolean;
  testo: boolean;
  visti: number;
}

function misureImmagine(p: Pdfium, oggetto: number): [number, number] {
  const at = p.malloc(8);
  try {
    p.u8().fill(0, at, at + 8);
    p.chiama('FPDFImageObj_GetImagePixelSize', oggetto, at, at + 4);
    const i32 = p.i32();
    return [(i32[at >> 2] ?? 0) >>> 0, (i32[(at >> 2) + 1] ?? 0) >>> 0];
  } finally {
    p.free(at);
  }
}

/** The matrix that lays the unit square of an image upon the page. */
function matriceDi(p: Pdfium, oggetto: number): number[] {
  const at = p.malloc(24);
  try {
    p.u8().fill(0, at, at + 24);
    p.chiama('FPDFPageObj_GetMatrix', oggetto, at);
    return [...p.f32().subarray(at >> 2, (at >> 2) + 6)];
  } finally {
    p.free(at);
  }
}

function visita(p: Pdfium, oggetto: number, trovati: Trovati, depth: number): void {
  trovati.visti += 1;
  if (trovati.visti > MAX_OGGETTI) {
    trovati.segni = true;
    return;
  }
  const tipo = p.chiama('FPDFPageObj_GetType', oggetto);
  if (tipo === OGGETTO.testo) {
    trovati.testo = true;
    if (p.chiama('FPDFTextObj_GetTextRenderMode', oggetto) !== INVISIBILE) trovati.segni = true;
  } else if (tipo === OGGETTO.immagine) {
    const [larghezza, altezza] = misureImmagine(p, oggetto);
    if (larghezza === 0 || altezza === 0) return;
    controllaMisure(larghezza, altezza);
    const [a = 0, b = 0, c = 0, d = 0] = matriceDi(p, oggetto);
    const pollici = Math.hypot(a, b) / PUNTI;
    trovati.immagini.push({
      oggetto,
      larghezza,
      altezza,
      dpi: pollici > 0 ? Math.round(larghezza / pollici) : 0,
      fondo: depth === 0 && a > 0 && d > 0 && Math.abs(b) < 0.01 && Math.abs(c) < 0.01,
    });
  } else if (tipo === OGGETTO.modulo && depth < MAX_PROFONDITA) {
    const quanti = p.chiama('FPDFFormObj_CountObjects', oggetto);
    for (let i = 0; i < quanti && trovati.visti <= MAX_OGGETTI; i += 1)
      visita(p, p.chiama('FPDFFormObj_GetObject', oggetto, i), trovati, depth + 1);
  } else trovati.segni = true;
}

/**
 * What a page is made of: a scan that fills it, or a drawing.
 * @param pollici - its sides as it is shown
 * @throws ImmagineRifiutata if an image in it declares more pixels than are decoded
 */
export function immaginiDi(p: Pdfium, pagina: number, pollici: readonly [number, number]): ImmaginiDiPagina {
  const trovati: Trovati = { immagini: [], segni: false, testo: false, visti: 0 };
  const quanti = p.chiama('FPDFPage_CountObjects', pagina);
  for (let i = 0; i < quanti && trovati.visti <= MAX_OGGETTI; i += 1)
    visita(p, p.chiama('FPDFPage_GetObject', pagina, i), trovati, 0);
  const { immagini, segni, testo } = trovati;
  const dpi = Math.max(0, ...immagini.map((one) => one.dpi));
  const [only] = immagini;
  const sola = immagini.length === 1 && only !== undefined && only.fondo && !segni ? only : undefined;
  const piena = sola && pienaOf(p, pagina, sola, pollici);
  return { dpi, segni, testo, ...(piena !== undefined && { piena }) };
}

function pienaOf(
  p: Pdfium,
  pagina: number,
  { oggetto, larghezza, altezza }: { oggetto: number; larghezza: number; altezza: number },
  pollici: readonly [number, number],
): ImmaginiDiPagina['piena'] {
  const girata = p.chiama('FPDFPage_GetRotation', pagina) % 2 === 1;
  const [a = 0, , , d = 0] = matriceDi(p, oggetto);
  const [w, h] = girata ? [d / PUNTI, a / PUNTI] : [a / PUNTI, d / PUNTI];
  const covers = (mine: number, whole: number): boolean => mine >= whole * COPERTURA && mine <= whole / COPERTURA;
  if (!covers(w, pollici[0]) || !covers(h, pollici[1])) return undefined;
  return girata ? { oggetto, larghezza: altezza, altezza: larghezza } : { oggetto, larghezza, altezza };
}

/** The bytes of the JPEG that an image object holds and nothing else wraps; undefined if it is of another kind. */
export function jpegDi(p: Pdfium, oggetto: number): Buffer | undefined {
  if (p.chiama('FPDFImageObj_GetImageFilterCount', oggetto) !== 1) return undefined;
  const nome = p.malloc(32);
  try {
    const length = p.chiama('FPDFImageObj_GetImageFilter', oggetto, 0, nome, 32);
    const filtro = Buffer.from(p.u8().subarray(nome, nome + Math.min(32, Math.max(0, length - 1)))).toString('latin1');
    if (filtro !== 'DCTDecode' && filtro !== 'DCT') return undefined;
  } finally {
    p.free(nome);
  }
  const size = p.chiama('FPDFImageObj_GetImageDataRaw', oggetto, 0, 0);
  if (size < 1) return undefined;
  const at = p.malloc(size);
  try {
    p.chiama('FPDFImageObj_GetImageDataRaw', oggetto, at, size);
    return Buffer.from(p.u8().subarray(at, at + size));
  } finally {
    p.free(at);
  }
}
