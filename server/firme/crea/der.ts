/* Writing of DER (X.690): what a signature needs, and no more. Elements are bytes already. */

const HIGH_BIT = 0x80;

/** Bytes that say the length of what follows. */
function lengthBytes(length: number): Buffer {
  if (length < HIGH_BIT) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([HIGH_BIT | bytes.length]), bytes]);
}

/** Tag and length of an element whose content is written apart. @param length - bytes of the content */
export const header = (tag: number, length: number): Buffer => Buffer.concat([Buffer.from([tag]), lengthBytes(length)]);

function element(tag: number, parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([header(tag, length), ...parts]);
}

export const TAG = { octets: 0x04, sequence: 0x30, context0: 0xa0 } as const;

export const sequence = (...parts: Buffer[]): Buffer => element(TAG.sequence, parts);
/** The elements of a SET OF stand in the order of their encodings (X.690 §11.6). */
export const sortedParts = (parts: readonly Buffer[]): Buffer[] => [...parts].sort((a, b) => Buffer.compare(a, b));
export const setOf = (...parts: Buffer[]): Buffer => element(0x31, sortedParts(parts));
/** `[n]`, constructed. */
export const context = (n: number, ...parts: Buffer[]): Buffer => element(TAG.context0 | n, parts);
export const octets = (bytes: Buffer): Buffer => element(TAG.octets, [bytes]);
export const nothing = (): Buffer => element(0x05, []);
export const yes = (): Buffer => element(0x01, [Buffer.from([0xff])]);

/** A whole number that is not negative. @param value - or its bytes, the highest first */
export function integer(value: number | Buffer): Buffer {
  const hex = Buffer.isBuffer(value) ? value.toString('hex') : value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const short = bytes.subarray(start);
  const isNegative = ((short[0] ?? 0) & HIGH_BIT) !== 0;
  return element(0x02, [isNegative ? Buffer.concat([Buffer.from([0]), short]) : short]);
}

/** @param dotted - `1.2.840.113549.1.7.2` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % HIGH_BIT];
    for (let left = Math.floor(arc / HIGH_BIT); left > 0; left = Math.floor(left / HIGH_BIT))
      groups.unshift(HIGH_BIT | (left % HIGH_BIT));
    return groups;
  });
  return element(0x06, [Buffer.from(bytes)]);
}

const LAST_YEAR_OF_UTC_TIME = 2049;

/** UTCTime as far as its two digits reach, else GeneralizedTime (RFC 5652 §11.3); whole seconds. */
export function time(instant: Date): Buffer {
  const digits = instant.toISOString().slice(0, 19).replaceAll(/\D/g, '');
  const isShort = instant.getUTCFullYear() <= LAST_YEAR_OF_UTC_TIME;
  return element(isShort ? 0x17 : 0x18, [Buffer.from(`${isShort ? digits.slice(2) : digits}Z`, 'latin1')]);
}

/** Children of a constructed element in DER, each with its header; lengths of at most four bytes. @throws RangeError if cut short */
export function childrenOf(der: Buffer): Buffer[] {
  const [start, end] = contentOf(der, 0);
  const children: Buffer[] = [];
  for (let at = start; at < end;) {
    const [, after] = contentOf(der, at);
    children.push(der.subarray(at, after));
    at = after;
  }
  return children;
}

/** Where the content of the element at that place begins, and ends. */
function contentOf(der: Buffer, at: number): [start: number, end: number] {
  const first = der.readUInt8(at + 1);
  const count = first < HIGH_BIT ? 0 : first - HIGH_BIT;
  const start = at + 2 + count;
  const end = start + (count === 0 ? first : der.readUIntBE(at + 2, count));
  if (end > der.length) throw new RangeError('an element is cut short');
  return [start, end];
}
