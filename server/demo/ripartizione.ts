import type { Caso } from './caso.js';

/**
 * Parts a whole number in proportion to weights, without remainder (largest fraction first).
 * @returns one whole number a weight, their sum being `total`
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byFraction = exact
    .map((value, i) => ({ i, fraction: value - Math.floor(value) }))
    .sort((a, b) => b.fraction - a.fraction || a.i - b.i);
  for (const { i } of byFraction.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

/** As `apportion`, for a record of weights. */
export function apportionBy<K extends string>(total: number, weights: Readonly<Record<K, number>>): Record<K, number> {
  const keys = Object.keys(weights) as K[];
  const parts = apportion(
    total,
    keys.map((key) => weights[key]),
  );
  return Object.fromEntries(keys.map((key, i) => [key, parts[i] ?? 0])) as Record<K, number>;
}

/** `n` elements, each about as often as its weight says, in mixed order; the list begins again when it is used up. */
export function drawByWeight<T extends { peso: number }>(caso: Caso, list: readonly T[], n: number): T[] {
  const drawn: T[] = [];
  const once = list.flatMap((one) => Array.from({ length: one.peso }, () => one));
  while (drawn.length < n && once.length > 0) drawn.push(...caso.shuffle(once));
  return drawn.slice(0, n);
}
