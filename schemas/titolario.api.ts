import { z } from 'zod';
import { Data, NumeroQuery } from './comune.api.js';

/** Which titolario: the one in force on a day (default today), or a version by its number; `data` says also which voci are active. */
export const TitolarioQuery = z.strictObject({ data: Data.optional(), versione: NumeroQuery.optional() });

export const VoceTitolario = z.object({
  codice: z.string(),
  voce: z.string(),
  livello: z.int(),
  padre: z.string().optional(),
  descrizione: z.string().optional(),
  /** may be used on that day */
  attiva: z.boolean(),
  chiusaDal: z.string().optional(),
  /** only where true: what is classified here is `riservata` by default */
  riservata: z.boolean().optional(),
});
export type VoceTitolario = z.infer<typeof VoceTitolario>;

export const Titolario = z.object({
  versione: z.object({
    numero: z.int(),
    denominazione: z.string(),
    dal: z.string(),
    /** first day on which the next version is in force */
    al: z.string().optional(),
  }),
  /** in numeric order, closed ones too */
  voci: z.array(VoceTitolario),
});
export type Titolario = z.infer<typeof Titolario>;
