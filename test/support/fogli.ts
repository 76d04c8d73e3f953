import sharp, { type Sharp } from 'sharp';
import type { Raster } from '../../server/scansione/immagini/raster.js';

/* Sheets made of nothing but numbers: the same at each run, on every machine. */

/** Numbers from 0 to 1 that look like chance. */
export function sorte(seme: number): () => number {
  let state = (seme * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

export interface Foglio {
  larghezza: number;
  altezza: number;
  /** luminance of paper and ink */
  carta: number;
  inchiostro: number;
  /** degrees, clockwise */
  storta: number;
  righe: number;
  /** spread of the noise, levels of grey */
  grana: number;
  seme: number;
}
const A4_100: Foglio = {
  larghezza: 848,
  altezza: 1_200,
  carta: 240,
  inchiostro: 30,
  storta: 0,
  righe: 40,
  grana: 0,
  seme: 1,
};

/** Words of strokes along each line: where ink is, in a page that lies straight. */
function scrittura({ larghezza, righe, seme }: Foglio): { ink: boolean[] }[] {
  const chance = sorte(seme);
  return Array.from({ length: righe }, () => {
    const ink: boolean[] = [];
    const end = larghezza * (0.5 + 0.4 * chance());
    for (let x = Math.round(larghezza * 0.1); x < end;) {
      const letters = 2 + Math.floor(chance() * 9);
      for (let i = 0; i < letters; i += 1, x += 6) for (let dx = 0; dx < 2 + chance() * 3; dx += 1) ink[x + dx] = true;
      x += 7;
    }
    return { ink };
  });
}

/** A page of lines of writing, grey, about a hundred dots an inch; each stroke has soft edges. */
export function buildFoglio(overrides: Partial<Foglio> = {}): Raster {
  const foglio = { ...A4_100, ...overrides };
  const { larghezza, altezza, carta, inchiostro, grana } = foglio;
  const lines = scrittura(foglio);
  const step = (altezza * 0.84) / Math.max(1, foglio.righe);
  const tall = Math.min(10, step * 0.5);
  const chance = sorte(foglio.seme + 7);
  const radians = (foglio.storta * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  const [cx, cy] = [larghezza / 2, altezza / 2];
  const dati = Buffer.alloc(larghezza * altezza);
  const inkAt = (x: number, y: number): boolean => {
    const u = (x - cx) * cos + (y - cy) * sin + cx;
    const v = -(x - cx) * sin + (y - cy) * cos + cy - altezza * 0.08;
    const row = Math.floor(v / step);
    return v - row * step < tall && lines[row]?.ink[Math.round(u)] === true;
  };
  for (let y = 0; y < altezza; y += 1)
    for (let x = 0; x < larghezza; x += 1) {
      let share = 0;
      for (const d of [0.25, 0.75]) if (inkAt(x + d, y + d)) share += 0.5;
      const noise = grana === 0 ? 0 : (chance() + chance() + chance() - 1.5) * 2 * grana;
      dati[y * larghezza + x] = Math.max(0, Math.min(255, Math.round(carta + (inchiostro - carta) * share + noise)));
    }
  return { larghezza, altezza, canali: 1, dati };
}

/** The same sheet as a scanner would give it: larger, in its kind of file. */
export const scansionata = ({ larghezza, altezza, canali, dati }: Raster, volte = 1): Sharp =>
  sharp(dati, { raw: { width: larghezza, height: altezza, channels: canali } })
    .toColourspace('b-w')
    .resize(larghezza * volte, altezza * volte, { kernel: 'linear' });
