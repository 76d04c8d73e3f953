/** A picture as a canvas gives it: four bytes a pixel, row by row. */
export interface Figura {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** What is on one picture and not on the other: `perse` only on the first, `aggiunte` only on the second. */
export interface Differenze {
  /** one byte a pixel: 0 the same, 1 lost, 2 added */
  segni: Uint8Array;
  perse: number;
  aggiunte: number;
  /** signs on the first picture */
  inchiostro: number;
}

const BLOCK = 24;
/** How much darker than the paper around it a sign is, of 255. */
const DARKER = 40;
/** Signs that are nearer than this are the same sign: a copy may be a hair beside its original. */
const NEAR_PX = 3;

const luminance = (data: Uint8ClampedArray, at: number): number =>
  ((data[at] ?? 0) * 299 + (data[at + 1] ?? 0) * 587 + (data[at + 2] ?? 0) * 114) / 1_000;

/** Signs of a picture: what is clearly darker than the paper of its own neighbourhood, however dark or yellow that is. */
export function segniDi({ width, height, data }: Figura): Uint8Array {
  const grey = Uint8Array.from({ length: width * height }, (_, i) => luminance(data, i * 4));
  const segni = new Uint8Array(width * height);
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const bottom = Math.min(top + BLOCK, height);
      const right = Math.min(left + BLOCK, width);
      const paper = paperOf(grey, width, { top, left, bottom, right });
      for (let y = top; y < bottom; y += 1)
        for (let x = left; x < right; x += 1)
          if ((grey[y * width + x] ?? 255) < paper - DARKER) segni[y * width + x] = 1;
    }
  }
  return segni;
}

interface Riquadro {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** The brightness that four fifths of the pixels around do not exceed: paper, where there is some. */
function paperOf(grey: Uint8Array, width: number, { top, left, bottom, right }: Riquadro): number {
  const histogram = new Uint32Array(256);
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const value = grey[y * width + x] ?? 0;
      histogram[value] = (histogram[value] ?? 0) + 1;
    }
  const wanted = (bottom - top) * (right - left) * 0.8;
  let seen = 0;
  for (let value = 0; value < 256; value += 1) {
    seen += histogram[value] ?? 0;
    if (seen >= wanted) return value;
  }
  return 255;
}

/** The signs grown by `NEAR_PX` on every side, first along rows, then along columns. */
function grown(segni: Uint8Array, width: number, height: number): Uint8Array {
  const along = (from: Uint8Array, dx: number, dy: number): Uint8Array => {
    const to = new Uint8Array(from.length);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        if (from[y * width + x] !== 1) continue;
        for (let step = -NEAR_PX; step <= NEAR_PX; step += 1) {
          const nx = x + step * dx;
          const ny = y + step * dy;
          if (nx >= 0 && nx < width && ny >= 0 && ny < height) to[ny * width + nx] = 1;
        }
      }
    return to;
  };
  return along(along(segni, 1, 0), 0, 1);
}

/**
 * Compares two pictures of the same size, sign by sign.
 * @throws RangeError if the sizes differ
 */
export function differenze(acquisita: Figura, copia: Figura): Differenze {
  const { width, height } = acquisita;
  if (copia.width !== width || copia.height !== height) throw new RangeError('two sizes');
  const prima = segniDi(acquisita);
  const dopo = segniDi(copia);
  const nearPrima = grown(prima, width, height);
  const nearDopo = grown(dopo, width, height);
  const segni = new Uint8Array(prima.length);
  let perse = 0;
  let aggiunte = 0;
  let inchiostro = 0;
  for (let i = 0; i < segni.length; i += 1) {
    if (prima[i] === 1) inchiostro += 1;
    if (prima[i] === 1 && nearDopo[i] !== 1) {
      segni[i] = 1;
      perse += 1;
    } else if (dopo[i] === 1 && nearPrima[i] !== 1) {
      segni[i] = 2;
      aggiunte += 1;
    }
  }
  return { segni, perse, aggiunte, inchiostro };
}

/** Share of signs, per thousand, from which a difference is worth a look. */
const FEW = 2;

/** What the comparison found, in a sentence that decides nothing. */
export function inParole({ perse, aggiunte, inchiostro }: Differenze): string {
  const perMille = (count: number): number => Math.round((count * 1_000) / Math.max(inchiostro, 1));
  const [lost, added] = [perMille(perse), perMille(aggiunte)];
  if (lost < FEW && added < FEW) return 'Nessun segno in più o in meno.';
  const parts = [
    ...(lost < FEW ? [] : [`${lost} ‰ dei segni manca nella copia`]),
    ...(added < FEW ? [] : [`${added} ‰ è solo nella copia`]),
  ];
  return `${parts.join(', ')}: guardare dove è colorato.`;
}

const LOST = [165, 18, 42, 220] as const;
const ADDED = [0, 89, 179, 220] as const;

/** The differences as a transparent picture: red what was lost, blue what was added. */
export function coloriDi(segni: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const colours = new Uint8ClampedArray(segni.length * 4);
  segni.forEach((segno, i) => {
    if (segno !== 0) colours.set(segno === 1 ? LOST : ADDED, i * 4);
  });
  return colours;
}
