import {
  ARRAY,
  byte,
  type Bytes,
  DOCUMENT,
  Elementi,
  firstOf,
  INT32,
  int32,
  lastOf,
  STRING,
  valueEnd,
  valueOf,
} from './verifica-bson.js';

/*
 * A canonical text beside the BSON of what it says, byte for byte, without making a value of either. Text and BSON lie in the same
 * bytes; the text must be UTF-8 and end in a zero, as every string of BSON does: no step goes beyond it.
 */

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const OPEN_LIST = 91;
const COLON = 58;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
export const CLOSE = 125;
const BLANK = 32;
const LETTER_U = 117;

/** Digits of a number that surely fits. */
const MAX_DIGITS = 9;

const ESCAPES = new Map(
  Array.from('"\\bfnrt', (c) => [c.charCodeAt(0), (JSON.parse(`"\\${c}"`) as string).charCodeAt(0)]),
);

const hex = (c: number): number => {
  const digit = c >= ZERO && c <= NINE ? c - ZERO : c - 87;
  return digit >= 0 && digit < 16 ? digit : NaN;
};

/** After a text of ASCII that is expected there; -1 if something else is. */
export function afterLiteral(b: Bytes, p: number, literal: string): number {
  for (let i = 0; i < literal.length; i += 1) if (b[p + i] !== literal.charCodeAt(i)) return -1;
  return p + literal.length;
}

function afterString(b: Bytes, p: number, at: number): number {
  if (b[p] !== QUOTE) return -1;
  const end = at + 3 + int32(b, at);
  let next = p + 1;
  for (let i = at + 4; i < end; i += 1) {
    let c = byte(b, next++);
    if (c === QUOTE || c < BLANK) return -1;
    if (c === BACKSLASH) {
      const kind = byte(b, next++);
      if (kind !== LETTER_U) c = ESCAPES.get(kind) ?? NaN;
      else {
        // the canonical text writes no other characters so than those below the blank
        if (b[next] !== ZERO || b[next + 1] !== ZERO) return -1;
        c = hex(byte(b, next + 2)) * 16 + hex(byte(b, next + 3));
        if (!(c < BLANK)) return -1;
        next += 4;
      }
    }
    if (c !== b[i]) return -1;
  }
  return b[next] === QUOTE ? next + 1 : -1;
}

function afterInteger(b: Bytes, p: number, value: number): number {
  let next = b[p] === MINUS ? p + 1 : p;
  const digits = next;
  let n = 0;
  for (let c = byte(b, next); c >= ZERO && c <= NINE; c = byte(b, next)) {
    n = n * 10 + c - ZERO;
    next += 1;
  }
  const count = next - digits;
  if (count === 0 || count > MAX_DIGITS || (b[digits] === ZERO && count > 1)) return -1;
  return (digits > p ? -n : n) === value ? next : -1;
}

function afterList(b: Bytes, p: number, at: number): number {
  if (b[p] !== OPEN_LIST) return -1;
  let next = p + 1;
  const end = lastOf(b, at);
  const first = firstOf(at);
  let element = first;
  while (element < end) {
    if (element !== first && b[next++] !== COMMA) return -1;
    const value = valueOf(b, element);
    next = afterValue(b, next, byte(b, element), value);
    if (next < 0) return -1;
    element = valueEnd(b, byte(b, element), value);
    if (element < 0) return -1;
  }
  return element === end && b[next] === CLOSE_LIST ? next + 1 : -1;
}

/**
 * The members of a text's object, each found in the document with the same value.
 * @returns where the text goes on; -1 if one is not sure to be there
 */
export function afterMembers(b: Bytes, p: number, elementi: Elementi): number {
  if (b[p] !== OPEN) return -1;
  let next = p + 1;
  while (b[next] !== CLOSE) {
    if (next > p + 1 && b[next++] !== COMMA) return -1;
    if (b[next++] !== QUOTE) return -1;
    const value = elementi.find(b, next, QUOTE);
    if (value < 0) return -1;
    next += elementi.length;
    if (b[next] !== QUOTE || b[next + 1] !== COLON) return -1;
    next = afterValue(b, next + 2, elementi.type, value);
    if (next < 0) return -1;
  }
  return next + 1;
}

function afterObject(b: Bytes, p: number, doc: number): number {
  const elementi = new Elementi(b, doc);
  const next = afterMembers(b, p, elementi);
  return next >= 0 && elementi.allFound() ? next : -1;
}

/** Where the value of the text that begins at `p` ends, if it says what the BSON value says; -1 if that is not sure. */
export function afterValue(b: Bytes, p: number, type: number, at: number): number {
  switch (type) {
    case STRING:
      return afterString(b, p, at);
    case INT32:
      return afterInteger(b, p, int32(b, at));
    case DOCUMENT:
      return afterObject(b, p, at);
    case ARRAY:
      return afterList(b, p, at);
    default:
      return -1;
  }
}
