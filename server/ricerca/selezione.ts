import { BLOCCO, type Contenitore, eachDescending, has, lowsByBlock, type Vista } from './posizioni.js';

/**
 * Shows the positions that are in every set and within the bounds, from the highest down, as long as `visit` says to go on. The
 * smallest set of each block is walked, the others are asked. Without sets, all positions within the bounds.
 * @param da - first position that counts
 * @param a - first one beyond
 */
export function eachPosizione(
  insiemi: readonly Vista[],
  da: number,
  a: number,
  visit: (posizione: number) => boolean,
): void {
  if (a <= da) return;
  const [first] = [...insiemi].sort((one, other) => one.size - other.size);
  if (first === undefined) {
    for (let pos = a - 1; pos >= da; pos -= 1) if (!visit(pos)) return;
    return;
  }
  for (const block of [...first.keys()].sort((one, other) => other - one)) {
    const base = block * BLOCCO;
    if (base >= a || base + BLOCCO <= da) continue;
    const containers: Contenitore[] = [];
    for (const insieme of insiemi) {
      const here = insieme.get(block);
      if (here !== undefined) containers.push(here);
    }
    if (containers.length < insiemi.length) continue;
    const [smallest, ...others] = containers.sort((one, other) => one.n - other.n);
    if (smallest === undefined) continue;
    const goesOn = eachDescending(smallest, Math.min(BLOCCO - 1, a - 1 - base), (low) => {
      if (base + low < da) return false;
      for (const other of others) if (!has(other, low)) return true;
      return visit(base + low);
    });
    if (!goesOn) return;
  }
}

/**
 * How many positions {@link eachPosizione} shows but for some, up to a limit: of one set, blocks that are whole within the bounds are
 * counted by what they say, not walked.
 * @param senza - positions that do not count
 */
export function countPosizioni(
  insiemi: readonly Vista[],
  da: number,
  a: number,
  senza: ReadonlySet<number>,
  limite: number,
): number {
  let quante = 0;
  const walk = (sets: readonly Vista[]): void =>
    eachPosizione(sets, da, a, (posizione) => {
      if (!senza.has(posizione)) quante += 1;
      return quante < limite;
    });
  const [only] = insiemi;
  if (only === undefined || insiemi.length > 1) {
    walk(insiemi);
    return Math.min(quante, limite);
  }
  const besides = lowsByBlock(senza);
  for (const block of [...only.keys()].sort((one, other) => other - one)) {
    const base = block * BLOCCO;
    const here = base < a && base + BLOCCO > da ? only.get(block) : undefined;
    if (here === undefined) continue;
    if (base < da || base + BLOCCO > a) walk([new Map([[block, here]])]);
    else quante += here.n - (besides.get(block) ?? []).filter((low) => has(here, low)).length;
    if (quante >= limite) return limite;
  }
  return quante;
}
