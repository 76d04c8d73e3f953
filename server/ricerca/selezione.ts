import { BLOCCO, eachDescending, has, lowsByBlock, type Vista } from './posizioni.js';

const newestFirst = (one: number, other: number): number => other - one;

/**
 * Shows the positions of a set that are within the bounds, from the highest down, as long as `visit` says to go on. Without a set,
 * all positions within the bounds.
 * @param da - first position that counts
 * @param a - first one beyond
 */
export function eachPosizione(
  insieme: Vista | undefined,
  da: number,
  a: number,
  visit: (posizione: number) => boolean,
): void {
  if (insieme === undefined) {
    for (let pos = a - 1; pos >= da; pos -= 1) if (!visit(pos)) return;
    return;
  }
  for (const block of [...insieme.keys()].sort(newestFirst)) {
    const base = block * BLOCCO;
    const here = base < a && base + BLOCCO > da ? insieme.get(block) : undefined;
    if (here === undefined) continue;
    const goesOn = eachDescending(here, Math.min(BLOCCO - 1, a - 1 - base), (low) =>
      base + low < da ? false : visit(base + low),
    );
    if (!goesOn) return;
  }
}

/**
 * How many positions {@link eachPosizione} shows but for some, up to a limit: blocks that are whole within the bounds are counted by
 * what they say, not walked.
 * @param senza - positions that do not count
 */
export function countPosizioni(
  insieme: Vista | undefined,
  da: number,
  a: number,
  senza: ReadonlySet<number>,
  limite: number,
): number {
  let quante = 0;
  const walk = (some: Vista | undefined): void =>
    eachPosizione(some, da, a, (posizione) => {
      if (!senza.has(posizione)) quante += 1;
      return quante < limite;
    });
  if (insieme === undefined) {
    walk(undefined);
    return Math.min(quante, limite);
  }
  const besides = lowsByBlock(senza);
  for (const block of [...insieme.keys()].sort(newestFirst)) {
    const base = block * BLOCCO;
    const here = base < a && base + BLOCCO > da ? insieme.get(block) : undefined;
    if (here === undefined) continue;
    if (base < da || base + BLOCCO > a) walk(new Map([[block, here]]));
    else quante += here.n - (besides.get(block) ?? []).filter((low) => has(here, low)).length;
    if (quante >= limite) return limite;
  }
  return quante;
}
