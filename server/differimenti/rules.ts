import type { DifferimentoRichiesta } from '../../schemas/differimento.api.js';
import type { Differimento } from '../../schemas/differimento.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { isFestivo } from '../lib/calendario.js';
import { addDays } from '../lib/clock.js';
import type { ErroreCampo } from '../lib/problem.js';

/** The day itself if it is a working day, else the first one after it. */
export function workingDayFrom(giorno: string, patrono?: string): string {
  let day = giorno;
  while (isFestivo(day, patrono)) day = addDays(day, 1);
  return day;
}

/** The day that comes `quanti` working days after `giorno`, which is not counted. */
export function addWorkingDays(giorno: string, quanti: number, patrono?: string): string {
  let day = giorno;
  for (let left = quanti; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1), patrono);
  return day;
}

/**
 * The last day of a deferral, as written or counted, and the day on which it may still be cited: a term that ends on a holiday ends
 * with the next working day. Pure.
 * @param oggi - legal day of the opening
 */
export function termineOf(
  { finoAl, giorniLavorativi = 0 }: Pick<DifferimentoRichiesta, 'finoAl' | 'giorniLavorativi'>,
  oggi: string,
  patrono?: string,
): { finoAl: string; scadenza: string } {
  const last = finoAl ?? addWorkingDays(oggi, giorniLavorativi, patrono);
  return { finoAl: last, scadenza: workingDayFrom(last, patrono) };
}

export const isAperto = (
  { scadenza, chiusura }: Pick<Differimento, 'scadenza' | 'chiusura'>,
  giorno: string,
): boolean => chiusura === undefined && giorno <= scadenza;

type Differita = Pick<Registrazione, 'flusso' | 'mezzo'> & { dataArrivo?: string | undefined };

/**
 * Why a registration may not cite the deferral: only what came in, not by PEC, with its real day of arrival, among those that the act
 * covers (protocollo.md §8.6). Pure.
 * @param arrivo - legal day of the arrival
 * @param giorno - legal day of the registration
 */
export function faultsOfCitazione(
  differimento: Differimento | null,
  { flusso, mezzo, dataArrivo }: Differita,
  arrivo: string | undefined,
  giorno: string,
): ErroreCampo[] {
  const fault = (messaggio: string, campo = 'differimento'): ErroreCampo[] => [{ campo, messaggio }];
  if (flusso !== 'E') return fault('Il differimento riguarda soltanto i documenti in entrata.');
  if (mezzo === 'pec') return fault('Un documento arrivato per PEC non si differisce: la PEC prova già l’arrivo.');
  if (differimento === null || !isAperto(differimento, giorno))
    return fault('Il differimento non esiste o è scaduto: sceglierne uno aperto, o chiederlo al responsabile.');
  if (dataArrivo === undefined || arrivo === undefined)
    return fault('Con un differimento serve la data in cui il documento è arrivato davvero.', 'dataArrivo');
  const { dal, al, mezzi } = differimento;
  if ((dal !== undefined && arrivo < dal) || (al !== undefined && al < arrivo))
    return fault(`Il differimento non copre i documenti arrivati il ${arrivo.split('-').reverse().join('/')}.`);
  if (mezzi !== undefined && !mezzi.includes(mezzo))
    return fault(`Il differimento copre soltanto ciò che arriva per ${mezzi.join(', ')}.`);
  return [];
}
