import type { Contenuto } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';

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
/** Enough for an oggetto of full length and a thousand correspondents: who is not among the words is not found. */
const MAX_PAROLE = 10_000;
const MAX_LUNGHEZZA = 60;

/** A word that nothing is found by: it is not kept among the words of a registration. */
export const isComune = (word: string): boolean => COMUNI.has(word);

/** Lower case, without accents: what the officer types and what was written meet here. */
export const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of excessive length are known by their beginning. */
const cut = (word: string): string =>
  word.length <= MAX_LUNGHEZZA ? word : Array.from(word).slice(0, MAX_LUNGHEZZA).join('');

/**
 * The stem of an Italian word, folded: the last vowel goes, of -ia, -ie, -ii, -io both where three letters are left, and the h of
 * -che, -chi, -ghe, -ghi, so that singular and plural meet (delibera, delibere → deliber; olio, oli → oli). Words of three letters
 * and fewer, and what holds a digit, stay whole.
 */
export function stem(word: string): string {
  const whole = cut(word);
  if (whole.length <= 3 || /\d/.test(whole)) return whole;
  return whole.replace(/(?:(?<=^.{3,})i[aeoi]|[aeiou])$/u, '').replace(/([cg])h$/u, '$1');
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
    .filter((word) => !isComune(word))
    .map(stem);

/** Texts of a datum that was annulled. */
function textsOf(campo: string, vecchio: unknown): string[] {
  if (campo === 'oggetto') return [vecchio as string];
  if (campo === 'mittenti' || campo === 'destinatari') return (vecchio as Soggetto[]).flatMap(namesOf);
  if (campo === 'protocolloMittente') return [(vecchio as { numero: string }).numero];
  return [];
}

/** Stems of all that a registration says or ever said, what was annulled included (DPR 445/2000 art. 58: every registered datum can be searched). */
export function paroleOf({ oggetto, mittenti, destinatari, protocolloMittente, rinnovi }: Contenuto): string[] {
  const texts = [oggetto, protocolloMittente?.numero ?? '', ...[...mittenti, ...destinatari].flatMap(namesOf)];
  for (const { campo, vecchio } of rinnovi) if (vecchio !== undefined) texts.push(...textsOf(campo, vecchio));
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
    /"([^"]*)"?|«([^»]*)»?|[“„]([^“”]*)[“”]?/g,
    (_all, straight: string | undefined, low: string | undefined, curved: string | undefined) => {
      const words = wordsOf(straight ?? low ?? curved ?? '');
      if (words.length > 0 && frasi.flat().length < MAX_TERMINI) frasi.push(words.slice(0, MAX_TERMINI));
      return ' ';
    },
  );
  const words = wordsOf(rest).slice(0, MAX_TERMINI);
  const typed = /[\p{L}\p{N}]$/u.test(rest) ? words.pop() : undefined;
  // what may become a common word after others asks nothing, like those before it: nearly every text goes on so
  const last = typed !== undefined && words.length + frasi.length > 0 && INIZI_COMUNI.has(typed) ? undefined : typed;
  return {
    parole: [...new Set([...words, ...frasi.flat()].filter((word) => !isComune(word)).map(stem))],
    ...(last !== undefined && { inizio: { prefisso: cut(last).replace(/([cg])h$/u, '$1'), radice: stem(last) } }),
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

/** A pattern that finds a word beginning so in a text as written, whatever its accents. Made of escaped letters only: no trap. */
export const wordPattern = (start: string): string => String.raw`(?<![\p{L}\p{N}])` + anyAccent(start);

/** A pattern that finds the words one after the other. */
export const phrasePattern = (words: readonly string[]): string =>
  String.raw`(?<![\p{L}\p{N}])` + words.map(anyAccent).join(`${NON_WORD}+`) + String.raw`(?![\p{L}\p{N}])`;
