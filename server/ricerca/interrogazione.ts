import { fold, isComune, isInizioComune, cutWord, stem, wordsOf } from '../protocollo/parole.js';

/** What a text to search means. */
export interface Ricerca {
  /** stems that must all be there */
  parole: string[];
  /** what is being typed: the beginning of a word, or its stem */
  inizio?: { prefisso: string; radice: string };
  /** sequences of words, as written but for case and accents */
  frasi: string[][];
}

const MAX_TERMINI = 20;

/** What a text to search means: all words, the last as a prefix, quotes make a phrase. */
export function readRicerca(text: string): Ricerca {
  const frasi: string[][] = [];
  const rest = text.replaceAll(
    /"([^"]*)"?|«([^»]*)»?|[“„]([^“”]*)[“”]?/g,
    (_all, straight: string | undefined, low: string | undefined, curved: string | undefined) => {
      const words = wordsOf(straight ?? low ?? curved ?? '');
      if (words.length > 0 && frasi.flat().length < MAX_TERMINI) frasi.push(words.slice(0, MAX_TERMINI));
      return ' ';
    },
  );
  const words = wordsOf(rest).slice(0, MAX_TERMINI);
  const typed = /^.?[\p{L}\p{N}]$/su.test(rest.slice(-2)) ? words.pop() : undefined; // two units may be one letter
  // what may become a common word after others asks nothing, like those before it: nearly every text goes on so
  const last = typed !== undefined && words.length + frasi.length > 0 && isInizioComune(typed) ? undefined : typed;
  return {
    parole: [...new Set([...words, ...frasi.flat()].filter((word) => !isComune(word)).map(stem))],
    ...(last !== undefined && { inizio: { prefisso: cutWord(last).replace(/([cg])h$/u, '$1'), radice: stem(last) } }),
    frasi,
  };
}

/** Alphabets that have letters with accents of their own: Latin, Greek, Cyrillic, as ranges of code points. */
const ALFABETI = [
  [0xc0, 0x24f],
  [0x370, 0x52f],
  [0x1e00, 0x1fff],
] as const;
/** By folded letter, all that fold to it. */
const ACCENTI = new Map<string, string>();
for (const [from, to] of ALFABETI)
  for (let code = from; code <= to; code += 1) {
    const letter = String.fromCodePoint(code);
    const folded = fold(letter);
    if (folded.length === 1 && folded !== letter && letter === letter.toLowerCase())
      ACCENTI.set(folded, (ACCENTI.get(folded) ?? folded) + letter);
  }
const escapeRegex = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const NON_WORD = String.raw`[^\p{L}\p{N}]`;
const anyAccent = (word: string): string =>
  Array.from(word)
    .map((c) => (ACCENTI.has(c) ? `[${ACCENTI.get(c) ?? c}]` : escapeRegex(c)))
    .join('');

/** A pattern that finds the words one after the other, whatever their case and accents. Made of escaped letters only: no trap. */
export const phrasePattern = (words: readonly string[]): string =>
  String.raw`(?<![\p{L}\p{N}])` + words.map(anyAccent).join(`${NON_WORD}+`) + String.raw`(?![\p{L}\p{N}])`;

/** A pattern for what begins exactly so. */
export const startPattern = (text: string): RegExp => new RegExp(`^${escapeRegex(text)}`, 'u');
