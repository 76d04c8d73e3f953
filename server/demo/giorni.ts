import { isFestivo, MESI } from '../lib/calendario.js';
import { addDays, legalDay, legalOffsetMs, startOfLegalDay } from '../lib/clock.js';

/** Patron saint of Valdoria, `MM-DD`. */
export const PATRONO = '09-03';

/** True if the offices of Valdoria are open on that legal day. */
export const isLavorativo = (giorno: string): boolean => !isFestivo(giorno, PATRONO);

/** Working days from `dal` to `al`, both included, in order. */
export function giorniLavorativi(dal: string, al: string): string[] {
  const giorni: string[] = [];
  for (let giorno = dal; giorno <= al; giorno = addDays(giorno, 1)) if (isLavorativo(giorno)) giorni.push(giorno);
  return giorni;
}

/** The instant at so many seconds after midnight on the clocks of Rome (office hours: no change of offset falls there). */
export function istante(giorno: string, secondi: number): Date {
  const guess = new Date(startOfLegalDay(giorno).getTime() + secondi * 1000);
  return new Date(Date.parse(`${giorno}T00:00:00Z`) + secondi * 1000 - legalOffsetMs(guess));
}

/** The year whose first months hold the thirty documents: the current one, before 1 May the last one (contract §1). */
export function annoDelPassato(adesso: Date): number {
  const oggi = legalDay(adesso);
  const anno = Number(oggi.slice(0, 4));
  return oggi.slice(5) < '05-01' ? anno - 1 : anno;
}

/** `marzo`, of a day or of the month that many months later. */
export const nomeMese = (giorno: string, dopo = 0): string => MESI[(Number(giorno.slice(5, 7)) - 1 + dopo) % 12] ?? '';

/** `2 marzo 2026`. */
export const dataEstesa = (giorno: string): string =>
  `${Number(giorno.slice(8))} ${nomeMese(giorno)} ${giorno.slice(0, 4)}`;

const SETTIMANA = ['domenica', 'lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato'];

/** `martedì 2 marzo 2026`. */
export const dataConGiorno = (giorno: string): string =>
  `${SETTIMANA[new Date(`${giorno}T00:00:00Z`).getUTCDay()] ?? ''} ${dataEstesa(giorno)}`;
