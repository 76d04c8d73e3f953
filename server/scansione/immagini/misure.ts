import type { MisurePagina } from '../tipi.js';
import { type Inchiostro, inchiostroOf } from './inchiostro.js';
import type { Raster } from './raster.js';
import { stortaOf } from './storta.js';

/** Long side of the page that is measured, pixels: a hundred dots an inch of an A4. */
export const LATO_MISURATO = 1_200;
/** How near to the edge writing is cut, share of the long side. */
const FILO = 0.002;
/** A longer stretch of dark along an edge is the shadow of the lid, not cut writing. */
const OMBRA = 0.12;

/** For each edge the share of it that short dark stretches touch. */
function bordiOf({ larghezza, altezza, segni }: Inchiostro): MisurePagina['bordi'] {
  const filo = Math.max(1, Math.round(Math.max(larghezza, altezza) * FILO));
  const dark = (x: number, y: number): boolean => segni[y * larghezza + x] === 1;
  const share = (length: number, at: (along: number, depth: number) => boolean): number => {
    let touched = 0;
    let run = 0;
    for (let along = 0; along <= length; along += 1) {
      let here = false;
      for (let depth = 0; along < length && depth < filo && !here; depth += 1) here = at(along, depth);
      if (here) run += 1;
      else {
        if (run <= OMBRA * length) touched += run;
        run = 0;
      }
    }
    return touched / length;
  };
  return {
    sopra: share(larghezza, (x, depth) => dark(x, depth)),
    destra: share(altezza, (y, depth) => dark(larghezza - 1 - depth, y)),
    sotto: share(larghezza, (x, depth) => dark(x, altezza - 1 - depth)),
    sinistra: share(altezza, (y, depth) => dark(depth, y)),
  };
}

const COLONNE = 9;
const RIGHE = 8;
/** Densities that differ by less say nothing: dust, a shift of a hair. */
const DIVARIO = 0.004;

/** Where the ink lies, cell by cell: a bit says whether a cell has more than the one at its right. */
function improntaOf({ larghezza, altezza, segni }: Inchiostro): string {
  const cells = new Float64Array(COLONNE * RIGHE);
  const area = (larghezza / COLONNE) * (altezza / RIGHE);
  for (let y = 0; y < altezza; y += 1) {
    const row = Math.floor((y * RIGHE) / altezza) * COLONNE;
    for (let x = 0; x < larghezza; x += 1) {
      if (segni[y * larghezza + x] !== 1) continue;
      const cell = row + Math.floor((x * COLONNE) / larghezza);
      cells[cell] = (cells[cell] ?? 0) + 1 / area;
    }
  }
  let bits = 0n;
  for (let r = 0; r < RIGHE; r += 1)
    for (let c = 0; c < COLONNE - 1; c += 1) {
      const left = cells[r * COLONNE + c] ?? 0;
      const right = cells[r * COLONNE + c + 1] ?? 0;
      bits = (bits << 1n) | (left > right + DIVARIO ? 1n : 0n);
    }
  return bits.toString(16).padStart(16, '0');
}

/** What is measured of the reduced grey picture of a page. */
export function misuraRaster(
  raster: Raster,
): Pick<MisurePagina, 'storta' | 'inchiostro' | 'carta' | 'contrasto' | 'bordi' | 'impronta'> {
  const ink = inchiostroOf(raster);
  return {
    storta: stortaOf(ink),
    inchiostro: ink.quota,
    carta: ink.carta,
    contrasto: ink.contrasto,
    bordi: bordiOf(ink),
    impronta: improntaOf(ink),
  };
}
