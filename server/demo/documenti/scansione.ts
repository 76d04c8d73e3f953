import type { Caso } from '../caso.js';
import { type Carattere, fontOf, glyphOf, widthOf } from './caratteri.js';
import { ALTEZZA, type Foglio, LARGHEZZA, type Punto, type Segno } from './foglio.js';
import { createPdf, type DatiPdf, finishPdf } from './pdf.js';
import { encodePng, type Immagine } from './png.js';
import { contorniOfLinea, riempi } from './riempimento.js';

/** Resolution of the scans, the least that the guidelines on copies of paper ask for. */
const PUNTI_PER_POLLICE = 300;
const PUNTI = 72;
const PASSI_DELLA_CURVA = 5;
/** No sheet lies quite straight on the glass; radians. */
const INCLINAZIONE_MASSIMA = 0.006;
const MACCHIE = 160;
/** How far letters go above and below their baseline, in units of the body. */
const SOPRA = 0.75;
const SOTTO = 0.22;

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

/**
 * A character as runs of pixels round its origin; kept, since a page is made of few.
 * @param corpo - in pixels
 */
function rasterOf(carattere: Carattere, corpo: number, character: string): { corse: Corsa[]; advance: number } {
  const key = `${carattere} ${corpo} ${character}`;
  const known = glyphs.get(key);
  if (known !== undefined) return known;
  const scale = corpo / fontOf(carattere).unitsPerEm;
  const corse: Corsa[] = [];
  riempi(
    flatten(carattere, character).map((contorno) => contorno.map(([x, y]): Punto => [x * scale, -y * scale])),
    (y, a, b) => corse.push([y, a, b]),
  );
  const drawn = { corse, advance: glyphOf(carattere, character).advanceWidth * scale };
  glyphs.set(key, drawn);
  return drawn;
}

/** How a sheet lies on the glass. */
export interface Posa {
  puntiPerPollice: number;
  /** radians, positive clockwise */
  inclinazione: number;
  macchie: number;
}

/** Where a point of the sheet falls in the picture. */
const placeOf =
  ({ puntiPerPollice, inclinazione }: Posa) =>
  ([x, y]: Punto): Punto => {
    const scala = puntiPerPollice / PUNTI;
    return [(x - y * inclinazione) * scala, (y + x * inclinazione) * scala];
  };

/** Draws a page as a scanner would see it: a little askew, with some specks. */
function scan(foglio: Foglio, caso: Caso, tavolozza: readonly string[], posa: Posa): Immagine {
  const { puntiPerPollice, macchie } = posa;
  const scala = puntiPerPollice / PUNTI;
  const larghezza = Math.round(LARGHEZZA * scala);
  const altezza = Math.round(ALTEZZA * scala);
  const pixel = new Uint8Array(larghezza * altezza);
  const place = placeOf(posa);
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
        const [x, y] = place([segno.x + advance / scala, segno.y]).map(Math.round) as [number, number];
        const glyph = rasterOf(segno.carattere, segno.corpo * scala, character);
        for (const [dy, a, b] of glyph.corse) paint(y + dy, x + a, x + b);
        advance += glyph.advance;
      }
    } else if (segno.tipo === 'campitura') riempi([segno.punti.map(place)], paint);
    else
      for (const contorno of contorniOfLinea(segno.punti.map(place), Math.max(1.5, segno.spessore * scala)))
        riempi([contorno], paint);
  };
  foglio.segni.forEach(draw);
  for (let i = 0; i < macchie; i += 1) {
    const x = caso.integer(0, larghezza - 3);
    run(tavolozza.length > 2 ? tavolozza.length - 1 : 1)(caso.integer(0, altezza - 1), x, x + caso.integer(1, 3));
  }
  return { larghezza, altezza, tavolozza, pixel, puntiPerPollice };
}

/** A page in black and white as a picture. The same page, posture and draws give the same bytes. */
export const renderFoglio = (foglio: Foglio, caso: Caso, posa: Posa): Buffer =>
  encodePng(scan(foglio, caso, BIANCO_E_NERO, posa));

/** A word of a page, in pixels of its picture. */
interface ParolaDisegnata {
  testo: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  riga: number;
}

/** The words of a page where its picture shows them: what a reading without any error would give. Pure. */
export function paroleOf({ segni }: Pick<Foglio, 'segni'>, posa: Posa): ParolaDisegnata[] {
  const place = placeOf(posa);
  return segni.flatMap((segno, riga) => {
    if (segno.tipo !== 'testo') return [];
    const { testo, carattere, corpo, x, y } = segno;
    return [...testo.matchAll(/\S+/gu)].map(({ 0: parola, index }) => {
      const from = x + widthOf(testo.slice(0, index), carattere, corpo);
      const to = from + widthOf(parola, carattere, corpo);
      const [x0, top] = place([from, y - corpo * SOPRA]);
      const [x1, bottom] = place([to, y + corpo * SOTTO]);
      const round = (value: number): number => Math.max(0, Math.round(value));
      return { testo: parola, x0: round(x0), y0: round(top), x1: round(x1), y1: round(bottom), riga };
    });
  });
}

/** The pages as a PDF of images only, without text, at 300 dots an inch. */
export function renderScansione(fogli: readonly Foglio[], dati: DatiPdf, caso: Caso, colori: boolean): Promise<Buffer> {
  const doc = createPdf(dati);
  for (const foglio of fogli) {
    doc.addPage({ size: [LARGHEZZA, ALTEZZA], margin: 0 });
    const posa = {
      puntiPerPollice: PUNTI_PER_POLLICE,
      inclinazione: (caso.next() * 2 - 1) * INCLINAZIONE_MASSIMA,
      macchie: MACCHIE,
    };
    doc.image(encodePng(scan(foglio, caso, colori ? COLORI : BIANCO_E_NERO, posa)), 0, 0, {
      width: LARGHEZZA,
      height: ALTEZZA,
    });
  }
  return finishPdf(doc);
}
