import type { Inchiostro } from './inchiostro.js';

/** Beyond this a page is not crooked but laid otherwise. */
const GRADI_MASSIMI = 15;
const PASSO_LARGO = 0.5;
const PASSO_FINE = 0.05;
/** Fewer points tell no direction. */
const PUNTI_MINIMI = 150;
const PUNTI_MASSIMI = 60_000;
/** How much the rows must gather, against rows that gather nothing, for a direction to be believed. */
const NITIDEZZA = 1.15;

interface Punti {
  x: Float64Array;
  y: Float64Array;
}

/** Feet of the strokes: ink with paper below it. Where lines of writing stand, they line up. */
function piedi({ larghezza, altezza, segni }: Inchiostro): Punti {
  const [mx, my] = [Math.floor(larghezza * 0.03), Math.floor(altezza * 0.03)];
  const found: number[] = [];
  for (let y = my; y < altezza - my - 1; y += 1)
    for (let x = mx; x < larghezza - mx; x += 1) {
      const i = y * larghezza + x;
      if (segni[i] === 1 && segni[i + larghezza] === 0) found.push(i);
    }
  const step = Math.max(1, Math.ceil(found.length / PUNTI_MASSIMI));
  const kept = found.filter((_, n) => n % step === 0);
  return {
    x: Float64Array.from(kept, (i) => (i % larghezza) - larghezza / 2),
    y: Float64Array.from(kept, (i) => Math.floor(i / larghezza) - altezza / 2),
  };
}

/** How sharply the points gather in rows when the page is turned back by so many degrees: the squares of the rows' counts. */
function raccolta({ x, y }: Punti, gradi: number, half: number): number {
  const radians = (gradi * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const rows = new Float64Array(2 * half + 2);
  for (let i = 0; i < x.length; i += 1) {
    const at = (y[i] ?? 0) * cos - (x[i] ?? 0) * sin + half;
    const row = Math.floor(at);
    const share = at - row;
    rows[row] = (rows[row] ?? 0) + 1 - share;
    rows[row + 1] = (rows[row + 1] ?? 0) + share;
  }
  return rows.reduce((sum, n) => sum + n * n, 0);
}

/**
 * How crooked a page is.
 * @returns degrees, positive clockwise; 0 where no lines are found
 */
export function stortaOf(ink: Inchiostro): number {
  const punti = piedi(ink);
  if (punti.x.length < PUNTI_MINIMI) return 0;
  const half = Math.ceil(Math.hypot(ink.larghezza, ink.altezza) / 2) + 2;
  const score = (gradi: number): number => raccolta(punti, gradi, half);
  const largo: { gradi: number; valore: number }[] = [];
  for (let gradi = -GRADI_MASSIMI; gradi <= GRADI_MASSIMI; gradi += PASSO_LARGO)
    largo.push({ gradi, valore: score(gradi) });
  const best = largo.reduce((a, b) => (b.valore > a.valore ? b : a));
  const typical = largo.map(({ valore }) => valore).sort((a, b) => a - b)[Math.floor(largo.length / 2)] ?? 0;
  if (best.valore < NITIDEZZA * typical) return 0;
  let fine = best;
  for (let gradi = best.gradi - PASSO_LARGO; gradi <= best.gradi + PASSO_LARGO; gradi += PASSO_FINE) {
    const valore = score(gradi);
    if (valore > fine.valore) fine = { gradi, valore };
  }
  return Math.round(fine.gradi * 100) / 100;
}
