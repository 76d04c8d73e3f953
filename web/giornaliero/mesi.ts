import type { Giornata } from '../api/tipi.js';

/** `03` → `marzo`; the year is of no matter. */
const NOME = new Intl.DateTimeFormat('it-IT', { month: 'long', timeZone: 'UTC' });
const nomeMese = (codice: string): string => NOME.format(new Date(`2000-${codice}-01T00:00:00Z`));

export interface Mese {
  /** `03` */
  codice: string;
  nome: string;
  giornate: Giornata[];
  /** days that are over and have no register */
  mancanti: number;
  registrazioni: number;
}

/** The days of a year by month, newest first in each; months without days are left out. */
export function mesiOf(giornate: readonly Giornata[]): Mese[] {
  const mesi = new Map<string, Giornata[]>();
  for (const one of giornate) {
    const codice = one.giorno.slice(5, 7);
    mesi.set(codice, [...(mesi.get(codice) ?? []), one]);
  }
  return [...mesi]
    .map(([codice, days]) => ({
      codice,
      nome: nomeMese(codice),
      giornate: days,
      mancanti: days.filter(({ stato }) => stato === 'da-chiudere').length,
      registrazioni: days.reduce((sum, { registrazioni = 0 }) => sum + registrazioni, 0),
    }))
    .sort((a, b) => (a.codice < b.codice ? -1 : 1));
}

/** The month in the address, or the last one that has days. */
export const meseScelto = (mesi: readonly Mese[], codice: string | null): Mese | undefined =>
  mesi.find((one) => one.codice === codice) ?? mesi.at(-1);
