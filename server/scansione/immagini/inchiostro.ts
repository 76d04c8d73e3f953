import type { Raster } from './raster.js';

/** Which pixels are ink: darker than the paper around them by more than the paper's own grain. */
export interface Inchiostro {
  larghezza: number;
  altezza: number;
  /** 1 where there is ink */
  segni: Uint8Array;
  /** share of dark pixels inside the sheet's edges, 0 to 1 */
  quota: number;
  /** luminance of the paper, 0 to 255 */
  carta: number;
  /** how much darker than the paper the writing is, 0 to 255; 0 without writing */
  contrasto: number;
}

/** Side of the squares in which the paper is looked at, pixels. */
const QUADRO = 24;
/** Ink is darker than its paper by this share of it at least, and by so many times the grain. */
const QUOTA_SEGNO = 0.12;
const VOLTE_GRANA = 5;
const GRANA_MASSIMA = 12;
/** Outermost share of each side that does not count as writing: shadows of the lid. */
const MARGINE = 0.02;

/** The value below which so large a share of what a histogram counts lies. */
function quantile(counts: Uint32Array, total: number, share: number): number {
  let left = share * total;
  for (let value = 0; value < counts.length; value += 1) {
    left -= counts[value] ?? 0;
    if (left < 0) return value;
  }
  return counts.length - 1;
}

interface Fondo {
  colonne: number;
  /** luminance of the paper in each square */
  carta: Float64Array;
  grana: number;
}

/** Paper and grain: in each square the light part is paper, and half of the squares hold nothing else. */
function fondoOf({ larghezza, altezza, dati }: Raster): Fondo {
  const colonne = Math.ceil(larghezza / QUADRO);
  const righe = Math.ceil(altezza / QUADRO);
  const carta = new Float64Array(colonne * righe);
  const grane: number[] = [];
  const counts = new Uint32Array(256);
  for (let r = 0; r < righe; r += 1) {
    for (let c = 0; c < colonne; c += 1) {
      counts.fill(0);
      let total = 0;
      for (let y = r * QUADRO; y < Math.min(altezza, (r + 1) * QUADRO); y += 1) {
        for (let i = y * larghezza + c * QUADRO; i < y * larghezza + Math.min(larghezza, (c + 1) * QUADRO); i += 1) {
          const value = dati[i] ?? 0;
          counts[value] = (counts[value] ?? 0) + 1;
          total += 1;
        }
      }
      const light = quantile(counts, total, 0.75);
      carta[r * colonne + c] = light;
      grane.push(light - quantile(counts, total, 0.25));
    }
  }
  grane.sort((a, b) => a - b);
  const quarto = grane[Math.floor(grane.length / 4)] ?? 0;
  return { colonne, carta: alzata(carta, colonne, righe), grana: Math.min(GRANA_MASSIMA, quarto / 1.35) };
}

/** A square that ink fills (a black box, a heavy title) takes the paper of its neighbours: the lightest around. */
function alzata(carta: Float64Array, colonne: number, righe: number): Float64Array {
  const typical = [...carta].sort((a, b) => a - b)[Math.floor(carta.length * 0.6)] ?? 255;
  return carta.map((value, i) => {
    if (value >= typical * 0.75) return value;
    let best = value;
    const [r, c] = [Math.floor(i / colonne), i % colonne];
    for (let y = Math.max(0, r - 1); y <= Math.min(righe - 1, r + 1); y += 1)
      for (let x = Math.max(0, c - 1); x <= Math.min(colonne - 1, c + 1); x += 1)
        best = Math.max(best, carta[y * colonne + x] ?? 0);
    return Math.max(best, typical * 0.75);
  });
}

/** A lone dark pixel is dust. */
function senzaPolvere(segni: Uint8Array, larghezza: number, altezza: number): Uint8Array {
  const clean = segni.slice();
  for (let y = 0; y < altezza; y += 1) {
    for (let x = 0; x < larghezza; x += 1) {
      const i = y * larghezza + x;
      if (segni[i] !== 1) continue;
      let near = 0;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(altezza - 1, y + 1); ny += 1)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(larghezza - 1, x + 1); nx += 1)
          near += segni[ny * larghezza + nx] ?? 0;
      if (near < 3) clean[i] = 0;
    }
  }
  return clean;
}

/** Finds the ink of a grey page, reduced to some hundred dots an inch at most. */
export function inchiostroOf(raster: Raster): Inchiostro {
  const { larghezza, altezza, dati } = raster;
  const { colonne, carta, grana } = fondoOf(raster);
  const found = new Uint8Array(larghezza * altezza);
  for (let y = 0; y < altezza; y += 1) {
    for (let x = 0; x < larghezza; x += 1) {
      const paper = carta[Math.floor(y / QUADRO) * colonne + Math.floor(x / QUADRO)] ?? 255;
      if (paper - (dati[y * larghezza + x] ?? 0) > Math.max(QUOTA_SEGNO * paper, VOLTE_GRANA * grana, 6))
        found[y * larghezza + x] = 1;
    }
  }
  const segni = senzaPolvere(found, larghezza, altezza);
  return { larghezza, altezza, segni, ...luce(raster, segni) };
}

/** Light of paper and ink, and how much ink there is inside the edges. */
function luce(
  { larghezza, altezza, dati }: Raster,
  segni: Uint8Array,
): Omit<Inchiostro, 'larghezza' | 'altezza' | 'segni'> {
  const [mx, my] = [Math.floor(larghezza * MARGINE), Math.floor(altezza * MARGINE)];
  const paper = new Uint32Array(256);
  const ink = new Uint32Array(256);
  let [papers, inks] = [0, 0];
  for (let y = my; y < altezza - my; y += 1) {
    for (let x = mx; x < larghezza - mx; x += 1) {
      const i = y * larghezza + x;
      const value = dati[i] ?? 0;
      if (segni[i] === 1) {
        ink[value] = (ink[value] ?? 0) + 1;
        inks += 1;
      } else {
        paper[value] = (paper[value] ?? 0) + 1;
        papers += 1;
      }
    }
  }
  const carta = papers === 0 ? 0 : quantile(paper, papers, 0.5);
  // the darkest tenth is the core of the strokes: their rims are half paper
  const contrasto = inks === 0 ? 0 : Math.max(0, carta - quantile(ink, inks, 0.1));
  return { quota: papers + inks === 0 ? 0 : inks / (papers + inks), carta, contrasto };
}
