import { isUtf8 } from 'node:buffer';

/*
 * A stored record read where it lies, in the bytes of BSON (bsonspec.org): what the verification of a whole register can afford.
 * Only what registrations are made of is known here; of anything else these functions are not sure, and say so.
 */

export const STRING = 2;
export const DOCUMENT = 3;
export const ARRAY = 4;
export const DATE = 9;
export const INT32 = 16;
const OBJECT_ID = 7;
const BOOLEAN = 8;
const BLANK = 32;
const BACKSLASH = 92;
/** As many elements as the bits of a number tell apart. */
const MAX_BIT = 1 << 30;
/** `$` begins the names that the driver reads in a way of its own. */
const DOLLAR = 36;
/** `__proto__` is no name like others either. */
const UNDERSCORE = 95;

export type Bytes = Uint8Array;

export const byte = (b: Bytes, at: number): number => b[at] ?? 0;

export const int32 = (b: Bytes, at: number): number =>
  byte(b, at) | (byte(b, at + 1) << 8) | (byte(b, at + 2) << 16) | (byte(b, at + 3) << 24);

/** Milliseconds of a date; exact for every date that there is. */
export const dateMs = (b: Bytes, at: number): number => int32(b, at + 4) * 2 ** 32 + (int32(b, at) >>> 0);

/** Where a value ends; -1 for a type that no registration holds or a size that cannot be. */
export function valueEnd(b: Bytes, type: number, at: number): number {
  switch (type) {
    case STRING: {
      const end = at + 4 + int32(b, at);
      return end > at + 4 && end <= b.length && b[end - 1] === 0 ? end : -1;
    }
    case DOCUMENT:
    case ARRAY: {
      const end = at + int32(b, at);
      return end >= at + 5 && end <= b.length && b[end - 1] === 0 ? end : -1;
    }
    case INT32:
      return at + 4;
    case DATE:
      return at + 8;
    case OBJECT_ID:
      return at + 12;
    case BOOLEAN:
      return byte(b, at) <= 1 ? at + 1 : -1;
    default:
      return -1;
  }
}

/** The first of the elements of a document or an array; they end one byte before its end. */
export const firstOf = (doc: number): number => doc + 4;
export const lastOf = (b: Bytes, doc: number): number => doc + int32(b, doc) - 1;

/** Where the value of an element begins: after its type, its name and the zero that ends it. */
export function valueOf(b: Bytes, element: number): number {
  let at = element + 1;
  while (byte(b, at) !== 0) at += 1;
  return at + 1;
}

/** Whether two stretches hold the same bytes. */
export function sameBytes(b: Bytes, one: number, end: number, other: number, otherEnd: number): boolean {
  if (end - one !== otherEnd - other) return false;
  for (let i = one, j = other; i < end; i += 1, j += 1) if (b[i] !== b[j]) return false;
  return true;
}

/** Whether a string of BSON says that text, which is of ASCII only. */
export function isText(b: Bytes, at: number, text: string): boolean {
  if (int32(b, at) !== text.length + 1) return false;
  for (let i = 0; i < text.length; i += 1) if (b[at + 4 + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Whether the driver reads this value as it stands: known types, right sizes, names of ASCII, texts of UTF-8. */
export function isSound(b: Bytes, type: number, at: number): boolean {
  const end = valueEnd(b, type, at);
  if (end < 0) return false;
  if (type === STRING) {
    for (let i = at + 4; i < end; i += 1) if (byte(b, i) > 127) return isUtf8(b.subarray(at + 4, end));
    return true;
  }
  if (type !== DOCUMENT && type !== ARRAY) return type !== DATE && type !== OBJECT_ID;
  let element = firstOf(at);
  while (element < end - 1) {
    let value = element + 1;
    if (b[value] === DOLLAR || b[value] === UNDERSCORE) return false;
    for (; byte(b, value) !== 0; value += 1) if (byte(b, value) > 127) return false;
    value += 1;
    if (!isSound(b, byte(b, element), value)) return false;
    element = valueEnd(b, byte(b, element), value);
  }
  return element === end - 1;
}

/** The elements of a document, of which each is to be found once, by its name. */
export class Elementi {
  /** of what was found last: its type, and the length of its name */
  type = 0;
  length = 0;
  readonly #b: Bytes;
  readonly #doc: number;
  #found = 0;

  constructor(b: Bytes, doc: number) {
    this.#b = b;
    this.#doc = doc;
  }

  /**
   * @param names - the bytes in which the name stands, from `name` to the byte `stop`
   * @returns where the value begins; -1 if it is not there, not sure, or was found before
   */
  find(names: Bytes, name: number, stop: number): number {
    const b = this.#b;
    const end = lastOf(b, this.#doc);
    let element = firstOf(this.#doc);
    for (let bit = 1; bit < MAX_BIT && element < end; bit <<= 1) {
      const from = element + 1;
      let at = from;
      let c = byte(b, at);
      while (c >= BLANK && c !== stop && c !== BACKSLASH && c === names[name + at - from]) c = byte(b, ++at);
      if (c === 0 && names[name + at - from] === stop) {
        if ((this.#found & bit) !== 0 || b[from] === DOLLAR) return -1;
        this.#found |= bit;
        this.type = byte(b, element);
        this.length = at - from;
        return at + 1;
      }
      element = valueEnd(b, byte(b, element), valueOf(b, element));
      if (element < 0) return -1;
    }
    return -1;
  }

  /** Whether none is left. */
  allFound(): boolean {
    const end = lastOf(this.#b, this.#doc);
    let element = firstOf(this.#doc);
    for (let left = this.#found; element < end; left >>= 1) {
      if ((left & 1) === 0) return false;
      element = valueEnd(this.#b, byte(this.#b, element), valueOf(this.#b, element));
      if (element < 0) return false;
    }
    return element === end;
  }
}

/** Where the named values of a document lie. One is made for a kind of document and reads one after the other. */
export class Campi<N extends string> {
  /** the place of each name, for the questions below */
  readonly n: Readonly<Record<N, number>>;
  readonly #names: readonly Bytes[];
  readonly #types: Uint8Array;
  readonly #elements: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  /** @param names - all that such a document may hold, in the order in which they are mostly found */
  constructor(names: readonly N[]) {
    this.n = Object.fromEntries(names.map((name, i) => [name, i])) as Record<N, number>;
    this.#names = names.map((name) => Buffer.from(`${name}\0`, 'latin1'));
    this.#types = new Uint8Array(names.length);
    this.#elements = new Int32Array(names.length);
    this.#starts = new Int32Array(names.length);
    this.#ends = new Int32Array(names.length);
  }

  /** @returns false for a name that is not known or stands twice, and for what is no sure document */
  read(b: Bytes, doc: number): boolean {
    this.#types.fill(0);
    this.#starts.fill(0);
    this.#ends.fill(0);
    const end = lastOf(b, doc);
    let element = firstOf(doc);
    let n = -1;
    while (element < end) {
      n = this.#known(b, element + 1, n + 1);
      if (n < 0 || this.#types[n] !== 0) return false;
      const start = element + 1 + (this.#names[n]?.length ?? 0);
      this.#elements[n] = element;
      const type = byte(b, element);
      element = valueEnd(b, type, start);
      if (element < 0) return false;
      this.#types[n] = type;
      this.#starts[n] = start;
      this.#ends[n] = element;
    }
    return element === end;
  }

  /** 0 where there is none. */
  type(n: number): number {
    return this.#types[n] ?? 0;
  }
  start(n: number): number {
    return this.#starts[n] ?? 0;
  }
  end(n: number): number {
    return this.#ends[n] ?? 0;
  }

  /** Whether a list or document is there and holds nothing. */
  isEmpty(b: Bytes, n: number): boolean {
    return this.type(n) !== 0 && int32(b, this.start(n)) === 5;
  }

  /**
   * Writes a document of these values alone, as they stand; `from` is where it begins.
   * @returns where it ends; -1 if there is no room for it
   */
  extract(b: Bytes, ns: readonly number[], out: Buffer, from: number): number {
    let at = from + 4;
    for (let k = 0; k < ns.length;) {
      const first = ns[k++] ?? -1;
      if (this.type(first) === 0) continue;
      let end = this.end(first);
      for (; k < ns.length && this.#elements[ns[k] ?? -1] === end && this.type(ns[k] ?? -1) !== 0; k += 1)
        end = this.end(ns[k] ?? -1); // they lie together
      const start = this.#elements[first] ?? 0;
      if (at + end - start >= out.length) return -1;
      out.set(b.subarray(start, end), at);
      at += end - start;
    }
    out[at++] = 0;
    out.writeInt32LE(at - from, from);
    return at;
  }

  /** Which name begins there; most often the one that is guessed. */
  #known(b: Bytes, at: number, guess: number): number {
    const all = this.#names.length;
    for (let k = 0; k < all; k += 1) {
      const n = (guess + k) % all;
      const name = this.#names[n];
      if (name === undefined) return -1;
      let i = 0;
      while (i < name.length && name[i] === b[at + i]) i += 1;
      if (i === name.length) return n;
    }
    return -1;
  }
}
