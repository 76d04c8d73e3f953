/** A page seen from above, upright: which of its small squares are taken. Pure; the page is drawn by pagina.ts. */
export interface Mappa {
  colonne: number;
  righe: number;
  /** row by row from the top, 1 where something stands */
  occupate: Uint8Array;
}

export interface Posto {
  colonna: number;
  riga: number;
}

/** Sums over all rectangles that begin at the upper left corner, so that any rectangle is four look-ups. */
function sumsOf({ colonne, righe, occupate }: Mappa): (posto: Posto, larghezza: number, altezza: number) => number {
  const width = colonne + 1;
  const sums = new Uint32Array(width * (righe + 1));
  const at = (i: number): number => sums[i] ?? 0;
  for (let y = 1; y <= righe; y += 1)
    for (let x = 1; x <= colonne; x += 1)
      sums[y * width + x] =
        (occupate[(y - 1) * colonne + x - 1] ?? 0) +
        at((y - 1) * width + x) +
        at(y * width + x - 1) -
        at((y - 1) * width + x - 1);
  return ({ colonna, riga }, larghezza, altezza) => {
    const top = riga * width;
    const foot = (riga + altezza) * width;
    return at(foot + colonna + larghezza) - at(top + colonna + larghezza) - at(foot + colonna) + at(top + colonna);
  };
}

export interface Ricerca {
  /** of the rectangle, in squares, its distance from other things included */
  larghezza: number;
  altezza: number;
  /** squares that stay free along the edges of the page */
  bordo: number;
  /** also in the middle of the page, where neither head nor foot has room */
  ovunque: boolean;
}

/**
 * The best place for a rectangle that covers nothing: in the upper third of the page if there is room, else in the lower; there
 * the outermost row, and in it the rightmost place. Undefined if there is none.
 */
export function findPosto(mappa: Mappa, { larghezza, altezza, bordo, ovunque }: Ricerca): Posto | undefined {
  const lastX = mappa.colonne - bordo - larghezza;
  const lastY = mappa.righe - bordo - altezza;
  if (lastX < bordo || lastY < bordo) return undefined;
  const takenIn = sumsOf(mappa);
  const third = Math.floor(mappa.righe / 3);
  const head = Math.min(lastY, Math.max(bordo, third - altezza));
  const foot = Math.max(bordo, mappa.righe - third);
  const rows = (from: number, to: number): number[] =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  const order = [rows(bordo, head), rows(foot, lastY).reverse(), ...(ovunque ? [rows(head + 1, lastY)] : [])].flat();
  for (const riga of order)
    for (let colonna = lastX; colonna >= bordo; colonna -= 1)
      if (takenIn({ colonna, riga }, larghezza, altezza) === 0) return { colonna, riga };
  return undefined;
}
