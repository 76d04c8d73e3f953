import type { Caso } from './caso.js';

/** No day of the demonstration has more registrations. */
export const MASSIMO_AL_GIORNO = 20;
/** Places of a day that only answers may take. */
const RISERVA_RISPOSTE = 2;
/** The last days weigh more, so that whoever opens the demonstration finds work on the desk. */
const GIORNI_RECENTI = 3;
/** … and have at least so many. */
const MINIMO_RECENTI = 3;

const APERTURA = 8 * 3600;
const PAUSA = 13 * 3600;
const RIPRESA = 14 * 3600;
const CHIUSURA = 18 * 3600;

/** How many registrations each day has; the sum is `quanti` as far as the days hold them. */
export function spread(caso: Caso, giorni: readonly string[], quanti: number): Map<string, number> {
  const counts = new Map(giorni.map((giorno) => [giorno, 0]));
  const weights = new Map(
    giorni.map((giorno, i) => [giorno, (0.4 + caso.next()) * (i >= giorni.length - GIORNI_RECENTI ? 3 : 1)]),
  );
  const sure = giorni.slice(-GIORNI_RECENTI).flatMap((giorno) => Array.from({ length: MINIMO_RECENTI }, () => giorno));
  for (const giorno of sure.slice(0, quanti)) counts.set(giorno, (counts.get(giorno) ?? 0) + 1);
  for (let placed = Math.min(sure.length, quanti); placed < quanti; placed += 1) {
    const open = giorni.filter((giorno) => (counts.get(giorno) ?? 0) < MASSIMO_AL_GIORNO - RISERVA_RISPOSTE);
    if (open.length === 0) return counts;
    const giorno = caso.pickWeighted(open, (one) => weights.get(one) ?? 1);
    counts.set(giorno, (counts.get(giorno) ?? 0) + 1);
  }
  return counts;
}

/** Seconds after midnight within office hours, mornings fuller than afternoons. */
export const drawOrario = (caso: Caso): number =>
  caso.chance(0.68) ? caso.integer(APERTURA + 600, PAUSA) : caso.integer(RIPRESA, CHIUSURA - 900);

export const isInOrario = (secondi: number): boolean => secondi >= APERTURA && secondi < CHIUSURA;
