/** A source of chance that always gives the same draws for the same seed: the demonstration is the same on every machine. */
export interface Caso {
  /** in [0, 1) */
  next(): number;
  /** whole number, both ends included */
  integer(min: number, max: number): number;
  /** @throws RangeError if the list is empty */
  pick<T>(list: readonly T[]): T;
  /** as `pick`, an element with twice the weight being drawn twice as often */
  pickWeighted<T>(list: readonly T[], weightOf: (one: T) => number): T;
  /** a new list in another order */
  shuffle<T>(list: readonly T[]): T[];
  chance(probability: number): boolean;
  /** an independent source: what is drawn from it changes nothing here */
  fork(name: string): Caso;
}

/** FNV-1a, 32 bits. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Makes a source from a seed of any length (generator mulberry32: small and good enough for demonstration data, never for secrets). */
export function createCaso(seme: string): Caso {
  let state = hash32(seme);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[integer(0, list.length - 1)] as T;
  };
  const pickWeighted = <T>(list: readonly T[], weightOf: (one: T) => number): T => {
    let left = next() * list.reduce((sum, one) => sum + weightOf(one), 0);
    for (const one of list) {
      left -= weightOf(one);
      if (left < 0) return one;
    }
    return pick(list);
  };
  const shuffle = <T>(list: readonly T[]): T[] => {
    const shuffled = [...list];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = integer(0, i);
      [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
    }
    return shuffled;
  };
  return {
    next,
    integer,
    pick,
    pickWeighted,
    shuffle,
    chance: (probability) => next() < probability,
    fork: (name) => createCaso(`${seme}/${name}`),
  };
}
