import type { Raster } from './raster.js';

/* Whether a page bears bars that no reader could make out: pure. They say that there is, or was, a label. */

const POLLICE = 25.4;
/** Rows are looked at so far apart, millimetres; bars are at least four of them high, writing is not the same over so much. */
const PASSO = 1.2;
const ALTE = 4;
/** A stretch of so many millimetres with so many edges: four symbols of the smallest label, two and a half of the largest. */
const TRATTO = 15;
const BORDI = 12;
/** Share of a stretch that is the same from row to row. */
const UGUALE = 0.9;
/** How much a page may be crooked, as slopes that are tried. */
const PENDENZE = [0, 0.025, -0.025, 0.05, -0.05];
/** No bar is wider, millimetres. */
const LARGO = 2.4;
/** Ink is darker than this share of the paper. */
const SCURO = 0.55;

/** The longest stretches of a row whose edges are as close as those of bars, as [from, to) in pixels. */
function trattiDi(scuri: Uint8Array, minimo: number, largo: number): [number, number][] {
  const edges: number[] = [];
  for (let x = 1; x < scuri.length; x += 1) if (scuri[x] !== scuri[x - 1]) edges.push(x);
  const tratti: [number, number][] = [];
  let from = 0;
  for (let i = 1; i <= edges.length; i += 1) {
    const near = i < edges.length && (edges[i] ?? 0) - (edges[i - 1] ?? 0) <= largo;
    if (near) continue;
    const [a, b] = [edges[from] ?? 0, edges[i - 1] ?? 0];
    if (b - a >= minimo && i - from >= (BORDI * (b - a)) / minimo) tratti.push([a, b]);
    from = i;
  }
  return tratti;
}

/** Whether a stretch is the same in another row, a little aside where the page is crooked. */
function uguali(a: Uint8Array, b: Uint8Array, [from, to]: readonly [number, number], aside: number): boolean {
  let same = 0;
  for (let x = from; x < to; x += 1) if (a[x] === b[x + aside]) same += 1;
  return same >= UGUALE * (to - from);
}

function inRighe(riga: (y: number) => Uint8Array, righe: number, dpi: number): boolean {
  const mm = dpi / POLLICE;
  const passo = Math.max(1, Math.round(PASSO * mm));
  const prime: Uint8Array[] = [];
  for (let y = 0; y < righe; y += passo) {
    prime.push(riga(y));
    if (prime.length > ALTE) prime.shift();
    const [first, ...others] = prime;
    if (first === undefined || others.length < ALTE - 1) continue;
    const tratti = trattiDi(first, TRATTO * mm, LARGO * mm);
    const parallele = (tratto: [number, number], pendenza: number): boolean =>
      others.every((other, i) => uguali(first, other, tratto, Math.round(pendenza * passo * (i + 1))));
    if (tratti.some((tratto) => PENDENZE.some((pendenza) => parallele(tratto, pendenza)))) return true;
  }
  return false;
}

/**
 * Whether there are parallel bars, upright or on their side, as a bar code has them.
 * @param raster - grey
 * @param carta - luminance of the paper, 0 to 255
 */
export function haBarre({ larghezza, altezza, dati }: Raster, carta: number, dpi: number): boolean {
  const limite = carta * SCURO;
  const linea = (lunga: number, from: number, step: number): Uint8Array => {
    const scuri = new Uint8Array(lunga);
    for (let i = 0, at = from; i < lunga; i += 1, at += step) if ((dati[at] ?? 255) < limite) scuri[i] = 1;
    return scuri;
  };
  const riga = (y: number): Uint8Array => linea(larghezza, y * larghezza, 1);
  const colonna = (x: number): Uint8Array => linea(altezza, x, larghezza);
  return inRighe(riga, altezza, dpi) || inRighe(colonna, larghezza, dpi);
}
