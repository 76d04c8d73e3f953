import { addDays, legalDay } from '../lib/clock.js';
import { drawOrario, isInOrario } from './calendario.js';
import type { Caso } from './caso.js';
import { isLavorativo, istante } from './giorni.js';

/** The working day `dopo` working days after that one. */
export function lavorativoDopo(giorno: string, dopo: number): string {
  let day = giorno;
  for (let left = dopo; left > 0; left -= 1) {
    day = addDays(day, 1);
    while (!isLavorativo(day)) day = addDays(day, 1);
  }
  return day;
}

const secondsOf = (quando: Date): number =>
  Math.round((quando.getTime() - istante(legalDay(quando), 0).getTime()) / 1000);

/** Some minutes later if the office is still open, else the next working day. */
export function pocoDopo(caso: Caso, quando: Date, minuti: readonly [min: number, max: number]): Date {
  const secondi = secondsOf(quando) + caso.integer(minuti[0] * 60, minuti[1] * 60);
  if (isInOrario(secondi)) return istante(legalDay(quando), secondi);
  return giorniDopo(caso, quando, [1, 1]);
}

/** In office hours, so many working days later. */
export function giorniDopo(caso: Caso, quando: Date, giorni: readonly [min: number, max: number]): Date {
  return istante(lavorativoDopo(legalDay(quando), caso.integer(giorni[0], giorni[1])), drawOrario(caso));
}
