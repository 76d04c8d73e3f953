import { BLOCCO, type Contenitore, descending, has, type Insieme } from './posizioni.js';

/**
 * Positions that are in every set and within the bounds, from the highest down. The smallest set of each block is walked, the
 * others are asked.
 * @param da - first position that counts
 * @param a - first one beyond
 */
export function* selezione(insiemi: readonly Insieme[], da: number, a: number): Generator<number, void> {
  if (a <= da) return;
  const [first] = [...insiemi].sort((one, other) => one.size - other.size);
  if (first === undefined) {
    for (let pos = a - 1; pos >= da; pos -= 1) yield pos;
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
    for (const low of descending(smallest, Math.min(BLOCCO - 1, a - 1 - base))) {
      if (base + low < da) break;
      if (others.every((other) => has(other, low))) yield base + low;
    }
  }
}
