import { z } from 'zod';
import { AnnoQuery, Data } from './comune.api.js';

/** Addresses and answers of the daily and yearly registers (contract §2). */
export const PercorsoGiorno = z.strictObject({ data: Data });
export const PercorsoAnno = z.strictObject({ anno: AnnoQuery });
/** Whose seal: of the register, which is its XML, or of its readable form. */
export const QueryFirmaRegistro = z.strictObject({
  di: z.enum(['pdf', 'xml'], { error: 'La firma è del pdf oppure dell’xml.' }).optional(),
});
export const QueryGiornate = z.strictObject({ anno: AnnoQuery.optional() });

const sha256 = z.string();
const numero = z.object({ anno: z.int(), numero: z.int() });

/** `chiusa`; `da-chiudere`: over and not closed yet; `in-corso`: today. */
export const STATI_GIORNATA = ['chiusa', 'da-chiudere', 'in-corso'] as const;

export const Giornata = z.object({
  giorno: z.string(),
  stato: z.enum(STATI_GIORNATA),
  /** closed, or still to be closed, after eight in the morning of the day after */
  tardiva: z.boolean(),
  /** of the daily register in the year of its day */
  progressivo: z.int().optional(),
  chiusura: z.string().optional(),
  registrazioni: z.int().optional(),
  primo: numero.optional(),
  ultimo: numero.optional(),
  annullate: z.int().optional(),
  variazioni: z.int().optional(),
  /** of the register, which is its XML */
  sha256: sha256.optional(),
  precedente: sha256.optional(),
  /** of the PDF, once it was drawn */
  pdf: z.object({ sha256, pagine: z.int() }).optional(),
  /** when the seal was put on the XML, and on the PDF, where it was */
  sigilli: z.object({ xml: z.string().optional(), pdf: z.string().optional() }).optional(),
});
export type Giornata = z.infer<typeof Giornata>;

export const Giornate = z.object({
  anno: z.int(),
  /** years that have days, the last first */
  anni: z.array(z.int()),
  /** of the register of the year: `in-corso` until its last day is over */
  annuale: z.object({ stato: z.enum(STATI_GIORNATA), sha256: sha256.optional() }).optional(),
  /** days that are over, not closed and late, of whatever year */
  inRitardo: z.int(),
  /** newest first */
  elementi: z.array(Giornata),
});
export type Giornate = z.infer<typeof Giornate>;

/** The seals that are missing on closed days, and the last time that somebody had them put on all. */
export const Sigillatura = z.object({
  /** closed days without a seal on both files, of whatever year */
  mancano: z.int(),
  ultima: z
    .object({
      stato: z.enum(['in-corso', 'finita', 'ferma']),
      totale: z.int(),
      fatte: z.int(),
      utente: z.string(),
      chiesta: z.string(),
      motivo: z.string().optional(),
    })
    .optional(),
});
export type Sigillatura = z.infer<typeof Sigillatura>;
