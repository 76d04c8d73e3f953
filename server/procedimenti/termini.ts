import type { CalendarioAoo, Fermata, RegolaTermine } from '../../schemas/procedimento.types.js';
import { addDays } from '../lib/clock.js';
import { isFesta, isFestivo } from '../lib/calendario.js';

/*
 * The calendar of the terms of administrative procedures, pure. Days are legal days, `YYYY-MM-DD`. The rules followed:
 * - the day from which a term runs is not counted, the last one is (Codice civile art. 2963 c. 2);
 * - a term in days counts every day of the calendar, unless its law says working days: then Saturdays, Sundays and holidays are
 *   not counted;
 * - a term that ends on a holiday ends on the next day that is none (Codice civile art. 2963 c. 3). Holidays are Sundays, those of
 *   L. 260/1949 and of the laws after it, Easter Monday, the patron saint of the Comune. Saturday is none by those laws: art. 155
 *   c. 5 c.p.c. concerns acts of a trial; an AOO may decide that it counts as one;
 * - a suspension stops the count, which goes on from where it was (L. 241/1990 art. 2 c. 7 and 10-bis); an interruption makes it begin
 *   again (for instance DPR 380/2001 art. 20 c. 5). The day on which it is decided is still counted, that on which the term runs again is
 *   not, by the same art. 2963 c. 2;
 * - where the rule of the procedimento says so, the days from 1 to 31 August do not count (L. 742/1969 art. 1).
 */

export type { CalendarioAoo, Fermata, RegolaTermine };

export interface Decorso {
  /** the day from which it runs: receipt of the istanza by the competent office, or the beginning ex officio (L. 241/1990 art. 2 c. 6) */
  inizio: string;
  fermate: readonly Fermata[];
  /** the day of the final act */
  fine?: string;
}

export interface StatoTermine {
  stato: 'in-corso' | 'sospeso' | 'scaduto' | 'concluso';
  usati: number;
  restano: number;
  /** the last day; absent while a stop without end makes it unknown */
  scadenza?: string;
  /** days of the calendar past the last day: until today, or until the final act */
  ritardo: number;
}

/** The longest term that is looked through: beyond it something is wrong with the data. */
const MAX_GIORNI = 20_000;

/** A day on which no term ends. Pure. */
export const isFestivoPerTermini = (giorno: string, { patrono, sabatoFestivo = false }: CalendarioAoo): boolean =>
  sabatoFestivo ? isFestivo(giorno, patrono) : isFesta(giorno, patrono);

const isAgosto = (giorno: string): boolean => giorno.slice(5, 7) === '08';

/** The last day of a stop; undefined while it stands. */
const fineOf = ({ al, entro }: Fermata): string | undefined => al ?? entro;

const isStopped = (giorno: string, fermate: readonly Fermata[]): boolean =>
  fermate.some((one) => one.dal < giorno && giorno <= (fineOf(one) ?? '9999-12-31'));

/** The day from which the count runs: the last end of an interruption that had begun by that day. */
function partenza({ inizio, fermate }: Decorso, al: string): string {
  const restarts = fermate.flatMap((one) => {
    const end = fineOf(one);
    return one.tipo === 'interruzione' && end !== undefined && end <= al ? [end] : [];
  });
  return [inizio, ...restarts].sort().at(-1) ?? inizio;
}

const isCounted = (
  giorno: string,
  { computo, agosto = false }: RegolaTermine,
  fermate: readonly Fermata[],
  { patrono }: CalendarioAoo,
): boolean =>
  !isStopped(giorno, fermate) &&
  !(agosto && isAgosto(giorno)) &&
  !(computo === 'lavorativi' && isFestivo(giorno, patrono));

/** Days of the term used after `dal` until `al`, that day included. */
function usatiTra(
  dal: string,
  al: string,
  regola: RegolaTermine,
  fermate: readonly Fermata[],
  calendario: CalendarioAoo,
): number {
  let used = 0;
  for (let day = addDays(dal, 1), seen = 0; day <= al && seen < MAX_GIORNI; day = addDays(day, 1), seen += 1)
    if (isCounted(day, regola, fermate, calendario)) used += 1;
  return used;
}

/**
 * The last day of a term; undefined while a stop without end makes it unknown. Pure.
 * @throws RangeError for a term without days
 */
export function scadenzaOf(decorso: Decorso, regola: RegolaTermine, calendario: CalendarioAoo): string | undefined {
  if (!Number.isSafeInteger(regola.giorni) || regola.giorni < 1)
    throw new RangeError(`a term of ${regola.giorni} days`);
  const { fermate } = decorso;
  let left = regola.giorni;
  let day = decorso.inizio;
  for (let seen = 0; left > 0; seen += 1) {
    if (seen > MAX_GIORNI) return undefined;
    const stop = fermate.find((one) => one.dal <= day && fineOf(one) === undefined);
    if (stop !== undefined) return undefined;
    day = addDays(day, 1);
    const restarted = fermate.some((one) => one.tipo === 'interruzione' && one.dal < day && fineOf(one) === day);
    if (restarted) left = regola.giorni;
    else if (isCounted(day, regola, fermate, calendario)) left -= 1;
  }
  while (isFestivoPerTermini(day, calendario) || (regola.agosto === true && isAgosto(day))) day = addDays(day, 1);
  return day;
}

const giorniTra = (dal: string, al: string): number => Math.round((Date.parse(al) - Date.parse(dal)) / 86_400_000);

/** How a term stands on a day. Pure. @param oggi - after the final act its day counts instead */
export function statoTermine(
  decorso: Decorso,
  regola: RegolaTermine,
  calendario: CalendarioAoo,
  oggi: string,
): StatoTermine {
  const { fermate, fine } = decorso;
  const al = fine !== undefined && fine < oggi ? fine : oggi;
  const stopped = fermate.find((one) => one.dal <= al && al < (fineOf(one) ?? '9999-12-31'));
  const began = fermate.filter((one) => one.dal <= al); // one that is still to come says nothing of today
  const scadenza = scadenzaOf({ ...decorso, fermate: began }, regola, calendario);
  const isInterrupted = stopped?.tipo === 'interruzione';
  const usati = isInterrupted ? 0 : usatiTra(partenza(decorso, al), al, regola, began, calendario);
  const late = scadenza === undefined ? 0 : Math.max(0, giorniTra(scadenza, al));
  const isOver = fine !== undefined && fine <= oggi;
  return {
    stato: isOver ? 'concluso' : late > 0 ? 'scaduto' : stopped === undefined ? 'in-corso' : 'sospeso',
    usati: Math.min(usati, regola.giorni),
    restano: Math.max(0, regola.giorni - usati),
    ...(scadenza !== undefined && { scadenza }),
    ritardo: late,
  };
}

/**
 * The day on which silence counts as an answer: that after the last one, if no act has come by then (L. 241/1990 art. 20 c. 1 for
 * consent, art. 25 c. 4 for refusal). Undefined where silence says nothing, the act has come in time, or the end is not known. Pure.
 */
export function silenzioDal(
  decorso: Decorso,
  regola: RegolaTermine & { silenzio: boolean },
  calendario: CalendarioAoo,
): string | undefined {
  if (!regola.silenzio) return undefined;
  const scadenza = scadenzaOf(decorso, regola, calendario);
  if (scadenza === undefined || (decorso.fine !== undefined && decorso.fine <= scadenza)) return undefined;
  return addDays(scadenza, 1);
}

/** The working day that lies `giorni` working days before `oggi`: what waits since an earlier one waits longer than that. Pure. */
export function giorniLavorativiPrima(oggi: string, giorni: number, { patrono }: CalendarioAoo): string {
  let day = oggi;
  for (let left = giorni; left > 0;) {
    day = addDays(day, -1);
    if (!isFestivo(day, patrono)) left -= 1;
  }
  return day;
}
