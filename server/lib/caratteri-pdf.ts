import { create, type Font } from '@cantoo/fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The faces of the papers that the product makes: each is embedded, as PDF/A wants. */
export const CARATTERI = {
  testo: 'DejaVuSans',
  grassetto: 'DejaVuSans-Bold',
  corsivo: 'DejaVuSans-Oblique',
  stretto: 'DejaVuSansCondensed',
  'stretto-grassetto': 'DejaVuSansCondensed-Bold',
  macchina: 'DejaVuSansMono',
} as const;
export type Carattere = keyof typeof CARATTERI;

/** Stands where a character is that no face has: PDF/A knows no missing glyph. Every face has it. */
export const SOSTITUTO = '□';
/** Marks heaped on one letter beyond what any language writes: they would paint over the lines around. */
const MAX_SEGNI = 8;

const require = createRequire(import.meta.url);
const fonts = new Map<Carattere, Font>();

/** The bytes of a face, for who embeds it. */
export const fontBytes = (carattere: Carattere): Buffer =>
  readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${CARATTERI[carattere]}.ttf`));

const SOLO_ASCII = /^[\x20-\x7e]*$/;

/**
 * Letters of one width that never join need no shaping, which takes most of the time of a page of hashes: each has its glyph, one
 * after the other. Positions are made anew for each text, because who sets it scales them.
 */
function layOutPlainly(font: Font): void {
  const shape = font.layout.bind(font);
  font.layout = (testo, ...rest) => {
    if (!SOLO_ASCII.test(testo)) return shape(testo, ...rest);
    const run = shape('', ...rest);
    run.glyphs = font.glyphsForString(testo);
    run.positions = run.glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    return run;
  };
}

/** The opened face, once a process. @throws TypeError if the file holds several (those of DejaVu hold one) */
export function fontOf(carattere: Carattere): Font {
  const known = fonts.get(carattere);
  if (known !== undefined) return known;
  const font = create(fontBytes(carattere));
  if (!('unitsPerEm' in font)) throw new TypeError(`${CARATTERI[carattere]} is a collection`);
  if (carattere === 'macchina') layOutPlainly(font);
  fonts.set(carattere, font);
  return font;
}

const graphemes = new Intl.Segmenter('it', { granularity: 'grapheme' });
/** What a page cannot show or what would turn its order: direction marks, joiners, tags, variation selectors. */
const INVISIBILI = /\p{Cf}|\p{Variation_Selector}/gu;
const PLAIN = /^[\x20-\x7e\u00a0-\u017f\u2013-\u201d\u20ac]*$/;

export interface Stampabile {
  testo: string;
  /** characters that were replaced by SOSTITUTO: who reads the paper is told */
  sostituiti: number;
}

/** A text as that face can print it: composed, blanks for controls, a square for each character that the face has not. */
export function toPrintable(testo: string, carattere: Carattere): Stampabile {
  const plain = testo.normalize('NFC').replaceAll(/\p{Cc}/gu, (c) => (c === '\n' ? c : ' '));
  if (PLAIN.test(plain)) return { testo: plain, sostituiti: 0 };
  const font = fontOf(carattere);
  let sostituiti = 0;
  const shown = [...graphemes.segment(plain)].map(({ segment }) => {
    if (segment === '\n') return segment;
    const points = Array.from(segment.replaceAll(INVISIBILI, ''));
    if (points.length <= MAX_SEGNI && points.every((one) => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)))
      return points.join('');
    sostituiti += 1;
    return SOSTITUTO;
  });
  return { testo: shown.join(''), sostituiti };
}

/** A text parted into its characters as a reader counts them. */
export const charactersOf = (testo: string): string[] =>
  PLAIN.test(testo) ? testo.split('') : Array.from(graphemes.segment(testo), ({ segment }) => segment);
