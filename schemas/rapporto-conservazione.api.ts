import { z } from 'zod';

/** The month that a report is of. */
export const QueryRapportoMensile = z.strictObject({
  mese: z
    .string({ error: 'Indicare il mese, anno-mese.' })
    .regex(/^(19|[2-9]\d)\d{2}-(0[1-9]|1[0-2])$/, { error: 'Il mese si scrive come 2026-03.' }),
});
