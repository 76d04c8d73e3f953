/*
 * Codice fiscale and partita IVA: form and check digits, for the server and the pages alike.
 * DM 23/12/1976 for the codice fiscale of natural persons; the eleven-digit codes end with a Luhn digit.
 */

/** Values of the characters in odd places (the 1st, the 3rd, …): digits 0-9 and letters A-J share the first ten. */
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** Letters that stand for 0-9 where two persons would have the same code (omocodia). */
const OMOCODIA = 'LMNPQRSTUV';
const MONTHS = 'ABCDEHLMPRST';
/** Days of each month, leap years allowed for: the century is not in the code. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const PERSONA = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
const UNDICI_CIFRE = /^\d{11}$/;

/** What is wrong with a code; null when nothing is. */
export type DifettoCodice = 'forma' | 'data' | 'controllo';

/** Upper case without blanks: the form in which codes are compared and stored. */
export const normalizeCodiceFiscale = (text: string): string => text.replace(/\s+/gu, '').toUpperCase();

/** As `normalizeCodiceFiscale`, without the `IT` that may stand before an Italian partita IVA. */
export const normalizePartitaIva = (text: string): string => normalizeCodiceFiscale(text).replace(/^IT(?=\d)/, '');

const valueOf = (character: string): number => {
  const code = character.charCodeAt(0);
  return code <= 57 ? code - 48 : code - 65;
};

/**
 * The sixteenth character of a codice fiscale, computed on the code as written (omocodia letters included).
 * @param primi - the first fifteen characters, upper case
 */
export function carattereControllo(primi: string): string {
  let sum = 0;
  for (let place = 0; place < 15; place += 1) {
    const value = valueOf(primi.charAt(place));
    sum += place % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26));
}

/**
 * The eleventh digit of a partita IVA or of the codice fiscale of a body.
 * @param prime - the first ten digits
 */
export function cifraControllo(prime: string): number {
  let sum = 0;
  for (let place = 0; place < 10; place += 1) {
    const digit = Number(prime.charAt(place));
    const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += place % 2 === 0 ? digit : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

const digitsOf = (letters: string): number =>
  Number(Array.from(letters, (one) => (OMOCODIA.includes(one) ? OMOCODIA.indexOf(one) : one)).join(''));

/** The day of birth is possible: 1-31, or 41-71 for women, within the month. */
function hasPossibleDate(codice: string): boolean {
  const written = digitsOf(codice.slice(9, 11));
  const day = written > 40 ? written - 40 : written;
  return day >= 1 && day <= (DAYS[MONTHS.indexOf(codice.charAt(8))] ?? 0);
}

/** Checks the sixteen characters of a natural person, upper case, without blanks. */
export function difettoCodicePersona(codice: string): DifettoCodice | null {
  if (!PERSONA.test(codice)) return 'forma';
  if (!hasPossibleDate(codice)) return 'data';
  return carattereControllo(codice.slice(0, 15)) === codice.charAt(15) ? null : 'controllo';
}

/** Checks eleven digits: partita IVA, codice fiscale of a body, provisional codice fiscale of a person. All zeros pass the sum and are refused. */
export function difettoCodiceNumerico(codice: string): Exclude<DifettoCodice, 'data'> | null {
  if (!UNDICI_CIFRE.test(codice) || /^0+$/.test(codice)) return 'forma';
  return cifraControllo(codice.slice(0, 10)) === Number(codice.charAt(10)) ? null : 'controllo';
}

/** Checks a codice fiscale of either form: a persona fisica may have a provisional one of eleven digits, a sole trader one of sixteen. */
export const difettoCodiceFiscale = (codice: string): DifettoCodice | null =>
  /^\d+$/.test(codice) ? difettoCodiceNumerico(codice) : difettoCodicePersona(codice);

/** Letters without accents, apostrophes or blanks, parted into consonants and vowels. */
function lettersOf(text: string): { consonants: string; vowels: string } {
  const letters = text
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
  return { consonants: letters.replace(/[AEIOU]/g, ''), vowels: letters.replace(/[^AEIOU]/g, '') };
}

/** The three letters of the surname: consonants, then vowels, then `X`. */
export function lettereCognome(cognome: string): string {
  const { consonants, vowels } = lettersOf(cognome);
  return (consonants + vowels).padEnd(3, 'X').slice(0, 3);
}

/** The three letters of the name: as the surname's, but of four or more consonants the 1st, the 3rd and the 4th. */
export function lettereNome(nome: string): string {
  const { consonants, vowels } = lettersOf(nome);
  const chosen = consonants.length > 3 ? consonants.charAt(0) + consonants.slice(2, 4) : consonants;
  return (chosen + vowels).padEnd(3, 'X').slice(0, 3);
}
