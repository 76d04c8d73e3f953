import { addDays } from './clock.js';

/** Names of the months, January first. */
export const MESI: readonly string[] =
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' ');

/** Fixed holidays, MM-DD; 4 October is one again from 2026. */
const FISSE = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '11-01', '12-08', '12-25', '12-26'];

/** Easter Sunday of a Gregorian year, `YYYY-MM-DD` (the computation of Gauss as corrected by Meeus, Jones and Butcher). */
export function pasqua(anno: number): string {
  const a = anno % 19;
  const b = Math.floor(anno / 100);
  const c = anno % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return `${anno}-${String(Math.floor(n / 31)).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`;
}

/**
 * A Sunday, or a holiday of L. 260/1949 and of the laws after it; Saturdays are none.
 * @param patrono - day of the patron saint of the Comune, `MM-DD`
 */
export function isFesta(giorno: string, patrono?: string): boolean {
  const anno = Number(giorno.slice(0, 4));
  const meseGiorno = giorno.slice(5);
  if (new Date(`${giorno}T12:00:00Z`).getUTCDay() === 0) return true;
  if (FISSE.includes(meseGiorno) || meseGiorno === patrono || (meseGiorno === '10-04' && anno >= 2026)) return true;
  return giorno === addDays(pasqua(anno), 1);
}

/** True for a day on which offices are closed: Saturdays, Sundays, holidays. @param patrono - as of {@link isFesta} */
export const isFestivo = (giorno: string, patrono?: string): boolean =>
  new Date(`${giorno}T12:00:00Z`).getUTCDay() === 6 || isFesta(giorno, patrono);

/** The working day (Monday to Friday, no holiday) before that day. */
export function previousWorkingDay(giorno: string, patrono?: string): string {
  let day = addDays(giorno, -1);
  while (isFestivo(day, patrono)) day = addDays(day, -1);
  return day;
}
