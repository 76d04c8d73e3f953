import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph } from '@cantoo/fontkit';

/** Faces used on the papers: with and without serifs, and a typewriter's. */
export const CARATTERI = {
  grazie: 'DejaVuSerif',
  'grazie-grassetto': 'DejaVuSerif-Bold',
  'grazie-corsivo': 'DejaVuSerif-Italic',
  bastoni: 'DejaVuSans',
  'bastoni-grassetto': 'DejaVuSans-Bold',
  macchina: 'DejaVuSansMono',
} as const;
export type Carattere = keyof typeof CARATTERI;

const require = createRequire(import.meta.url);
const fonts = new Map<Carattere, Font>();

/** The opened font. @throws TypeError if the file holds several (those of DejaVu hold one) */
export function fontOf(carattere: Carattere): Font {
  const known = fonts.get(carattere);
  if (known !== undefined) return known;
  const font = create(readFileSync(require.resolve(`dejavu-fonts-ttf/ttf/${CARATTERI[carattere]}.ttf`)));
  if (!('unitsPerEm' in font)) throw new TypeError(`${CARATTERI[carattere]} is a collection`);
  fonts.set(carattere, font);
  return font;
}

/** The shape of a character; that of `.notdef` for one that the font has not. */
export function glyphOf(carattere: Carattere, character: string): Glyph {
  const font = fontOf(carattere);
  return font.glyphForCodePoint(character.codePointAt(0) ?? 32) ?? (font.getGlyph(0) as Glyph);
}

const widths = new Map<Carattere, Map<string, number>>();

/** Width of a text in points, without kerning. */
export function widthOf(testo: string, carattere: Carattere, corpo: number): number {
  const known = widths.get(carattere) ?? new Map<string, number>();
  widths.set(carattere, known);
  let width = 0;
  for (const character of testo) {
    let advance = known.get(character);
    if (advance === undefined) {
      advance = glyphOf(carattere, character).advanceWidth / fontOf(carattere).unitsPerEm;
      known.set(character, advance);
    }
    width += advance;
  }
  return width * corpo;
}

/** A text parted into lines no wider than that many points, at blanks. */
export function wrap(testo: string, carattere: Carattere, corpo: number, larghezza: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of testo.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, carattere, corpo) > larghezza) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
