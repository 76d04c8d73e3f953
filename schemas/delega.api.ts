import { z } from 'zod';
import { ATTI_DELEGABILI, type AttoDelegabile } from './accesso.api.js';
import { NomeUtente } from './amministrazione.api.js';
import { Data } from './comune.api.js';
import { durataInGiorni, requireDurata, StatoPeriodo, UfficiDelPeriodo } from './periodo.api.js';
import { testo } from './testo.api.js';

export { ATTI_DELEGABILI, type AttoDelegabile };

export const MAX_GIORNI_DELEGA = 366;

const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo' });

/** A head lets a clerk of his settore do some of his acts, between two days. */
export const DelegaRichiesta = z
  .strictObject({
    delegato: NomeUtente,
    atti: z
      .array(z.enum(ATTI_DELEGABILI, { error: `Si delega soltanto ${ATTI_DELEGABILI.join(', ')}.` }), {
        error: 'Indicare un elenco di atti.',
      })
      .min(1, { error: 'Indicare almeno un atto.' })
      .max(ATTI_DELEGABILI.length, { error: 'Ogni atto una volta sola.' })
      .refine((atti) => new Set(atti).size === atti.length, { error: 'Ogni atto una volta sola.' }),
    /** absent: the offices of the clerk */
    uffici: UfficiDelPeriodo.optional(),
    dal: Data,
    al: Data,
    motivo: motivo.optional(),
  })
  .superRefine(requireDurata('delega', 'un anno', (periodo) => durataInGiorni(periodo) > MAX_GIORNI_DELEGA));
export type DelegaRichiesta = z.output<typeof DelegaRichiesta>;

export const DelegaLetta = z.object({
  id: z.string(),
  delegante: z.string(),
  delegato: z.string(),
  /** the two by name, as people are told */
  denominazioni: z.object({ delegante: z.string(), delegato: z.string() }),
  atti: z.array(z.enum(ATTI_DELEGABILI)),
  uffici: z.array(z.string()),
  dal: z.string(),
  al: z.string(),
  motivo: z.string().optional(),
  stato: StatoPeriodo,
  creata: z.string(),
  revoca: z.object({ utente: z.string(), data: z.string(), motivo: z.string().optional() }).optional(),
});
export type DelegaLetta = z.infer<typeof DelegaLetta>;
export const ElencoDeleghe = z.object({ elementi: z.array(DelegaLetta) });

export const PercorsoDelega = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{24}$/, { error: 'L’identificativo non è di una delega.' }),
});
