import type { Parola } from '../tipi.js';

/** How the picture that is read lies over the page that is kept. */
export interface Posa {
  /** degrees, clockwise, by which the page is crooked: the picture is the page turned back by so much about its centre, on a canvas that grew to hold it */
  angolo: number;
  /** pixels of the picture that is read */
  larghezza: number;
  altezza: number;
  /** pixels of the page that is kept */
  copia: { larghezza: number; altezza: number; dpi?: number };
}

/** Pixels of the picture for a pixel of the page. */
function scalaOf({ angolo, larghezza, copia }: Posa): number {
  const radianti = (angolo * Math.PI) / 180;
  return larghezza / (copia.larghezza * Math.abs(Math.cos(radianti)) + copia.altezza * Math.abs(Math.sin(radianti)));
}

/** What the engine takes a picture for that does not tell: most scans are so fine. */
const DPI = 300;
const MIN_DPI = 70;
const MAX_DPI = 2_400;

/** Pixels of the picture in an inch of paper. */
export function dpiOf(posa: Posa): number {
  const { dpi = 0 } = posa.copia;
  return Math.min(Math.max(Math.round(dpi > 0 ? dpi * scalaOf(posa) : DPI), MIN_DPI), MAX_DPI);
}

/**
 * Where the words of a picture stand on the page it was made from. A word keeps its own width and height (scaled): on a crooked page
 * it is its middle that is at its place, and the words of a line do not grow apart.
 */
export function backToPage(parole: readonly Parola[], posa: Posa): Parola[] {
  const { angolo, larghezza, altezza, copia } = posa;
  const radianti = (angolo * Math.PI) / 180;
  const cos = Math.cos(radianti);
  const sin = Math.sin(radianti);
  const scala = 1 / scalaOf(posa);
  return parole.map(({ x0, y0, x1, y1, ...parola }) => {
    const dx = ((x0 + x1 - larghezza) / 2) * scala;
    const dy = ((y0 + y1 - altezza) / 2) * scala;
    const x = copia.larghezza / 2 + dx * cos - dy * sin;
    const y = copia.altezza / 2 + dx * sin + dy * cos;
    const mezza = ((x1 - x0) / 2) * scala;
    const mezzAlta = ((y1 - y0) / 2) * scala;
    const within = (value: number, max: number): number => Math.round(Math.min(Math.max(value, 0), max));
    return {
      ...parola,
      x0: within(x - mezza, copia.larghezza),
      y0: within(y - mezzAlta, copia.altezza),
      x1: within(x + mezza, copia.larghezza),
      y1: within(y + mezzAlta, copia.altezza),
    };
  });
}

/** Mean of what the engine trusts its words, each weighing as much as it is long; 0 where nothing was read. */
export function fiduciaOf(parole: readonly Parola[]): number {
  const lettere = parole.reduce((sum, { testo }) => sum + testo.length, 0);
  if (lettere === 0) return 0;
  return Math.round((parole.reduce((sum, { testo, fiducia }) => sum + fiducia * testo.length, 0) / lettere) * 10) / 10;
}
