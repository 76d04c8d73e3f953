/* Sampling by attributes, single plan, ordinary inspection (UNI ISO 2859-1, general level II). Pure data and pure rules. */

export const LIVELLI_AQL = [0.65, 1, 1.5, 2.5, 4] as const;
export type Aql = (typeof LIVELLI_AQL)[number];

export const NORMA_CAMPIONAMENTO = 'UNI ISO 2859-1';
export const LIVELLO_CAMPIONAMENTO = 'II';

const LETTERE = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q'] as const;
export type LetteraCampione = (typeof LETTERE)[number];

/** Largest lot of each letter, level II (table 1 of the norm); the last letter has no end. */
const FINO_A: readonly number[] = [8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000];
/** Copies to look at, by letter (table 2-A). */
const NUMEROSITA: readonly number[] = [2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1_250];
/** Acceptance numbers as they follow one another down a column of table 2-A, from the third letter after that of zero. */
const ACCETTAZIONI: readonly number[] = [1, 2, 3, 5, 7, 10, 14, 21];
/** The letter at which a column accepts on zero defects. */
const ZERO: Readonly<Record<`${Aql}`, LetteraCampione>> = { '0.65': 'F', '1': 'E', '1.5': 'D', '2.5': 'C', '4': 'B' };

export interface PianoCampionamento {
  norma: string;
  livello: string;
  /** of the size of the lot */
  lettera: LetteraCampione;
  aql: Aql;
  /** copies in the lot */
  copie: number;
  /** copies to compare: all of them where the plan wants as many or more */
  campione: number;
  /** defective copies up to which the lot is accepted, and from which it is refused */
  accetta: number;
  rifiuta: number;
}

const letteraOf = (copie: number): number => {
  const found = FINO_A.findIndex((fino) => copie <= fino);
  return found === -1 ? LETTERE.length - 1 : found;
};

/** Row of table 2-A that the arrows of a column lead to, with its acceptance number. */
function rowOf(lettera: number, aql: Aql): { riga: number; accetta: number } {
  const zero = LETTERE.indexOf(ZERO[`${aql}`]);
  if (lettera <= zero + 1) return { riga: zero, accetta: 0 }; // down to the first plan, or back up to it
  const riga = Math.min(Math.max(lettera, zero + 3), zero + 2 + ACCETTAZIONI.length, LETTERE.length - 1);
  return { riga, accetta: ACCETTAZIONI[riga - zero - 3] ?? 0 };
}

/**
 * How many copies of a lot are compared with their originals, and how many defective ones it bears.
 * @param copie - of the lot, at least one
 * @param aql - acceptable quality level, defective copies in a hundred
 * @throws RangeError for an empty lot
 * @see Allegato 3 to the LG §2.4, which names the norm
 */
export function pianoOf(copie: number, aql: Aql): PianoCampionamento {
  if (!Number.isSafeInteger(copie) || copie < 1) throw new RangeError('a lot holds at least one copy');
  const lettera = letteraOf(copie);
  const { riga, accetta } = rowOf(lettera, aql);
  const voluti = NUMEROSITA[riga] ?? copie;
  const campione = Math.min(copie, voluti);
  return {
    norma: NORMA_CAMPIONAMENTO,
    livello: LIVELLO_CAMPIONAMENTO,
    lettera: LETTERE[lettera] ?? 'A',
    aql,
    copie,
    campione,
    accetta,
    rifiuta: accetta + 1,
  };
}
