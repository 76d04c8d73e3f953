import type { Caso } from '../caso.js';
import { type Carattere, fontOf, glyphOf } from './caratteri.js';
import { ALTEZZA, type Foglio, LARGHEZZA, type Punto, type Segno } from './foglio.js';
import { createPdf, type DatiPdf, finishPdf } from './pdf.js';
import { encodePng, type Immagine } from './png.js';
import { contorniOfLinea, riempi } from './riempimento.js';

/** Resolution of the scans, the least that the guidelines on copies of paper ask for. */
const PUNTI_PER_POLLICE = 300;
const SCALA = PUNTI_PER_POLLICE / 72;
const PASSI_DELLA_CURVA = 5;
/** No sheet lies quite straight on the glass; radians. */
const INCLINAZIONE_MASSIMA = 0.006;
const MACCHIE = 160;

const BIANCO_E_NERO = ['#ffffff', '#000000'];
/** Paper that is not quite white, and the inks of the page. */
const COLORI = [
  ...['#f6f1e6', '#1a1a1a', '#1c3f94', '#7a2b6a', '#a11a1a', '#666666', '#8a8a8a', '#1d5c4a'],
  ...['#7a3b12', '#223a6b', '#5a1f3d', '#3f5a1a', '#dfe7f3', '#e9eef2', '#c3ccd4', '#e4dcc8'],
];

const channels = (colore: string): number[] => [1, 3, 5].map((at) => parseInt(colore.slice(at, at + 2), 16));
const expand = (colore: string): string =>
  colore.length === 4 ? `#${Array.from(colore.slice(1), (digit) => digit + digit).join('')}` : colore;

/** The nearest colour of the palette, never the paper itself. */
function nearest(tavolozza: readonly string[], colore: string): number {
  const wanted = channels(expand(colore));
  const distances = tavolozza.map((one) =>
    channels(one).reduce((sum, value, i) => sum + (value - (wanted[i] ?? 0)) ** 2, 0),
  );
  return distances.reduce((best, distance, i) => (i > 0 && distance < (distances[best] ?? Infinity) ? i : best), 1);
}

/** A light ground disappears in black and white. */
const isLight = (colore: string): boolean => channels(expand(colore)).every((value) => value > 180);

/** A glyph's outline with its curves as short lines; font units, y upwards. */
function flatten(carattere: Carattere, character: string): Punto[][] {
  const contorni: Punto[][] = [];
  let last: Punto = [0, 0];
  const add = (punto: Punto): void => {
    contorni.at(-1)?.push(punto);
    last = punto;
  };
  for (const { command, args } of glyphOf(carattere, character).path.commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args;
    if (command === 'moveTo') {
      contorni.push([]);
      add([a, b]);
    } else if (command === 'lineTo') add([a, b]);
    else if (command === 'quadraticCurveTo') {
      const [x0, y0] = last;
      for (let i = 1; i <= PASSI_DELLA_CURVA; i += 1) {
        const t = i / PASSI_DELLA_CURVA;
        const s = 1 - t;
        add([s * s * x0 + 2 * s * t * a + t * t * c, s * s * y0 + 2 * s * t * b + t * t * d]);
      }
    }
  }
  return contorni;
}

type Corsa = readonly [y: number, a: number, b: number];
const glyphs = new Map<string, { corse: Corsa[]; advance: number }>();

/** A character as runs of pixels round its origin; kept, since a page is made of few. */
function rasterOf(carattere: Carattere, corpo: number, character: string): { corse: Corsa[]; advance: number } {
  const key = `${carattere} ${corpo} ${character}`;
  const known = glyphs.get(key);
  if (known !== undefined) return known;
  const scale = (corpo * SCALA) / fontOf(carattere).unitsPerEm;
  const corse: Corsa[] = [];
  riempi(
    flatten(carattere, character).map((contorno) => contorno.map(([x, y]): Punto => [x * scale, -y * scale])),
    (y, a, b) => corse.push([y, a, b]),
  );
  const drawn = { corse, advance: glyphOf(carattere, character).advanceWidth * scale };
  glyphs.set(key, drawn);
  return drawn;
}

/** Draws a page as a scanner would see it: a little askew, with some specks. */
function scan(foglio: Foglio, caso: Caso, tavolozza: readonly string[]): Immagine {
  const larghezza = Math.round(LARGHEZZA * SCALA);
  const altezza = Math.round(ALTEZZA * SCALA);
  const pixel = new Uint8Array(larghezza * altezza);
  const skew = (caso.next() * 2 - 1) * INCLINAZIONE_MASSIMA;
  const place = ([x, y]: Punto): Punto => [x * SCALA - y * SCALA * skew, y * SCALA + x * SCALA * skew];
  const run =
    (colore: number) =>
    (y: number, a: number, b: number): void => {
      if (y < 0 || y >= altezza) return;
      pixel.fill(colore, y * larghezza + Math.max(0, a), y * larghezza + Math.max(0, Math.min(larghezza, b)));
    };
  const draw = (segno: Segno): void => {
    if (segno.tipo === 'campitura' && tavolozza === BIANCO_E_NERO && isLight(segno.colore)) return;
    const paint = run(nearest(tavolozza, segno.colore));
    if (segno.tipo === 'testo') {
      let advance = 0;
      for (const character of segno.testo) {
        const [x, y] = place([segno.x + advance / SCALA, segno.y]).map(Math.round) as [number, number];
        const glyph = rasterOf(segno.carattere, segno.corpo, character);
        for (const [dy, a, b] of glyph.corse) paint(y + dy, x + a, x + b);
        advance += glyph.advance;
      }
    } else if (segno.tipo === 'campitura') riempi([segno.punti.map(place)], paint);
    else
      for (const contorno of contorniOfLinea(segno.punti.map(place), Math.max(1.5, segno.spessore * SCALA)))
        riempi([contorno], paint);
  };
  foglio.segni.forEach(draw);
  for (let i = 0; i < MACCHIE; i += 1) {
    const x = caso.integer(0, larghezza - 3);
    run(tavolozza.length > 2 ? tavolozza.length - 1 : 1)(caso.integer(0, altezza - 1), x, x + caso.integer(1, 3));
  }
  return { larghezza, altezza, tavolozza, pixel, puntiPerPollice: PUNTI_PER_POLLICE };
}

/** The pages as a PDF of images only, without text, at 300 dots an inch. */
export function renderScansione(fogli: readonly Foglio[], dati: DatiPdf, caso: Caso, colori: boolean): Promise<Buffer> {
  const doc = createPdf(dati);
  for (const foglio of fogli) {
    doc.addPage({ size: [LARGHEZZA, ALTEZZA], margin: 0 });
    doc.image(encodePng(scan(foglio, caso, colori ? COLORI : BIANCO_E_NERO)), 0, 0, {
      width: LARGHEZZA,
      height: ALTEZZA,
    });
  }
  return finishPdf(doc);
}
