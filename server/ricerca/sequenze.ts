import { isComune } from '../protocollo/parole.js';

/*
 * Phrases by the index alone. Each content word is kept with the one that follows it and the common words between them, exactly as they
 * stand: who has "richiesta di accesso" and "accesso agli atti" has the whole phrase, if "accesso" comes only once. What is found so is
 * certain; all else is looked at. A sequence is a proof and no more: it may be missing, and rare ones are left out of great segments.
 */

/** More common words in a row prove nothing: nobody looks for them, and a text of nothing else would be endless. */
const MAX_COMUNI = 3;
/** A row of longer words proves nothing either. */
const MAX_LUNGHEZZA = 120;
/** A segment leaves out what one in so many of its records has, or fewer, as long as it costs little to look at those few. */
const UNA_SU = 4_096;
const POCHE = 64;

const SEQUENZA = 'x=';
const RIPETUTA = 'r=';

export const isRara = (gettone: string, quanti: number, n: number): boolean =>
  gettone.startsWith(SEQUENZA) && quanti * UNA_SU <= n && quanti <= POCHE;

const sequenza = (words: readonly string[]): string[] => {
  const text = words.join(' ');
  return text.length <= MAX_LUNGHEZZA ? [`${SEQUENZA}${text}`] : [];
};

/** From each content word to the next one, and what stands before the first and after the last; pure. */
function tratti(words: readonly string[]): string[][] {
  const stops = words.flatMap((word, i) => (isComune(word) ? [] : [i]));
  if (stops.length === 0) return [];
  const bounds = [...new Set([0, ...stops, words.length - 1])];
  return bounds.slice(1).map((end, i) => words.slice(bounds[i], end + 1));
}

/** What a phrase that begins or ends among the common words of a stretch needs of it. */
function partsOf(tratto: readonly string[]): string[] {
  const [first = '', ...rest] = tratto;
  const last = rest.at(-1) ?? '';
  const comuni = tratto.filter(isComune).length;
  const most = Math.min(comuni, MAX_COMUNI);
  const starts = isComune(first) ? [] : Array.from({ length: most }, (_one, i) => tratto.slice(0, i + 2));
  const ends = isComune(last) ? [] : Array.from({ length: most }, (_one, i) => tratto.slice(-i - 2));
  return [...starts, ...ends, ...(comuni > MAX_COMUNI ? [] : [tratto])].flatMap(sequenza);
}

/** The proofs that the texts of a registration give, and the content words that come more than once in them. */
export function sequenzeOf(testi: readonly (readonly string[])[]): Set<string> {
  const gettoni = new Set<string>();
  const seen = new Set<string>();
  for (const words of testi) {
    for (const tratto of tratti(words)) for (const one of partsOf(tratto)) gettoni.add(one);
    for (const word of words) {
      if (isComune(word) || word.length > MAX_LUNGHEZZA) continue; // of a longer one nothing is proved
      if (seen.has(word)) gettoni.add(`${RIPETUTA}${word}`);
      seen.add(word);
    }
  }
  return gettoni;
}

/** What proves a phrase: all of the one, and none of the other. */
export interface Prova {
  tutte: string[];
  nessuna: string[];
}

/** undefined for what can only be looked at: a single word, or too many common words in a row. */
export function provaOf(parole: readonly string[]): Prova | undefined {
  const parts = tratti(parole).map((tratto) => (tratto.filter(isComune).length > MAX_COMUNI ? [] : sequenza(tratto)));
  if (parts.length === 0 || parts.some((part) => part.length === 0)) return undefined;
  return {
    tutte: parts.flat(),
    nessuna: parole.slice(1, -1).flatMap((word) => (isComune(word) ? [] : [`${RIPETUTA}${word}`])),
  };
}
