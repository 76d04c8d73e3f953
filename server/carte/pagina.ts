import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFPageProxy } from 'pdfjs-dist';
import type { PageViewport } from 'pdfjs-dist/types/src/display/display_utils.js';
import type { Mappa } from './spazio.js';

/** Squares of a page: as fine as this (half a millimetre, in points), and no more than so many a side. */
const QUADRATO = 1.42;
const MAX_LATO = 640;
/** Of 255: paler than this is paper, not ink. */
const CHIARO = 215;

const require = createRequire(import.meta.url);

/** What pdfjs needs to draw what the file does not bring: standard faces, tables of characters, decoders of scans. */
function resources(): Record<'standardFontDataUrl' | 'cMapUrl' | 'wasmUrl' | 'iccUrl', string> {
  const root = path.dirname(require.resolve('pdfjs-dist/package.json'));
  const folder = (name: string): string => `${path.join(root, name)}${path.sep}`;
  return {
    standardFontDataUrl: folder('standard_fonts'),
    cMapUrl: folder('cmaps'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
  };
}

/** Upper left corner, width and height. */
interface Zona {
  x: number;
  y: number;
  larghezza: number;
  altezza: number;
}

/** The first page of a PDF, upright as a reader sees it. */
export interface Pagina {
  pagine: number;
  mappa: Mappa;
  /** points of paper that a square measures */
  lato: number;
  /** place of a point of the page, in squares from its upper left corner, in the coordinates of the PDF */
  toPdf: (colonna: number, riga: number) => [x: number, y: number];
  /** units of the PDF in a point of paper (UserUnit) */
  unita: number;
  /** degrees by which the page is turned clockwise to be read */
  rotazione: 0 | 90 | 180 | 270;
  /** what is seen of the page, in the coordinates of the PDF: left, foot, right, head */
  vista: [number, number, number, number];
}

interface Tela {
  canvas: { width: number; height: number };
  context: {
    getImageData: (x: number, y: number, w: number, h: number) => { data: Uint8ClampedArray };
    fillStyle: string;
    fillRect: (x: number, y: number, w: number, h: number) => void;
  };
}

/** Where there is ink on the drawn page. Without a canvas (no build for this machine) all counts as taken. */
async function inkOf(page: PDFPageProxy, viewport: PageViewport, factory: object, mappa: Mappa): Promise<void> {
  const { colonne, righe, occupate } = mappa;
  try {
    const { canvas, context } = (factory as { create: (w: number, h: number) => Tela }).create(colonne, righe);
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, colonne, righe);
    await page.render({ canvas: canvas, canvasContext: context as never, viewport }).promise;
    const { data } = context.getImageData(0, 0, colonne, righe);
    for (let i = 0; i < occupate.length; i += 1) {
      const luce = 0.3 * (data[i * 4] ?? 0) + 0.59 * (data[i * 4 + 1] ?? 0) + 0.11 * (data[i * 4 + 2] ?? 0);
      if (luce < CHIARO) occupate[i] = 1;
    }
  } catch {
    occupate.fill(1);
  }
}

function take({ colonne, righe, occupate }: Mappa, { x, y, larghezza, altezza }: Zona): void {
  const left = Math.max(0, Math.floor(x));
  const right = Math.min(colonne, Math.ceil(x + larghezza));
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(righe, Math.ceil(y + altezza)); row += 1)
    if (right > left) occupate.fill(1, row * colonne + left, row * colonne + right);
}

/** Text takes its place also where it is white, pale or under a picture; what is set aslant is known by its ink. */
async function takeText(page: PDFPageProxy, viewport: PageViewport, mappa: Mappa): Promise<void> {
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = viewport.transform;
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue;
    const [ta = 0, tb = 0, tc = 0, td = 0, te = 0, tf = 0] = item.transform as number[];
    const along = [a * ta + c * tb, b * ta + d * tb] as const; // direction of the line, on the drawn page
    const up = [a * tc + c * td, b * tc + d * td] as const;
    const length = Math.hypot(...along);
    if (length === 0 || Math.min(Math.abs(along[0]), Math.abs(along[1])) > 0.02 * length) continue;
    const scale = Math.hypot(a, b) * item.width;
    const origin = [a * te + c * tf + e, b * te + d * tf + f] as const;
    const end = [origin[0] + (along[0] / length) * scale, origin[1] + (along[1] / length) * scale] as const;
    const xs = [origin[0], end[0], origin[0] + up[0], end[0] + up[0], origin[0] - 0.3 * up[0]];
    const ys = [origin[1], end[1], origin[1] + up[1], end[1] + up[1], origin[1] - 0.3 * up[1]];
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    take(mappa, { x, y, larghezza: Math.max(...xs) - x, altezza: Math.max(...ys) - y });
  }
}

/** Fields and notes keep their place, visible signatures among them. */
async function takeAnnotations(page: PDFPageProxy, viewport: PageViewport, mappa: Mappa): Promise<void> {
  const annotations = (await page.getAnnotations()) as { rect?: number[] }[];
  for (const { rect } of annotations) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = viewport.convertToViewportRectangle(rect ?? []) as number[];
    if (![x1, y1, x2, y2].every(Number.isFinite)) continue;
    take(mappa, { x: Math.min(x1, x2), y: Math.min(y1, y2), larghezza: Math.abs(x2 - x1), altezza: Math.abs(y2 - y1) });
  }
}

/**
 * Reads and draws the first page small, to know where it is free. To be run where it may die: the file is hostile.
 * @throws Error for what is not a PDF that can be read
 */
export async function readPagina(pdf: Uint8Array): Promise<Pagina> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: Uint8Array.from(pdf), // pdfjs takes the bytes away
    verbosity: VerbosityLevel.ERRORS,
    ...resources(),
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
  });
  try {
    const doc = await task.promise;
    const page = await doc.getPage(1);
    const { width, height } = page.getViewport({ scale: 1 });
    const scale = Math.min(1 / QUADRATO, MAX_LATO / Math.max(width, height));
    const viewport = page.getViewport({ scale });
    const colonne = Math.max(1, Math.floor(viewport.width));
    const righe = Math.max(1, Math.floor(viewport.height));
    const mappa: Mappa = { colonne, righe, occupate: new Uint8Array(colonne * righe) };
    await inkOf(page, viewport, doc.canvasFactory, mappa);
    await takeText(page, viewport, mappa);
    await takeAnnotations(page, viewport, mappa);
    return {
      pagine: doc.numPages,
      mappa,
      lato: 1 / scale,
      toPdf: (colonna, riga) => viewport.convertToPdfPoint(colonna, riga) as [number, number],
      unita: 1 / page.userUnit,
      rotazione: (((page.rotate % 360) + 360) % 360) as Pagina['rotazione'],
      vista: page.view as [number, number, number, number],
    };
  } finally {
    await task.destroy();
  }
}
