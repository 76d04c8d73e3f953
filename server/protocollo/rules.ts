import { legalDay, legalYear } from '../lib/clock.js';
import { OrologioNonAffidabileError } from '../lib/problem.js';

export { REGISTRO_GENERALE } from '../../schemas/registro.js';
/** Two machines differ by so much at most; more means that a clock is wrong. */
const SCARTO_AMMESSO_MS = 2_000;

/** What the next record must know of the last one, or of what the opening of an AOO in mid-year states. */
export interface Coda {
  anno: number;
  numero: number;
  dataRegistrazione: Date;
  hash: string;
}

/**
 * The instant that a later act takes: never before the one it follows.
 * @throws OrologioNonAffidabileError if the clock is behind `ultimo` by more than 2 s: waiting is better than a wrong date
 */
export function instantAfter(ultimo: Date | null, adesso: Date): Date {
  if (ultimo === null) return adesso;
  const behindMs = ultimo.getTime() - adesso.getTime();
  if (behindMs > SCARTO_AMMESSO_MS) throw new OrologioNonAffidabileError(behindMs);
  return behindMs > 0 ? ultimo : adesso;
}

/**
 * The place that follows `coda` in its register. Instants are UTC, to the millisecond.
 * @param coda - last record of the same AOO and registro, or what the opening states; null before the first
 * @param continua - its numbers go on across the years: some repertori, never the register of protocol
 * @throws OrologioNonAffidabileError if the clock is behind the last record by more than 2 s
 * @see DPR 445/2000 art. 53 c. 1 lett. a, b (assigned by the system), art. 57 (renewed every calendar year, of Italian legal time)
 */
export function placeAfter(coda: Coda | null, adesso: Date, continua = false): Omit<Coda, 'hash'> {
  const dataRegistrazione = instantAfter(coda?.dataRegistrazione ?? null, adesso);
  const anno = legalYear(dataRegistrazione);
  const follows = coda !== null && (continua || anno === coda.anno);
  return { anno, numero: follows ? coda.numero + 1 : 1, dataRegistrazione };
}

/** At least seven digits, never cut (DPR 445/2000 art. 57). */
export const formatNumero = (numero: number): string => String(numero).padStart(7, '0');

/** The segnatura as text: administration, AOO, register, legal day, number (DPR 445/2000 art. 55 c. 1; DPCM 3/12/2013 art. 9). */
export const segnaturaOf = (
  codiceIPA: string,
  aoo: string,
  registro: string,
  dataRegistrazione: Date,
  numero: number,
): string => `${codiceIPA}/${aoo}/${registro}/${legalDay(dataRegistrazione)}/${formatNumero(numero)}`;
