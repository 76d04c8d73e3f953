import type { Conservazione } from '../../../schemas/configurazione-conservazione.api.js';
import { isFestivo } from '../../lib/calendario.js';
import { addDays, legalDay } from '../../lib/clock.js';

/** Why something is to be shipped now. */
export const MOTIVI_DOVUTO = [
  'registro-giornaliero',
  'firma-in-scadenza',
  'classificata',
  'giorni',
  'chiusura',
] as const;
export type MotivoDovuto = (typeof MOTIVI_DOVUTO)[number];

/** What decides when something is due. Days are legal days, `YYYY-MM-DD`. */
export type DaTerminare =
  | { tipo: 'registro-giornaliero'; giorno: string }
  | {
      tipo: 'unita-documentaria';
      /** of the registration */
      giorno: string;
      classificata: boolean;
      /** when the first of its signing certificates or timestamps ends */
      scadenzaFirma?: Date | undefined;
    }
  | { tipo: 'fascicolo'; /** of the closing */ giorno: string };

export interface Termini {
  /** first legal day on which it is due */
  dal: string;
  /** last legal day of its term */
  termine: string;
  /** why it is due on its first day */
  motivo: MotivoDovuto;
  /** first day on which it goes before what is only old; absent: never */
  prioritaDal?: string;
}

/** The working day (Monday to Friday, no holiday, not the patron saint) after that day. */
export function nextWorkingDay(giorno: string, patrono?: string): string {
  let day = addDays(giorno, 1);
  while (isFestivo(day, patrono)) day = addDays(day, 1);
  return day;
}

/** The same day of the next year; of 29 February the 28th. */
function nextYear(giorno: string): string {
  const year = String(Number(giorno.slice(0, 4)) + 1).padStart(4, '0');
  return giorno.endsWith('-02-29') ? `${year}-02-28` : `${year}${giorno.slice(4)}`;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** True for a signature whose end hurries: it had not ended already when the register gave its time reference. */
const isAffrettata = (scadenza: Date | undefined, giorno: string): scadenza is Date =>
  scadenza !== undefined && legalDay(scadenza) >= giorno;

/**
 * When something becomes due, and until when. A daily register: at once, by the end of the next working day (LG §3.1.6; DPCM
 * 3/12/2013 art. 7 c. 5). A registration: as soon as it is classified, or so many days after its own, by the next working day; earlier
 * if a signature of it ends. A fascicolo: so many days after its closing, within the year (CAD art. 44 c. 1-bis). Pure.
 * @param patrono - patron saint of the Comune, `MM-DD`
 */
export function terminiOf(cosa: DaTerminare, termini: Conservazione['termini'], patrono?: string): Termini {
  const { giorno } = cosa;
  if (cosa.tipo === 'registro-giornaliero') {
    const dal = addDays(giorno, 1);
    return { dal, termine: nextWorkingDay(giorno, patrono), motivo: 'registro-giornaliero', prioritaDal: dal };
  }
  if (cosa.tipo === 'fascicolo') {
    const dal = addDays(giorno, termini.fascicoliGiorni);
    return { dal, termine: nextYear(dal), motivo: 'chiusura' };
  }
  const latest = addDays(giorno, termini.registrazioniGiorni);
  const atOnce = cosa.classificata && termini.appenaClassificata;
  const plain: Termini = {
    dal: atOnce ? giorno : latest,
    termine: nextWorkingDay(latest, patrono),
    motivo: atOnce ? 'classificata' : 'giorni',
  };
  if (!isAffrettata(cosa.scadenzaFirma, giorno)) return plain;
  const fine = legalDay(cosa.scadenzaFirma);
  const before = addDays(fine, -termini.firmaGiorni);
  const prioritaDal = before < giorno ? giorno : before;
  return {
    dal: earlier(plain.dal, prioritaDal),
    termine: earlier(plain.termine, fine),
    motivo: prioritaDal < plain.dal ? 'firma-in-scadenza' : plain.motivo,
    prioritaDal,
  };
}
