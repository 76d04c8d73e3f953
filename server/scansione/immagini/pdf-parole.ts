import type { Parola, Rotazione } from '../tipi.js';
import type { Pdfium } from './pdfium.js';

/** A character where it stands, pixels of the page as it is shown. */
export interface CarattereLetto {
  testo: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const MAX_CARATTERI = 60_000;
const FIDUCIA_PIENA = 100;

const spazio = (codice: number): boolean => codice <= 0x20 || codice === 0xa0 || codice === 0xad || codice === 0xfffe;

/** The characters of a page in the order in which they are read; those between words have no box. */
export function caratteriDi(p: Pdfium, pagina: number, larghezza: number, altezza: number): CarattereLetto[] {
  const testo = p.chiama('FPDFText_LoadPage', pagina);
  if (testo === 0) return [];
  const box = p.malloc(40);
  const [doubles, ints] = [box >> 3, (box + 32) >> 2];
  const device = (x: number, y: number): [number, number] => {
    p.chiama('FPDF_PageToDevice', pagina, 0, 0, larghezza, altezza, 0, x, y, box + 32, box + 36);
    const i32 = p.i32();
    return [i32[ints] ?? 0, i32[ints + 1] ?? 0];
  };
  try {
    const quanti = Math.min(MAX_CARATTERI, p.chiama('FPDFText_CountChars', testo));
    return Array.from({ length: Math.max(0, quanti) }, (_, i) => {
      const codice = p.chiama('FPDFText_GetUnicode', testo, i) >>> 0;
      const here = { testo: ' ', x0: 0, y0: 0, x1: 0, y1: 0 };
      if (spazio(codice) || codice > 0x10ffff) return here;
      if (p.chiama('FPDFText_GetCharBox', testo, i, box, box + 8, box + 16, box + 24) === 0) return here;
      const [left = 0, right = 0, bottom = 0, top = 0] = p.f64().subarray(doubles, doubles + 4);
      const [ax, ay] = device(left, top);
      const [bx, by] = device(right, bottom);
      return {
        testo: String.fromCodePoint(codice),
        x0: Math.min(ax, bx),
        y0: Math.min(ay, by),
        x1: Math.max(ax, bx),
        y1: Math.max(ay, by),
      };
    });
  } finally {
    p.free(box);
    p.chiama('FPDFText_ClosePage', testo);
  }
}

const TURN: Readonly<Record<Rotazione, (x: number, y: number, w: number, h: number) => [number, number]>> = {
  0: (x, y) => [x, y],
  90: (x, y, _w, h) => [h - y, x],
  180: (x, y, w, h) => [w - x, h - y],
  270: (x, y, w) => [y, w - x],
};

/**
 * The words that characters make, those outside the page left out, turned clockwise with it.
 * @param misure - of the page before it is turned
 */
export function paroleDi(
  caratteri: readonly CarattereLetto[],
  { larghezza, altezza }: { larghezza: number; altezza: number },
  rotazione: Rotazione,
): Parola[] {
  const words: CarattereLetto[] = [];
  let open: CarattereLetto | undefined;
  for (const one of caratteri) {
    const blank = one.testo === ' ';
    if (blank || (open !== undefined && !continues(open, one))) open = undefined;
    if (blank || one.x1 <= 0 || one.y1 <= 0 || one.x0 >= larghezza || one.y0 >= altezza) continue;
    if (open === undefined) words.push((open = { ...one }));
    else {
      open.testo += one.testo;
      open.x0 = Math.min(open.x0, one.x0);
      open.y0 = Math.min(open.y0, one.y0);
      open.x1 = Math.max(open.x1, one.x1);
      open.y1 = Math.max(open.y1, one.y1);
    }
  }
  let riga = 0;
  return words.map(({ testo, ...box }, i) => {
    const before = words[i - 1];
    if (before !== undefined && !sameLine(before, box)) riga += 1;
    const [ax, ay] = TURN[rotazione](box.x0, box.y0, larghezza, altezza);
    const [bx, by] = TURN[rotazione](box.x1, box.y1, larghezza, altezza);
    return {
      testo: testo.normalize('NFC'),
      x0: Math.min(ax, bx),
      y0: Math.min(ay, by),
      x1: Math.max(ax, bx),
      y1: Math.max(ay, by),
      fiducia: FIDUCIA_PIENA,
      riga,
    };
  });
}

type Box = Omit<CarattereLetto, 'testo'>;

/** A character goes on with a word unless it jumps away: a new line, a new column. */
function continues(word: Box, next: Box): boolean {
  const tall = Math.max(word.y1 - word.y0, word.x1 - word.x0, next.y1 - next.y0);
  return Math.abs(next.x0 - word.x1) < 2 * tall + 4 && Math.abs(next.y1 - word.y1) < 2 * tall + 4;
}

const sameLine = (a: Box, b: Box): boolean =>
  Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > 0.3 * Math.min(a.y1 - a.y0, b.y1 - b.y0);
