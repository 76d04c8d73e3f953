import { z } from 'zod';

/** What a text field admits. Lengths are in code points, as JSON Schema counts them, after the cleaning. */
export interface LimitiTesto {
  max: number;
  /** At least 1 makes the field obligatory: something must be left that can be seen. */
  min?: number;
  /** How the messages call the field, with its article: `L’oggetto`. */
  nome?: string;
  /** Keeps the line ends, as `\n`; without it every run of blanks with a tab or a line end in it becomes one space. */
  righe?: boolean;
}

/** Half of a surrogate pair: such a text has no UTF-8 form, so it could be neither hashed nor stored as it came. */
const NON_UTF8 = /\p{Surrogate}/u;
/** What a decoder writes for bytes that were not UTF-8: the register would keep for ever a text that nobody wrote. */
const ILLEGIBLE = /\uFFFD/u;
/** More marks on one letter than any script has (Unicode's stream-safe form admits thirty): putting them in order takes the square of their number. */
const TOO_MANY_MARKS = /\p{M}{31}/u;
/** They turn the order in which the text is shown, so that a reader sees something else than what is stored. */
const BIDI_OVERRIDE = /[\u202A-\u202E\u2066-\u2069]/u;
/** Controls, what XML 1.0 cannot write, and marks that occupy no place; blanks that mean a break are handled before. */
const NOT_PRINTABLE = /[\p{Cc}\u200B\u2060\uFEFF\uFFFE\uFFFF]/gu;
const NOT_PRINTABLE_BUT_LINES = /[^\P{Cc}\n]|[\u200B\u2060\uFEFF\uFFFE\uFFFF]/gu;
/** A run is matched whole and then looked into: a pattern that looks for the break inside it would try every start, and a megabyte of blanks stop the process for minutes. */
const BLANKS = /[\s\u0085]+/gu;
const BREAK = /[\t\n\v\f\r\u0085\u2028\u2029]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Nothing to see (blanks, joiners, lone marks) is nothing written. */
const orEmpty = (text: string): string => (VISIBLE.test(text) ? text : '');

/** One line of clean text: NFC, no control characters, breaks and tabs as one space, no blanks at the ends. Idempotent. */
export const cleanText = (text: string): string =>
  orEmpty(
    text
      .replace(BLANKS, (blanks) => (BREAK.test(blanks) ? ' ' : blanks))
      .replace(NOT_PRINTABLE, '')
      .normalize('NFC')
      .trim(),
  );

/** As `cleanText`, with its lines kept: `\n` ends a line, blanks before it go. Idempotent. */
export const cleanLines = (text: string): string =>
  orEmpty(
    text
      .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
      .replace(/[\t\v\f]+/gu, ' ')
      .replace(NOT_PRINTABLE_BUT_LINES, '')
      .replace(/[^\S\n]+(\n?)/gu, (blanks, end: string) => (end === '' ? blanks : end))
      .normalize('NFC')
      .trim(),
  );

/** Length in code points: an emoji of one code point counts one. */
export const lengthOf = (text: string): number => Array.from(text).length;

const wrongType =
  (nome: string) =>
  ({ input }: { input?: unknown }): string =>
    input === undefined || input === null ? `${nome} è obbligatorio.` : `${nome} deve essere un testo.`;

/**
 * A text that a person reads: cleaned (see `cleanText`), within its limits, in Italian when it is not.
 * Stays a `ZodString`, so `.optional()`, further `.refine()` and the OpenAPI document work as for any string.
 */
export function testo({ max, min = 0, nome = 'Il campo', righe = false }: LimitiTesto): z.ZodString {
  return z
    .string({ error: wrongType(nome) })
    .refine((text) => !NON_UTF8.test(text), {
      error: `${nome} contiene caratteri non validi (UTF-16 incompleto): scriverlo di nuovo.`,
      abort: true,
    })
    .refine((text) => !ILLEGIBLE.test(text), {
      error: `${nome} contiene caratteri illeggibili (codifica errata): scriverlo di nuovo, in UTF-8.`,
      abort: true,
    })
    .refine((text) => !BIDI_OVERRIDE.test(text), {
      error: `${nome} contiene caratteri che cambiano la direzione del testo: toglierli.`,
      abort: true,
    })
    .refine((text) => !TOO_MANY_MARKS.test(text), {
      error: `${nome} contiene troppi segni uno sull’altro: scriverlo di nuovo.`,
      abort: true,
    })
    .overwrite(righe ? cleanLines : cleanText)
    .refine((text) => min === 0 || text !== '', { error: `${nome} è obbligatorio.`, abort: true })
    .refine((text) => lengthOf(text) >= min, { error: `${nome} deve avere almeno ${min} caratteri.` })
    .refine((text) => lengthOf(text) <= max, { error: `${nome} supera i ${max} caratteri: abbreviarlo.` })
    .meta({ maxLength: max, ...(min > 0 && { minLength: min }) });
}

/** A text that may be left empty, of at most `max` code points. */
export const testoLibero = (max: number, nome?: string): z.ZodString =>
  testo({ max, ...(nome !== undefined && { nome }) });

/** A text that must say something, of at most `max` code points. */
export const testoObbligatorio = (max: number, nome?: string): z.ZodString =>
  testo({ max, min: 1, ...(nome !== undefined && { nome }) });
