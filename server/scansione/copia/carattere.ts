import { deflateSync } from 'node:zlib';

/** Units of the em. */
const EM = 1_000;
/** What readers take as the height of a line of the face, in em: boxes of words are as high as this. */
export const ASCENDENTE = 0.72;
export const DISCENDENTE = 0.21;

/** Glyphs of the face: blank, and as wide as the letters they stand for commonly are, so that a part of a word is found where it is. */
const LARGHEZZE = [500, 250, 380, 540, 680, 840] as const;
const CLASSI: readonly RegExp[] = [
  /^$/,
  /[ ijlI.,:;'’‘|!ìíî·]/u,
  /[frt()[\]{}"“”/\\*°-]/u,
  /^$/,
  /[A-LN-VX-ZÀÈÉÌÒÙ&%–]/u,
  /[mwMW@—…]/u,
];
const NORMALE = 3;

/** Glyph of a character: one of the widths. The first is that of what is missing, which PDF/A forbids to show. */
function glyphOf(carattere: string): number {
  const found = CLASSI.findIndex((one, i) => i > 0 && one.test(carattere));
  return found > 0 ? found : NORMALE;
}

/** As many characters as a document may tell apart; those beyond are not searched for. */
const MAX_CARATTERI = 65_000;
const ESCLUSI = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
/** Letters that printers tie together, and nobody types so. */
const LEGATURE = /[\ufb00-\ufb06]/gu;

/** A word as it is searched for: composed, ligatures untied, without what cannot be seen. */
export const cercabile = (testo: string): string =>
  testo
    .normalize('NFC')
    .replaceAll(LEGATURE, (one) => one.normalize('NFKC'))
    .replaceAll(ESCLUSI, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** The one face of a copy: it shows nothing. Characters get their codes as they are met; the face is told at the end. */
export class CarattereInvisibile {
  /** character → code; 0 is that of what is missing */
  readonly #codici = new Map<string, number>();
  readonly #lista: string[] = [];

  /** Codes of a text, in hexadecimal, and its width in em. */
  scrivi(testo: string): { codici: string; larghezza: number } {
    let codici = '';
    let larghezza = 0;
    for (const carattere of testo) {
      const codice = this.#codiceOf(carattere);
      if (codice === 0) continue;
      codici += codice.toString(16).padStart(4, '0');
      larghezza += (LARGHEZZE[glyphOf(carattere)] ?? EM) / EM;
    }
    return { codici, larghezza };
  }

  #codiceOf(carattere: string): number {
    const known = this.#codici.get(carattere);
    if (known !== undefined) return known;
    if (this.#lista.length >= MAX_CARATTERI) return 0;
    this.#lista.push(carattere);
    this.#codici.set(carattere, this.#lista.length);
    return this.#lista.length;
  }

  /** Widths of the codes, as a CIDFont tells them. */
  larghezze(): string {
    return `[1 [${this.#lista.map((one) => LARGHEZZE[glyphOf(one)] ?? EM).join(' ')}]]`;
  }

  /** Code → glyph, two bytes each. */
  glifi(): Buffer {
    const map = Buffer.alloc((this.#lista.length + 1) * 2);
    this.#lista.forEach((one, i) => map.writeUInt16BE(glyphOf(one), (i + 1) * 2));
    return map;
  }

  /** Code → character, for who searches and copies. */
  unicode(): Buffer {
    const lines = this.#lista.map((one, i) => {
      const codice = (i + 1).toString(16).padStart(4, '0');
      return `<${codice}> <${Buffer.from(one, 'utf16le').swap16().toString('hex')}>`;
    });
    const blocks: string[] = [];
    for (let i = 0; i < lines.length; i += 100) {
      const block = lines.slice(i, i + 100);
      blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
    }
    return Buffer.from(
      [
        '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
        '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
        '1 begincodespacerange <0000> <ffff> endcodespacerange',
        ...blocks,
        'endcmap CMapName currentdict /CMap defineresource pop end end',
      ].join('\n'),
      'latin1',
    );
  }
}

const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16BE(value & 0xffff, i * 2));
  return bytes;
};
const longs = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, i * 4));
  return bytes;
};

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}

/** A TrueType font whose glyphs are all blank: the tables that a PDF wants, and no more. */
export function fontInvisibile(): Buffer {
  const glyphs = LARGHEZZE.length;
  const [asc, desc] = [ASCENDENTE * EM, -DISCENDENTE * EM];
  const tables: (readonly [string, Buffer])[] = [
    ['cmap', Buffer.concat([words(0, 1, 3, 1), longs(12), words(4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0)])],
    ['glyf', Buffer.alloc(4)],
    [
      'head',
      Buffer.concat([
        longs(0x00010000, 0x00010000, 0, 0x5f0f3cf5),
        words(0, EM),
        Buffer.alloc(16),
        words(0, desc, EM, asc, 0, 8, 2, 0, 0),
      ]),
    ],
    [
      'hhea',
      Buffer.concat([
        longs(0x00010000),
        words(asc, desc, 0, Math.max(...LARGHEZZE), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, glyphs),
      ]),
    ],
    ['hmtx', words(...LARGHEZZE.flatMap((width) => [width, 0]))],
    ['loca', words(...Array.from({ length: glyphs + 1 }, () => 0))],
    ['maxp', Buffer.concat([longs(0x00010000), words(glyphs, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])],
    ['post', Buffer.concat([longs(0x00030000, 0), words(0, 0), longs(0, 0, 0, 0, 0)])],
  ];
  const padded = tables.map(
    ([name, bytes]) => [name, bytes.length, Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])] as const,
  );
  const power = 2 ** Math.floor(Math.log2(tables.length));
  let at = 12 + tables.length * 16;
  const directory = padded.map(([name, length, bytes]) => {
    const entry = Buffer.concat([Buffer.from(name, 'latin1'), longs(checksum(bytes), at, length)]);
    at += bytes.length;
    return entry;
  });
  const head = Buffer.concat([
    longs(0x00010000),
    words(tables.length, power * 16, Math.log2(power), tables.length * 16 - power * 16),
  ]);
  return Buffer.concat([head, ...directory, ...padded.map(([, , bytes]) => bytes)]);
}

/** The streams of the face are pressed once. */
export const compresso = (bytes: Buffer): Buffer => deflateSync(bytes, { level: 9 });
