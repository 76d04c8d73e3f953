import type { Contenuto } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';

/** Words that are in nearly every oggetto and find nothing. */
const COMUNI = new Set(
  'a ad ai al alla alle allo agli all c che chi con da dai dal dalla dalle dallo dagli dall de dei del della delle dello degli dell di e ed gli i il in l la le lo ma n nei nel nella nelle nello negli nell o per su sui sul sulla sulle sullo sugli sull tra fra un una uno'.split(
    ' ',
  ),
);
const MAX_PAROLE = 400;

/** Lower case, without accents: what the officer types and what was written meet here. */
export const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The stem of an Italian word, folded: the last vowel or two go, and the h of -che, -chi, -ghe, -ghi, so that singular and
 * plural meet (delibera, delibere → deliber). Words of three letters and fewer, and what holds a digit, stay whole.
 */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  return word.replace(/(?:i[aeoi]|[aeiou])$/u, '').replace(/([cg])h$/u, '$1');
}

const namesOf = ({
  tipo,
  denominazione,
  cognome,
  nome,
  uo,
  codiceFiscale,
  partitaIva,
  codiceIPA,
  denominazioneAOO,
  denominazioneUO,
  domicilioDigitale,
}: Soggetto): string[] =>
  [
    tipo === 'UO' ? uo : undefined,
    denominazione,
    cognome,
    nome,
    codiceFiscale,
    partitaIva,
    codiceIPA,
    denominazioneAOO,
    denominazioneUO,
    domicilioDigitale,
  ].filter((text) => text !== undefined);

const tokensOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !COMUNI.has(word))
    .map((word) => stem(word.slice(0, 60)));

const isSoggetti = (campo: string, value: unknown): value is Soggetto[] =>
  (campo === 'mittenti' || campo === 'destinatari') && Array.isArray(value);

/** Stems of all that a registration says or ever said, what was annulled included (DPR 445/2000 art. 58: every registered datum can be searched). */
export function paroleOf({ oggetto, mittenti, destinatari, protocolloMittente, rinnovi }: Contenuto): string[] {
  const texts = [oggetto, protocolloMittente?.numero ?? '', ...[...mittenti, ...destinatari].flatMap(namesOf)];
  for (const { campo, vecchio } of rinnovi) {
    if (typeof vecchio === 'string' && campo === 'oggetto') texts.push(vecchio);
    else if (isSoggetti(campo, vecchio)) texts.push(...vecchio.flatMap(namesOf));
  }
  return [...new Set(texts.flatMap(tokensOf))].slice(0, MAX_PAROLE);
}

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
    /"([^"]*)"?|«([^»]*)»?/g,
    (_all, double: string | undefined, low: string | undefined) => {
      const words = wordsOf(double ?? low ?? '');
      if (words.length > 0) frasi.push(words.slice(0, MAX_TERMINI));
      return ' ';
    },
  );
  const words = wordsOf(rest).slice(0, MAX_TERMINI);
  const last = /[\p{L}\p{N}]$/u.test(rest.trimEnd()) && !/\s$/.test(text) ? words.at(-1) : undefined;
  const whole = last === undefined ? words : words.slice(0, -1);
  return {
    parole: [...new Set([...whole, ...frasi.flat()].filter((word) => !COMUNI.has(word)).map(stem))],
    ...(last !== undefined && { inizio: { prefisso: last.replace(/([cg])h$/u, '$1'), radice: stem(last) } }),
    frasi,
  };
}

const ACCENTI: Record<string, string> = {
  a: 'aàáâãä',
  e: 'eèéêë',
  i: 'iìíîï',
  o: 'oòóôõö',
  u: 'uùúûü',
  c: 'cç',
  n: 'nñ',
};
const escapeRegex = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const NON_WORD = String.raw`[^\p{L}\p{N}]`;
const anyAccent = (word: string): string =>
  Array.from(word)
    .map((c) => (ACCENTI[c] === undefined ? escapeRegex(c) : `[${ACCENTI[c]}]`))
    .join('');

/** A pattern that finds a word beginning so in a text as written, whatever its accents. Made of escaped letters only: no trap. */
export const wordPattern = (start: string): string => String.raw`(?<![\p{L}\p{N}])` + anyAccent(start);

/** A pattern that finds the words one after the other. */
export const phrasePattern = (words: readonly string[]): string =>
  String.raw`(?<![\p{L}\p{N}])` + words.map(anyAccent).join(`${NON_WORD}+`) + String.raw`(?![\p{L}\p{N}])`;
