import { addDays, legalDay, legalOffsetMs, startOfLegalDay } from '../lib/clock.js';

/** Fixed holidays of the State and of the patron saint of Valdoria, `MM-DD`. */
const FESTE = ['01-01', '01-06', '04-25', '05-01', '06-02', '08-15', '09-03', '11-01', '12-08', '12-25', '12-26'];
/** San Francesco is a holiday of the State again from that year. */
const SAN_FRANCESCO = { dal: 2026, giorno: '10-04' };

/** Easter Sunday of the Gregorian calendar, `YYYY-MM-DD` (the anonymous algorithm of 1876). */
export function pasqua(anno: number): string {
  const a = anno % 19;
  const b = Math.floor(anno / 100);
  const c = anno % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${anno}-${two(Math.floor(f / 31))}-${two((f % 31) + 1)}`;
}

/** True if the offices of Valdoria are open on that legal day: Monday to Friday, no holiday. */
export function isLavorativo(giorno: string): boolean {
  const weekday = new Date(`${giorno}T00:00:00Z`).getUTCDay();
  const anno = Number(giorno.slice(0, 4));
  if (weekday === 0 || weekday === 6 || FESTE.includes(giorno.slice(5))) return false;
  if (anno >= SAN_FRANCESCO.dal && giorno.slice(5) === SAN_FRANCESCO.giorno) return false;
  return giorno !== addDays(pasqua(anno), 1);
}

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

const MESI = [
  'gennaio',
  'febbraio',
  'marzo',
  'aprile',
  'maggio',
  'giugno',
  'luglio',
  'agosto',
  'settembre',
  'ottobre',
  'novembre',
  'dicembre',
];

/** `marzo`, of a day or of the month that many months later. */
export const nomeMese = (giorno: string, dopo = 0): string => MESI[(Number(giorno.slice(5, 7)) - 1 + dopo) % 12] ?? '';

/** `2 marzo 2026`. */
export const dataEstesa = (giorno: string): string =>
  `${Number(giorno.slice(8))} ${nomeMese(giorno)} ${giorno.slice(0, 4)}`;

const SETTIMANA = ['domenica', 'lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato'];

/** `martedì 2 marzo 2026`. */
export const dataConGiorno = (giorno: string): string =>
  `${SETTIMANA[new Date(`${giorno}T00:00:00Z`).getUTCDay()] ?? ''} ${dataEstesa(giorno)}`;
