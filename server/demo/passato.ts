import { addDays, legalDay } from '../lib/clock.js';
import { annoDelPassato } from './giorni.js';

/** From which past the demonstration is made; kept with it, so that a start broken off goes on with the same one. */
export interface Passato {
  /** year of the thirty documents */
  anno: number;
  /** last legal day that may have something */
  ieri: string;
}

export const passatoOf = (adesso: Date): Passato => ({
  anno: annoDelPassato(adesso),
  ieri: addDays(legalDay(adesso), -1),
});
