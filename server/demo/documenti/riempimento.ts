import type { Punto } from './foglio.js';

/** Called for each horizontal run of pixels inside a shape; `a` included, `b` not. */
type Tratto = (y: number, a: number, b: number) => void;

interface Crossing {
  x: number;
  winding: number;
}

/** Where the sides of the contours cross the middle of a row of pixels. */
function crossingsAt(contorni: readonly (readonly Punto[])[], middle: number): Crossing[] {
  const found: Crossing[] = [];
  for (const contorno of contorni) {
    contorno.forEach(([x0, y0], i) => {
      const [x1, y1] = contorno[(i + 1) % contorno.length] ?? [x0, y0];
      if (y0 <= middle === y1 <= middle) return;
      found.push({ x: x0 + ((middle - y0) / (y1 - y0)) * (x1 - x0), winding: y1 > y0 ? 1 : -1 });
    });
  }
  return found.sort((a, b) => a.x - b.x);
}

/** Fills closed contours, in pixels, by the non-zero rule: what is wound round at least once is inside. */
export function riempi(contorni: readonly (readonly Punto[])[], tratto: Tratto): void {
  let top = Infinity;
  let bottom = -Infinity;
  for (const contorno of contorni)
    for (const [, y] of contorno) {
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  for (let y = Math.floor(top); y < bottom; y += 1) {
    let winding = 0;
    let start = 0;
    for (const crossing of crossingsAt(contorni, y + 0.5)) {
      if (winding === 0) start = crossing.x;
      winding += crossing.winding;
      if (winding === 0) tratto(y, Math.round(start), Math.round(crossing.x));
    }
  }
}

/** A thick line as shapes to be filled: a quadrilateral a side, a hexagon a joint. */
export function contorniOfLinea(punti: readonly Punto[], spessore: number): Punto[][] {
  const half = spessore / 2;
  const contorni: Punto[][] = punti.map(([x, y]) =>
    Array.from({ length: 6 }, (_, i): Punto => [
      x + half * Math.cos((i * Math.PI) / 3),
      y + half * Math.sin((i * Math.PI) / 3),
    ]),
  );
  punti.slice(1).forEach(([x1, y1], i) => {
    const [x0, y0] = punti[i] ?? [x1, y1];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length === 0) return;
    const dx = (-(y1 - y0) / length) * half;
    const dy = ((x1 - x0) / length) * half;
    const lato: Punto[] = [
      [x0 + dx, y0 + dy],
      [x1 + dx, y1 + dy],
      [x1 - dx, y1 - dy],
      [x0 - dx, y0 - dy],
    ];
    contorni.push(lato);
  });
  return contorni;
}
