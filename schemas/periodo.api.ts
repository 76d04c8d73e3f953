import { z } from 'zod';
import { CodiceUfficio } from './amministrazione.api.js';

/* What somebody is charged with from one day to another, both included: a substitution, a delegation. */

export const StatoPeriodo = z.enum(['futura', 'in-corso', 'finita', 'revocata']);

export const QueryPeriodi = z.strictObject({
  stato: z.enum(['aperte', 'tutte'], { error: 'Lo stato è aperte oppure tutte.' }).optional(),
});

/** Offices to which it is held; an empty list would hold it to none. */
export const UfficiDelPeriodo = z
  .array(CodiceUfficio, { error: 'Indicare un elenco di uffici.' })
  .min(1, { error: 'Indicare almeno un ufficio, oppure non indicarne.' })
  .max(50, { error: 'Al massimo 50 uffici.' });

interface Periodo {
  dal: string;
  al: string;
}

const DAY_MS = 86_400_000;

/** Days between the first and the last. */
export const durataInGiorni = ({ dal, al }: Periodo): number => (Date.parse(al) - Date.parse(dal)) / DAY_MS;

/**
 * Refuses what ends before it begins, or lasts too long; the fault is of its last day.
 * @param nome - `delega`, `sostituzione`
 * @param massimo - in words: `un anno`
 */
export const requireDurata =
  (nome: string, massimo: string, eccede: (periodo: Periodo) => boolean) =>
  (periodo: Periodo, ctx: z.RefinementCtx): void => {
    const fault = (message: string): void => ctx.addIssue({ code: 'custom', path: ['al'], message });
    if (periodo.al < periodo.dal) fault(`La ${nome} finisce prima di cominciare: controllare le due date.`);
    else if (eccede(periodo)) fault(`Una ${nome} dura al massimo ${massimo}: accorciarla, e rinnovarla se servirà.`);
  };
