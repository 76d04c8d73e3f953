/**
 * Sets of positions in a register, as the index keeps them: per 65,536 consecutive positions one container, a sorted array of
 * their low 16 bits or, from 4,097 on, a bitmap. Written as `[block u16][n - 1 u16][array or 8 KiB]…`, little-endian, in the order
 * of the blocks.
 */
export const BLOCCO = 65_536;
const MAX_ARRAY = 4_096;
const BITMAP_BYTES = BLOCCO / 8;

export interface Contenitore {
  n: number;
  /** sorted low halves, or a bitmap */
  valori: Uint16Array | Uint8Array;
}
/** By block. */
export type Insieme = ReadonlyMap<number, Contenitore>;
/** A set of which one asks for a block at a time. */
export type Vista = Pick<Insieme, 'size' | 'get' | 'keys'>;

const isBitmap = (valori: Contenitore['valori']): valori is Uint8Array => valori instanceof Uint8Array;

/** Where the low is in a sorted array, or would be; nothing before `from` is looked at, and what is near sooner than what is far. */
function placeOf(valori: Uint16Array, low: number, from: number): number {
  let to = from;
  for (let step = 1; to < valori.length && (valori[to] ?? 0) < low; step *= 2) {
    from = to + 1;
    to += step;
  }
  to = Math.min(to, valori.length);
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((valori[middle] ?? 0) < low) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function has({ valori }: Contenitore, low: number): boolean {
  if (isBitmap(valori)) return ((valori[low >> 3] ?? 0) & (1 << (low & 7))) !== 0;
  return valori[placeOf(valori, low, 0)] === low;
}

/**
 * Shows what it holds from the highest to the lowest, beginning at `top`, as long as `visit` says to go on.
 * @returns whether it was to go on to the end
 */
export function eachDescending({ valori }: Contenitore, top: number, visit: (low: number) => boolean): boolean {
  if (!isBitmap(valori)) {
    for (let i = valori.length - 1; i >= 0; i -= 1) {
      const low = valori[i] ?? 0;
      if (low <= top && !visit(low)) return false;
    }
    return true;
  }
  const words = wordsOf(valori);
  for (let i = top >> 5; i >= 0; i -= 1) {
    let word = words[i] ?? 0;
    if (i === top >> 5) word &= -1 >>> (31 - (top & 31)); // nothing above the top
    while (word !== 0) {
      const bit = 31 - Math.clz32(word);
      if (!visit((i << 5) + bit)) return false;
      word ^= 1 << bit;
    }
  }
  return true;
}

/** The container of lows that are sorted and each there once. */
function containerOf(lows: readonly number[]): Contenitore {
  if (lows.length <= MAX_ARRAY) return { n: lows.length, valori: Uint16Array.from(lows) };
  const valori = new Uint8Array(BITMAP_BYTES);
  for (const low of lows) valori[low >> 3] = (valori[low >> 3] ?? 0) | (1 << (low & 7));
  return { n: lows.length, valori };
}

/** Of an array of bits, four bytes at a time, read as they are written: the lowest first, as every processor that runs this does. */
const wordsOf = (bits: Uint8Array): Uint32Array =>
  bits.byteOffset % 4 === 0
    ? new Uint32Array(bits.buffer, bits.byteOffset, BITMAP_BYTES / 4)
    : new Uint32Array(Uint8Array.from(bits).buffer);

/** How many bits of 32 are set: of each two, of each four, of each eight, and these added up by the product. */
function onesOf(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A bit for each position of a block, to be set and cleared; the one there is serves one operation after the other. */
const tavola = new Uint32Array(BITMAP_BYTES / 4);

function set({ valori }: Contenitore): void {
  if (isBitmap(valori)) {
    const words = wordsOf(valori);
    for (let i = 0; i < tavola.length; i += 1) tavola[i] = (tavola[i] ?? 0) | (words[i] ?? 0);
  } else
    for (let i = 0; i < valori.length; i += 1) {
      const low = valori[i] ?? 0;
      tavola[low >> 5] = (tavola[low >> 5] ?? 0) | (1 << (low & 31));
    }
}

function clear({ valori }: Contenitore): void {
  if (isBitmap(valori)) {
    const words = wordsOf(valori);
    for (let i = 0; i < tavola.length; i += 1) tavola[i] = (tavola[i] ?? 0) & ~(words[i] ?? 0);
  } else
    for (let i = 0; i < valori.length; i += 1) {
      const low = valori[i] ?? 0;
      tavola[low >> 5] = (tavola[low >> 5] ?? 0) & ~(1 << (low & 31));
    }
}

/** What is set; undefined for nothing. */
function taken(): Contenitore | undefined {
  let n = 0;
  for (let i = 0; i < tavola.length; i += 1) n += onesOf(tavola[i] ?? 0);
  if (n === 0) return undefined;
  if (n > MAX_ARRAY) return { n, valori: new Uint8Array(tavola.slice().buffer) };
  const valori = new Uint16Array(n);
  let at = 0;
  for (let i = 0; at < n; i += 1)
    for (let word = tavola[i] ?? 0; word !== 0; word &= word - 1, at += 1)
      valori[at] = (i << 5) + 31 - Math.clz32(word & -word);
  return { n, valori };
}

/** So few positions are sorted sooner than the table is cleared and read. */
const POCHE = 64;

/** All that is in any of them. */
export function union(many: readonly Contenitore[]): Contenitore | undefined {
  if (many.length <= 1) return many[0];
  if (many.reduce((sum, { n }) => sum + n, 0) <= POCHE) {
    const lows = new Set(many.flatMap(({ valori }) => [...valori])); // arrays all: a bitmap has more
    return { n: lows.size, valori: Uint16Array.from(lows).sort() };
  }
  tavola.fill(0);
  many.forEach(set);
  return taken();
}

/** What is in one and not in the other; undefined if nothing is left. */
export function without(one: Contenitore, other: Contenitore | undefined): Contenitore | undefined {
  if (other === undefined) return one;
  tavola.fill(0);
  set(one);
  clear(other);
  return taken();
}

/** Room for an array while it is made: what is left is copied. */
const foglio = new Uint16Array(MAX_ARRAY);

/** Of sorted lows, those that the other has too. */
function kept(lows: Uint16Array, { valori }: Contenitore): Uint16Array {
  let n = 0;
  if (isBitmap(valori)) {
    for (const low of lows) if (((valori[low >> 3] ?? 0) & (1 << (low & 7))) !== 0) foglio[n++] = low;
  } else {
    let at = 0;
    for (const low of lows) {
      at = placeOf(valori, low, at);
      if (valori[at] === low) foglio[n++] = low;
    }
  }
  return foglio.slice(0, n);
}

/** What is in each of them, of which the first is the smallest; undefined if nothing is. */
function intersection(smallest: Contenitore, others: readonly Contenitore[]): Contenitore | undefined {
  const { valori } = smallest;
  if (!isBitmap(valori)) {
    let left = valori;
    for (const other of others) left = kept(left, other);
    return left.length === 0 ? undefined : { n: left.length, valori: left };
  }
  tavola.set(wordsOf(valori));
  for (const other of others) {
    // not smaller than a bitmap: a bitmap too
    const words = wordsOf(other.valori as Uint8Array);
    for (let i = 0; i < tavola.length; i += 1) tavola[i] = (tavola[i] ?? 0) & (words[i] ?? 0);
  }
  return taken();
}

/** By block, the lows of positions, in their order. */
export function lowsByBlock(posizioni: Iterable<number>): Map<number, number[]> {
  const blocks = new Map<number, number[]>();
  for (const pos of posizioni) {
    const block = Math.floor(pos / BLOCCO);
    const lows = blocks.get(block);
    if (lows === undefined) blocks.set(block, [pos % BLOCCO]);
    else lows.push(pos % BLOCCO);
  }
  return blocks;
}

/** The set of positions that are sorted and each there once. */
export const insiemeOf = (posizioni: readonly number[]): Insieme =>
  new Map([...lowsByBlock(posizioni)].map(([block, lows]) => [block, containerOf(lows)]));

export const countOf = (insieme: Insieme): number => [...insieme.values()].reduce((sum, { n }) => sum + n, 0);

/** A set whose blocks are made when they are asked for: who reads the newest first rarely asks for all. */
class Pigra implements Vista {
  readonly #blocks: ReadonlySet<number>;
  /** absent when all are made: what they were made from may go */
  #make: ((block: number) => Contenitore | undefined) | undefined;
  readonly #made = new Map<number, Contenitore | undefined>();

  constructor(blocks: ReadonlySet<number>, make: (block: number) => Contenitore | undefined) {
    this.#blocks = blocks;
    this.#make = make;
  }
  get size(): number {
    return this.#blocks.size;
  }
  keys(): MapIterator<number> {
    return this.#blocks.keys();
  }
  get(block: number): Contenitore | undefined {
    if (!this.#blocks.has(block)) return undefined;
    if (this.#make !== undefined && !this.#made.has(block)) this.#made.set(block, this.#make(block));
    if (this.#made.size === this.#blocks.size) this.#make = undefined;
    return this.#made.get(block);
  }
}

export function includes(insieme: Vista, posizione: number): boolean {
  const here = insieme.get(Math.floor(posizione / BLOCCO));
  return here !== undefined && has(here, posizione % BLOCCO);
}

/** {@link unionOf}, a block at a time. */
export function unionView(sets: readonly Vista[]): Vista {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const blocks = new Set<number>();
  for (const set of sets) for (const block of set.keys()) blocks.add(block);
  return new Pigra(blocks, (block) => {
    const here: Contenitore[] = [];
    for (const set of sets) {
      const one = set.get(block);
      if (one !== undefined) here.push(one);
    }
    return union(here);
  });
}

/** {@link withoutAll}, a block at a time. */
export const withoutView = (insieme: Vista, other: Vista): Vista =>
  other.size === 0
    ? insieme
    : new Pigra(new Set(insieme.keys()), (block) => {
        const one = insieme.get(block);
        return one === undefined ? undefined : without(one, other.get(block));
      });

/** What is in all of them, a block at a time. */
export function intersectionView(sets: readonly Vista[]): Vista {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const [first, ...rest] = [...sets].sort((one, other) => one.size - other.size);
  return new Pigra(new Set(first?.keys()), (block) => {
    const here: Contenitore[] = [];
    for (const set of [first, ...rest]) {
      const one = set?.get(block);
      if (one === undefined) return undefined; // before the others are made
      here.push(one);
    }
    const [smallest, ...others] = here.sort((one, other) => one.n - other.n);
    return smallest && intersection(smallest, others);
  });
}

export function unionOf(sets: readonly Insieme[]): Insieme {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const blocks = [...new Set(sets.flatMap((set) => [...set.keys()]))].sort((a, b) => a - b);
  return new Map(
    blocks.flatMap((block) => {
      const one = union(sets.flatMap((set) => set.get(block) ?? []));
      return one === undefined ? [] : [[block, one] as const];
    }),
  );
}

export function withoutAll(insieme: Insieme, other: Insieme): Insieme {
  if (other.size === 0) return insieme;
  return new Map(
    [...insieme].flatMap(([block, one]) => {
      const left = without(one, other.get(block));
      return left === undefined ? [] : [[block, left] as const];
    }),
  );
}

export function encode(insieme: Insieme): Buffer {
  const parts: Buffer[] = [];
  for (const [block, { n, valori }] of insieme) {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(block, 0);
    head.writeUInt16LE(n - 1, 2);
    parts.push(head, Buffer.from(valori.buffer, valori.byteOffset, valori.byteLength));
  }
  return Buffer.concat(parts);
}

const sizeOf = (n: number): number => (n <= MAX_ARRAY ? 2 * n : BITMAP_BYTES);
/** Where the next container begins: each where it can be read four bytes at a time. */
const aligned = (end: number): number => (end + 3) & ~3;

/** @param bytes - copied, so that what is kept does not hold the whole answer of the database: in one piece, not in sixteen */
export function decode(bytes: Uint8Array): Insieme {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places: { block: number; n: number; from: number; to: number }[] = [];
  let end = 0;
  let at = 0;
  while (at < view.length) {
    const n = view.readUInt16LE(at + 2) + 1;
    places.push({ block: view.readUInt16LE(at), n, from: at + 4, to: end });
    at += 4 + sizeOf(n);
    end = aligned(end + sizeOf(n));
  }
  if (at !== view.length) throw new RangeError('a set of positions that is cut');
  const copy = new Uint8Array(end);
  const insieme = new Map<number, Contenitore>();
  for (const { block, n, from, to } of places) {
    copy.set(view.subarray(from, from + sizeOf(n)), to);
    insieme.set(block, {
      n,
      valori: n <= MAX_ARRAY ? new Uint16Array(copy.buffer, to, n) : copy.subarray(to, to + BITMAP_BYTES),
    });
  }
  return insieme;
}
