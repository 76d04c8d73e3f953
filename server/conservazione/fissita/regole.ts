import { addDays, legalDay, rfc3339 } from '../../lib/clock.js';

/** How a round of fixity is spread: which hours are the night, how much a night has to do, in which order. Pure. */

const DALLE = 22;
const ALLE = 6;

/** Hours, of Italian legal time, in which the office does not work. */
export function isNotte(adesso: Date): boolean {
  const ora = Number(rfc3339(adesso).slice(11, 13));
  return ora >= DALLE || ora < ALLE;
}

/** The day on whose evening the night began: from ten in the evening to six it is one. */
export function notteOf(adesso: Date): string {
  const giorno = legalDay(adesso);
  return Number(rfc3339(adesso).slice(11, 13)) < ALLE ? addDays(giorno, -1) : giorno;
}

/** The last night of a round that began in that one. @param giorni - nights that it takes */
export const ultimaNotteOf = (prima: string, giorni: number): string => addDays(prima, giorni - 1);

/** Nights that are left, this one included: one when the round is late. */
export const nottiRimaste = (notte: string, ultima: string): number =>
  Math.max(1, Math.round((Date.parse(`${ultima}T00:00:00Z`) - Date.parse(`${notte}T00:00:00Z`)) / 86_400_000) + 1);

export interface Quantita {
  file: number;
  byte: number;
  catene: number;
}

/**
 * What a night has to do: its share of what is left. A night that was missed is made up by those that follow.
 * @param notti - nights that are left, this one included
 */
export const quotaOf = (restanti: Quantita, notti: number): Quantita => ({
  file: Math.ceil(restanti.file / notti),
  byte: Math.ceil(restanti.byte / notti),
  catene: Math.ceil(restanti.catene / notti),
});

/**
 * Whether a night has read its share of the files: so many of them, or so many bytes, whichever comes first; a few large ones are
 * a night's work as many small ones are.
 */
export const isQuotaLetta = (fatti: Quantita, quota: Quantita): boolean =>
  fatti.file >= quota.file || (quota.byte > 0 && fatti.byte >= quota.byte);

/** Hashes looked at together: few enough to be held and sorted in memory. */
const INSIEME = 4_000;
const MAX_AMPIEZZA = 4;

/** Leading hex digits by which the hashes are taken in lots: each lot has a few thousand of that many files. */
export function ampiezzaOf(file: number): number {
  let ampiezza = 0;
  while (ampiezza < MAX_AMPIEZZA && file / 16 ** ampiezza > INSIEME) ampiezza += 1;
  return ampiezza;
}

/** The beginnings of the hashes, in order, from that of the last hash that was looked at. */
export function* prefissiDa(cursore: string, ampiezza: number): Generator<string, void> {
  if (ampiezza === 0) {
    yield '';
    return;
  }
  const first = cursore === '' ? 0 : Number.parseInt(cursore.slice(0, ampiezza), 16);
  for (let i = first; i < 16 ** ampiezza; i += 1) yield i.toString(16).padStart(ampiezza, '0');
}

/** Whole percents of the work, bytes and files weighing the same; 100 only when nothing is left. */
export function percentoOf(totale: Quantita, fatti: Quantita): number {
  const parts = (['file', 'byte', 'catene'] as const).filter((one) => totale[one] > 0);
  if (parts.length === 0) return 100;
  const done = parts.reduce((sum, one) => sum + Math.min(1, fatti[one] / totale[one]), 0) / parts.length;
  const isWhole = parts.every((one) => fatti[one] >= totale[one]);
  return isWhole ? 100 : Math.min(99, Math.floor(done * 100));
}

/** Whether a round is due: one follows the other, from the night after the last one ended. */
export const isGiroDovuto = (ultimo: { fine?: Date | undefined } | null, adesso: Date): boolean =>
  ultimo?.fine === undefined || notteOf(ultimo.fine) < notteOf(adesso);
