import { z } from 'zod';
import { Data, LimiteQuery, pagina } from './comune.api.js';
import { codice, Provvedimento } from './registrazione.api.js';
import { RigaRegistrazione } from './registrazione-risposta.api.js';
import { testo } from './testo.api.js';

export const MAX_GIORNI_LAVORATIVI = 30;

const id = z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’identificativo non è di un differimento.' });

/**
 * A deferral of the terms of registration (protocollo.md §8.6): until when, either as a day or as working days counted by the
 * Italian calendar from the day of opening; which documents, as arrival days and means.
 */
export const DifferimentoRichiesta = z
  .strictObject({
    provvedimento: Provvedimento,
    causa: testo({ max: 2000, min: 5, nome: 'La causa' }),
    descrizione: testo({ max: 4000, min: 5, nome: 'La descrizione dei documenti' }),
    finoAl: Data.optional(),
    giorniLavorativi: z
      .int({ error: 'Indicare quanti giorni lavorativi, in cifre.' })
      .min(1, { error: 'Indicare almeno un giorno lavorativo.' })
      .max(MAX_GIORNI_LAVORATIVI, { error: `Al massimo ${MAX_GIORNI_LAVORATIVI} giorni lavorativi.` })
      .optional(),
    /** first and last day of arrival that it covers */
    dal: Data.optional(),
    al: Data.optional(),
    mezzi: z
      .array(codice('Il mezzo'))
      .min(1, { error: 'Indicare almeno un mezzo, oppure non indicarne.' })
      .max(50)
      .optional(),
  })
  .superRefine(({ finoAl, giorniLavorativi, dal, al, mezzi = [] }, ctx) => {
    const fault = (campo: string, message: string): void => ctx.addIssue({ code: 'custom', path: [campo], message });
    if ((finoAl === undefined) === (giorniLavorativi === undefined))
      fault('finoAl', 'Indicare fino a quale giorno, oppure per quanti giorni lavorativi.');
    if (dal !== undefined && al !== undefined && al < dal)
      fault('al', 'Il periodo degli arrivi finisce prima di cominciare: controllare le due date.');
    if (finoAl !== undefined && al !== undefined && finoAl < al)
      fault('al', 'Gli arrivi vanno registrati entro la fine del differimento: controllare le due date.');
    if (mezzi.includes('pec')) fault('mezzi', 'La PEC non si differisce: prova già l’arrivo.');
  });
export type DifferimentoRichiesta = z.output<typeof DifferimentoRichiesta>;

export const ChiusuraRichiesta = z.strictObject({ motivo: testo({ max: 2000, min: 5, nome: 'Il motivo' }) });

export const Differimento = z.object({
  id: z.string(),
  provvedimento: Provvedimento,
  causa: z.string(),
  descrizione: z.string(),
  finoAl: z.string(),
  /** last day on which it may be cited: `finoAl`, or the next working day after a holiday */
  scadenza: z.string(),
  dal: z.string().optional(),
  al: z.string().optional(),
  mezzi: z.array(z.string()).optional(),
  stato: z.enum(['aperto', 'scaduto', 'chiuso']),
  aperto: z.string(),
  apertoDa: z.string(),
  chiusura: z.object({ motivo: z.string(), data: z.string(), utente: z.string() }).optional(),
});
export type Differimento = z.infer<typeof Differimento>;
export const ElencoDifferimenti = z.object({ elementi: z.array(Differimento) });
export const ElencoDifferite = pagina(RigaRegistrazione);

export const PercorsoDifferimento = z.strictObject({ id });
export const QueryDifferimenti = z.strictObject({
  stato: z.enum(['aperti', 'tutti'], { error: 'Lo stato è aperti oppure tutti.' }).optional(),
});
export const QueryDifferite = z.strictObject({
  limite: LimiteQuery.optional(),
  cursore: z.string().max(200, { error: 'Il cursore non è di questo elenco.' }).optional(),
});

/** Why a document was registered late: the deferral that covers it, or what the RGD takes note of. */
export const RitardoRichiesta = z
  .strictObject({
    differimento: z.strictObject({ id: codice('Il differimento') }).optional(),
    motivo: testo({ max: 2000, min: 5, nome: 'Il motivo' }).optional(),
  })
  .refine(({ differimento, motivo }) => differimento !== undefined || motivo !== undefined, {
    path: ['differimento'],
    error: 'Indicare il differimento che copre il ritardo, oppure il motivo di cui si prende atto.',
  });
export type RitardoRichiesta = z.output<typeof RitardoRichiesta>;
