/*
 * Codes of the titolario. Canonical form: Roman titolo, then Arabic levels, parted by dots: `VI`, `VI.3`, `VI.3.1`.
 * Other forms are read, never written.
 */

/** Levels that a code may have at most: titolo, classe, sottoclasse and what an AOO may put below. */
const MAX_LIVELLI = 6;
const MAX_TITOLO = 29;
const MAX_CLASSE = 99;
const MAX_ALTRO = 999;

const ROMAN_PARTS = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

/** 1-29 as a Roman number. */
export function toRoman(value: number): string {
  let rest = value;
  let roman = '';
  for (const [size, letters] of ROMAN_PARTS) {
    for (; rest >= size; rest -= size) roman += letters;
  }
  return roman;
}

const ROMAN_VALUES = new Map(Array.from({ length: MAX_TITOLO }, (_, i) => [toRoman(i + 1), i + 1]));

/** The value of a Roman number of 1-29 written as it should be (`IV`, not `IIII`); undefined for anything else. */
export const fromRoman = (text: string): number | undefined => ROMAN_VALUES.get(text);

/** A whole number from 1 to `max`, leading zeros allowed; undefined for anything else. */
function arabic(text: string, max: number): number | undefined {
  if (!/^\d{1,6}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= 1 && value <= max ? value : undefined;
}

/**
 * The canonical form of a code as people and other programs write it: `VI/3`, `6.3`, `06-03`, `vi.3`, `VI 3`, `6 / 3 / 1`.
 * @returns null if it is not the form of a code; whether such a voce exists is another question
 */
export function normalizeCodice(text: string): string | null {
  if (text.length > 60) return null;
  const parts = text
    .normalize('NFKC')
    .trim()
    .toUpperCase()
    .split(/\s*[./\-–]\s*|\s+/u);
  const [first = '', ...below] = parts;
  if (parts.length > MAX_LIVELLI) return null;
  const titolo = fromRoman(first) ?? arabic(first, MAX_TITOLO);
  if (titolo === undefined) return null;
  const numbers = below.map((part, i) => arabic(part, i === 0 ? MAX_CLASSE : MAX_ALTRO));
  return numbers.includes(undefined) ? null : [toRoman(titolo), ...numbers].join('.');
}

/** True for a code already in its canonical form. */
export const isCodice = (text: string): boolean => normalizeCodice(text) === text;

/** Numeric value of each level: `VI.3.1` → `[6, 3, 1]`. */
export const livelliOf = (codice: string): number[] =>
  codice.split('.').map((part, i) => (i === 0 ? (fromRoman(part) ?? 0) : Number(part)));

/** 1 for a titolo, 2 for a classe, 3 for a sottoclasse. */
export const livello = (codice: string): number => codice.split('.').length;

/** The code one level above; undefined for a titolo. */
export function padre(codice: string): string | undefined {
  const end = codice.lastIndexOf('.');
  return end < 0 ? undefined : codice.slice(0, end);
}

/** The code itself and all above it, nearest first: `VI.3.1` → `VI.3.1`, `VI.3`, `VI`. */
export function lineageOf(codice: string): string[] {
  const above = padre(codice);
  return above === undefined ? [codice] : [codice, ...lineageOf(above)];
}

/** True if `codice` stands below `sopra`, at whatever distance; a code is not under itself. */
export const isUnder = (codice: string, sopra: string): boolean => codice.startsWith(`${sopra}.`);

/** Order by the numeric value of each level, never as text: IX after VIII, V.10 after V.9, a voce before what is below it. */
export function compareCodici(a: string, b: string): number {
  const left = livelliOf(a);
  const right = livelliOf(b);
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Matches the stored codes that are `codice` or stand below it; without alternatives, for which the database would use no index. */
export const patternAtOrUnder = (codice: string): RegExp => new RegExp(`^${codice.replaceAll('.', '\\.')}(?![^.])`);
