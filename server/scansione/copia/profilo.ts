/** Numbers of a profile are fixed-point: 16 bits before the point and 16 after. */
const fixed = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeInt32BE(Math.round(value * 65_536), i * 4));
  return bytes;
};
const tag = (type: string, ...parts: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4), ...parts]);

function text(words: string): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(12, 4);
  head.write('enUS', 8, 'latin1');
  head.writeUInt32BE(words.length * 2, 12);
  head.writeUInt32BE(28, 16);
  return tag('mluc', head, Buffer.from(words, 'utf16le').swap16());
}
const xyz = (x: number, y: number, z: number): Buffer => tag('XYZ ', fixed([x, y, z]));

/** The curve of IEC 61966-2-1, as a formula. */
const CURVA = tag('para', Buffer.from([0, 3, 0, 0]), fixed([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]));
/** D65 seen under D50 (Bradford). */
const ADATTAMENTO = [1.04788, 0.02292, -0.0502, 0.02957, 0.99049, -0.01706, -0.00923, 0.01508, 0.75168] as const;

const TAGS: readonly (readonly [string, Buffer])[] = [
  ['desc', text('sRGB')],
  ['cprt', text('CC0')],
  ['wtpt', xyz(0.9642, 1, 0.8249)],
  ['chad', tag('sf32', fixed(ADATTAMENTO))],
  ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
  ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
  ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
  ['rTRC', CURVA],
  ['gTRC', CURVA],
  ['bTRC', CURVA],
];

/**
 * The colours that a copy means: sRGB (IEC 61966-2-1), as an ICC profile of version 4.2.
 * @see ICC.1:2004-10; ISO 19005-2 6.2.3
 */
export function profiloSrgb(): Buffer {
  const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const table = Buffer.alloc(4 + TAGS.length * 12);
  table.writeUInt32BE(TAGS.length);
  const places = new Map<Buffer, number>();
  const data: Buffer[] = [];
  let at = 128 + table.length;
  TAGS.forEach(([name, bytes], i) => {
    let place = places.get(bytes);
    if (place === undefined) {
      place = at;
      places.set(bytes, at);
      data.push(padded(bytes));
      at += padded(bytes).length;
    }
    table.write(name, 4 + i * 12, 'latin1');
    table.writeUInt32BE(place, 8 + i * 12);
    table.writeUInt32BE(bytes.length, 12 + i * 12);
  });
  const head = Buffer.alloc(128);
  head.writeUInt32BE(at, 0);
  head.writeUInt32BE(0x04200000, 8);
  head.write('mntrRGB XYZ ', 12, 'latin1');
  [2020, 1, 1, 0, 0, 0].forEach((part, i) => head.writeUInt16BE(part, 24 + i * 2));
  head.write('acsp', 36, 'latin1');
  fixed([0.9642, 1, 0.8249]).copy(head, 68);
  return Buffer.concat([head, table, ...data]);
}
