import type { Aoo } from '../../schemas/aoo.model.js';
import { addDays, startOfLegalDay } from '../lib/clock.js';

/** What a register says of its AOO. */
export type AooDelRegistro = Pick<Aoo, '_id' | 'denominazione' | 'ente' | 'registro'>;

/** Hour of the next legal day by which a day is to be closed; after it the desk is alarmed. */
const ORA_LIMITE = 8;

/** Legal day and number of a daily register in the year of its day. */
export interface PostoGiornata {
  giorno: string;
  anno: number;
  progressivo: number;
}

export const annoDi = (giorno: string): number => Number(giorno.slice(0, 4));

/** The first instant that is no longer of that legal day: days of 23 and 25 hours end when the next one begins. */
export const endOfLegalDay = (giorno: string): Date => startOfLegalDay(addDays(giorno, 1));

/** True when nothing more can be registered on that legal day. */
export const isOver = (giorno: string, adesso: Date): boolean => adesso >= endOfLegalDay(giorno);

/** Until when a day is closed in time: eight in the morning of the next one, on the clocks of Rome. */
export function scadenzaOf(giorno: string): Date {
  const next = addDays(giorno, 1);
  const hours = (startOfLegalDay(addDays(next, 1)).getTime() - startOfLegalDay(next).getTime()) / 3_600_000;
  return new Date(startOfLegalDay(next).getTime() + (ORA_LIMITE + hours - 24) * 3_600_000); // the change of hour falls before eight
}

export const isTardiva = (giorno: string, chiusura: Date): boolean => chiusura > scadenzaOf(giorno);

/**
 * The daily register that follows: every calendar day has one, numbered within the year of its day.
 * @param ultimo - the last closed one; null before the first
 * @param primoGiorno - legal day of the first registration of the AOO
 */
export function nextGiornata(ultimo: PostoGiornata | null, primoGiorno: string): PostoGiornata {
  const giorno = ultimo === null ? primoGiorno : addDays(ultimo.giorno, 1);
  const anno = annoDi(giorno);
  return { giorno, anno, progressivo: ultimo !== null && ultimo.anno === anno ? ultimo.progressivo + 1 : 1 };
}

/** How many days lie from one legal day to another. */
export const daysBetween = (dal: string, al: string): number =>
  Math.round((Date.parse(`${al}T00:00:00Z`) - Date.parse(`${dal}T00:00:00Z`)) / 86_400_000);
