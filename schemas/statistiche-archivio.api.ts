import { z } from 'zod';
import { AnnoQuery } from './comune.api.js';
import { codice } from './registrazione.api.js';

/** How far documents are classified and filed, and how long procedimenti last: the figures that the plan of the body asks for. */

export const VOCI_ARCHIVIO = ['mese', 'ufficio', 'classe'] as const;
export type VoceArchivio = (typeof VOCI_ARCHIVIO)[number];
export const VOCI_TEMPI = ['procedimento', 'ufficio', 'mese'] as const;
export type VoceTempi = (typeof VOCI_TEMPI)[number];

const comuni = {
  /** the current year unless said */
  anno: AnnoQuery.optional(),
  /** only what belongs to that office */
  uo: codice('L’ufficio').optional(),
};
export const QueryArchivio = z.strictObject({
  ...comuni,
  per: z.enum(VOCI_ARCHIVIO, { error: `Si conta per ${VOCI_ARCHIVIO.join(', ')}.` }).optional(),
});
export type QueryArchivio = z.output<typeof QueryArchivio>;
export const QueryTempi = z.strictObject({
  ...comuni,
  per: z.enum(VOCI_TEMPI, { error: `Si conta per ${VOCI_TEMPI.join(', ')}.` }).optional(),
});
export type QueryTempi = z.output<typeof QueryTempi>;

const quote = {
  /** registrations of the year, without the annulled ones */
  documenti: z.int(),
  classificati: z.int(),
  /** at sottoclasse or below */
  terzoLivello: z.int(),
  inFascicolo: z.int(),
  /** of 100 documents, with one decimal */
  quotaTerzoLivello: z.number(),
  quotaInFascicolo: z.number(),
};
export const RigaArchivio = z.object({ chiave: z.string(), voce: z.string(), ...quote });
export type RigaArchivio = z.infer<typeof RigaArchivio>;
export const StatisticheArchivio = z.object({
  anno: z.int(),
  per: z.enum(VOCI_ARCHIVIO),
  uo: z.string().optional(),
  righe: z.array(RigaArchivio),
  /** each document once: by office the rows may say more */
  totali: z.object(quote),
});
export type StatisticheArchivio = z.infer<typeof StatisticheArchivio>;

const tempi = {
  /** ended in the year */
  conclusi: z.int(),
  /** days of the calendar from the beginning to the end; absent where none has ended */
  media: z.number().optional(),
  mediana: z.number().optional(),
  /** of those ended, past the last day of their term */
  oltreTermine: z.int(),
  quotaOltreTermine: z.number(),
  /** running today, and of them past their last day */
  inCorso: z.int(),
  scaduti: z.int(),
};
export const RigaTempi = z.object({ chiave: z.string(), voce: z.string(), ...tempi });
export type RigaTempi = z.infer<typeof RigaTempi>;
export const StatisticheTempi = z.object({
  anno: z.int(),
  per: z.enum(VOCI_TEMPI),
  uo: z.string().optional(),
  righe: z.array(RigaTempi),
  totali: z.object(tempi),
});
export type StatisticheTempi = z.infer<typeof StatisticheTempi>;
