/** Words that are in nearly every oggetto and find nothing. */
const COMUNI = new Set(
  'a ad ai al alla alle allo agli all c che chi con da dai dal dalla dalle dallo dagli dall de dei del della delle dello degli dell di e ed gli i il in l la le lo ma n nei nel nella nelle nello negli nell o per su sui sul sulla sulle sullo sugli sull tra fra un una uno'.split(
    ' ',
  ),
);
/** What they begin with: `d`, `de`, `del`. */
const INIZI_COMUNI = new Set(
  Array.from(COMUNI).flatMap((word) => Array.from(word, (_letter, i) => word.slice(0, i + 1))),
);
const MAX_LUNGHEZZA = 60;

/** A word that nothing is found by: it is not kept among the words of a registration. */
export const isComune = (word: string): boolean => COMUNI.has(word);

/** Most texts have no other letters: for them the rules of Unicode, which take their time, say the same. */
const SOLO_ASCII = /^[\0-\x7f]*$/;

/** Lower case, without accents: what the officer types and what was written meet here. */
export const fold = (text: string): string =>
  SOLO_ASCII.test(text) ? text.toLowerCase() : text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded.match(SOLO_ASCII.test(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? [];
}

/** What may become a common word: `d`, `de`, `del`. */
export const isInizioComune = (word: string): boolean => INIZI_COMUNI.has(word);

/** Words of excessive length are known by their beginning. */
export const cutWord = (word: string): string =>
  word.length <= MAX_LUNGHEZZA ? word : Array.from(word).slice(0, MAX_LUNGHEZZA).join('');

/**
 * The stem of an Italian word, folded: the last vowel goes, of -ia, -ie, -ii, -io both where three letters are left, and the h of
 * -che, -chi, -ghe, -ghi, so that singular and plural meet (delibera, delibere → deliber; olio, oli → oli). Words of three letters
 * and fewer, and what holds a digit, stay whole.
 */
export function stem(word: string): string {
  const whole = cutWord(word);
  if (whole.length <= 3 || /\d/.test(whole)) return whole;
  return whole.replace(/(?:(?<=^.{3,})i[aeoi]|[aeiou])$/u, '').replace(/([cg])h$/u, '$1');
}
