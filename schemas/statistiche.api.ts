import { z } from 'zod';
import { AnnoQuery } from './comune.api.js';
import { codice } from './registrazione.api.js';

/** By what registrations are counted (DPR 445/2000 art. 58 c. 3). */
export const VOCI_STATISTICA = ['mese', 'giorno', 'ufficio', 'flusso', 'mezzo', 'classe'] as const;
export type VoceStatistica = (typeof VOCI_STATISTICA)[number];

export const QueryStatistiche = z.strictObject({
  /** the current year unless said */
  anno: AnnoQuery.optional(),
  per: z.enum(VOCI_STATISTICA, { error: `Si conta per ${VOCI_STATISTICA.join(', ')}.` }).optional(),
  /** only what belongs to that office */
  uo: codice('L’ufficio').optional(),
});
export type QueryStatistiche = z.output<typeof QueryStatistiche>;

const conteggi = {
  entrata: z.int(),
  uscita: z.int(),
  interna: z.int(),
  /** of all three, those that were annulled */
  annullate: z.int(),
  totale: z.int(),
};
export const RigaStatistica = z.object({
  /** as the search wants it: `2026-03`, `2026-03-02`, `U410`, `E`, `pec`, `VI.3`; empty for what has none */
  chiave: z.string(),
  /** the same in words */
  voce: z.string(),
  ...conteggi,
});
export type RigaStatistica = z.infer<typeof RigaStatistica>;

export const Statistiche = z.object({
  anno: z.int(),
  per: z.enum(VOCI_STATISTICA),
  uo: z.string().optional(),
  righe: z.array(RigaStatistica),
  /** each registration once: by office the rows may say more */
  totali: z.object(conteggi),
});
export type Statistiche = z.infer<typeof Statistiche>;
