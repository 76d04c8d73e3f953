import { z } from 'zod';
import { testo } from './testo.api.js';

/* The sample of a lot that is certified as a process (Allegato 3 §2.4). */

const ID = /^[0-9a-f]{24}$/;
const Lotto = z.string({ error: 'Indicare il lotto.' }).regex(ID, { error: 'Il lotto ha 24 cifre esadecimali.' });

export const CampioneRichiesto = z.strictObject({ lotto: Lotto });
export const QueryCampioni = z.strictObject({ lotto: Lotto.optional() });
export const PercorsoCampione = z.strictObject({
  id: z.string().regex(ID, { error: 'L’identificativo non è di un campione.' }),
});

export const EsitoCampioneRichiesto = z
  .strictObject({
    scansione: z
      .string({ error: 'Indicare la scansione.' })
      .regex(ID, { error: 'La scansione ha 24 cifre esadecimali.' }),
    esito: z.enum(['conforme', 'difforme'], { error: 'L’esito è conforme oppure difforme.' }),
    motivo: testo({ max: 2_000, min: 5, nome: 'Il motivo' }).optional(),
  })
  .superRefine(({ esito, motivo }, ctx) => {
    if (esito === 'difforme' && motivo === undefined)
      ctx.addIssue({ code: 'custom', path: ['motivo'], message: 'Dire in che cosa la copia è difforme.' });
  });
export type EsitoCampioneRichiesto = z.output<typeof EsitoCampioneRichiesto>;

export const CampioneLetto = z.object({
  id: z.string(),
  lotto: z.string(),
  stato: z.enum(['aperto', 'accettato', 'rifiutato']),
  piano: z.object({
    norma: z.string(),
    livello: z.string(),
    lettera: z.string(),
    aql: z.number(),
    copie: z.int(),
    campione: z.int(),
    accetta: z.int(),
    rifiuta: z.int(),
  }),
  /** whoever has it and the list of the lot draws the same sample again */
  seme: z.string(),
  funzionario: z.string(),
  creato: z.string(),
  scelti: z.array(
    z.object({
      scansione: z.string(),
      esito: z.enum(['conforme', 'difforme']).optional(),
      motivo: z.string().optional(),
      quando: z.string().optional(),
    }),
  ),
  difformi: z.int(),
  mancano: z.int(),
});
export type CampioneLetto = z.infer<typeof CampioneLetto>;
export const ElencoCampioni = z.object({ elementi: z.array(CampioneLetto) });
