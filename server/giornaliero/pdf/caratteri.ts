import type { Font, Glyph, GlyphRun } from '@cantoo/fontkit';
import { type Carattere, fontOf } from '../../lib/caratteri-pdf.js';

/** Faces that a register is set in. */
export const CARATTERI_REGISTRO = ['stretto', 'stretto-grassetto', 'macchina'] as const satisfies readonly Carattere[];
export type CarattereRegistro = (typeof CARATTERI_REGISTRO)[number];

/** Letters, figures and signs that stand each for itself: no mark is to be placed on another, nothing turns. */
const SEMPLICE = /^[\u0020-\u007E\u00A0-\u024F\u2010-\u2027\u2030-\u205E\u20A0-\u20BF\u25A1]*$/;

interface Misure {
  glyphs: Map<string, Glyph>;
  font: Font;
}
const misure = new Map<CarattereRegistro, Misure>();

function misureOf(carattere: CarattereRegistro): Misure {
  const known = misure.get(carattere);
  if (known !== undefined) return known;
  const made = { glyphs: new Map<string, Glyph>(), font: fontOf(carattere) };
  misure.set(carattere, made);
  return made;
}

function glyphOf({ glyphs, font }: Misure, character: string): Glyph {
  const known = glyphs.get(character);
  if (known !== undefined) return known;
  const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  if (glyph === null) throw new RangeError('not printable in this face');
  glyphs.set(character, glyph);
  return glyph;
}

/** Width of a printable text in that face, for a body of one point. */
export function widthOf(testo: string, carattere: CarattereRegistro): number {
  const own = misureOf(carattere);
  if (!SEMPLICE.test(testo)) return own.font.layout(testo).advanceWidth / own.font.unitsPerEm;
  let width = 0;
  for (const character of testo) width += glyphOf(own, character).advanceWidth;
  return width / own.font.unitsPerEm;
}

/**
 * The face as a source of pdfkit, with the short way for plain text: a register is thousands of hashes, and the shaping of each
 * costs more than all the rest. Marks on letters and other scripts are shaped as ever.
 */
export function sourceOf(carattere: CarattereRegistro): Font {
  const own = misureOf(carattere);
  const layout = (testo: string): GlyphRun => {
    if (!SEMPLICE.test(testo)) return own.font.layout(testo);
    const glyphs = Array.from(testo, (character) => glyphOf(own, character));
    const positions = glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    const advanceWidth = glyphs.reduce((sum, one) => sum + one.advanceWidth, 0);
    return { glyphs, positions, advanceWidth } as unknown as GlyphRun;
  };
  return new Proxy(own.font, {
    get: (font, name) => {
      if (name === 'layout') return layout;
      const value: unknown = Reflect.get(font, name, font);
      return typeof value === 'function' ? (value.bind(font) as unknown) : value;
    },
  });
}
