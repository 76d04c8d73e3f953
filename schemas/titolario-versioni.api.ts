import { z } from 'zod';
import { Data, NumeroQuery } from './comune.api.js';
import { testoObbligatorio } from './testo.api.js';

/** Shapes of what is done with versions of the titolario: imported, mapped, approved, closed in part. */

const prova = z
  .enum(['si', 'no'], { error: 'La prova si scrive si oppure no.' })
  .optional()
  .transform((value) => value === 'si');

/** What an import says beside its file; what it leaves out follows from the versions that there are. */
export const ImportaQuery = z.strictObject({
  /** `si`: tells what would be, and writes nothing */
  prova,
  /** the number after the last one; given, it must be that */
  numero: NumeroQuery.optional(),
  denominazione: testoObbligatorio(200, 'La denominazione').optional(),
  /** first day on which the version counts; the 1 January of the next year unless it is said */
  dal: Data.optional(),
});
export type ImportaQuery = z.output<typeof ImportaQuery>;

export const ProvaQuery = z.strictObject({ prova });

/** The act by which the body adopted a version. */
export const Atto = z.strictObject({
  tipo: testoObbligatorio(100, 'Il tipo dell’atto'),
  numero: testoObbligatorio(100, 'Il numero dell’atto'),
  data: Data,
});

const revisione = z
  .int({ error: 'Indicare la revisione letta.' })
  .min(1, { error: 'Indicare la revisione letta.' })
  .max(999_999_999, { error: 'Indicare la revisione letta.' });

export const ApprovazioneRichiesta = z.strictObject({
  /** the one whose differences were read: another one is refused */
  revisione,
  atto: Atto,
});
export type ApprovazioneRichiesta = z.output<typeof ApprovazioneRichiesta>;

export const RevisioneQuery = z.strictObject({ revisione: NumeroQuery });

export const ChiusuraRichiesta = z.strictObject({
  /** first day on which the voce may not be used any more; today unless it is said */
  dal: Data.optional(),
  motivo: testoObbligatorio(500, 'Il motivo'),
});
export type ChiusuraRichiesta = z.output<typeof ChiusuraRichiesta>;

const CODICE = z.string().max(30, { error: 'Il codice si scrive come VI.3.' });
export const PercorsoVoce = z.strictObject({ codice: CODICE });
export const PercorsoVersione = z.strictObject({ numero: NumeroQuery });
export const VoceQuery = z.strictObject({ data: Data.optional(), versione: NumeroQuery.optional() });

export const STATI_VERSIONE = ['bozza', 'approvata', 'vigente', 'cessata'] as const;

const Fatto = z.object({
  fatto: z.string(),
  utente: z.string(),
  data: z.string(),
  codice: z.string().optional(),
  dal: z.string().optional(),
  motivo: z.string().optional(),
});

export const RigaVersione = z.object({
  numero: z.int(),
  denominazione: z.string(),
  dal: z.string(),
  /** first day on which the next one counts */
  al: z.string().optional(),
  stato: z.enum(STATI_VERSIONE),
  atto: z.object({ tipo: z.string(), numero: z.string(), data: z.string() }).optional(),
  /** how many voci it has, and how many of them are closed on the day of the question */
  voci: z.int(),
  chiuse: z.int(),
  storia: z.array(Fatto),
});
export const ElencoVersioniTitolario = z.object({
  elementi: z.array(RigaVersione),
  /** told to who drafts: the next version is being prepared, and `/titolario/bozza` has it */
  bozza: z.boolean().optional(),
});

export const Differenza = z.object({
  tipo: z.enum(['aggiunta', 'chiusa', 'cambiata', 'spostata']),
  codice: z.string(),
  voce: z.string(),
  /** of a voce that was moved: its code before */
  da: z.string().optional(),
  campi: z.array(z.object({ campo: z.string(), prima: z.string().optional(), dopo: z.string().optional() })).optional(),
});

export const RigaRaccordo = z.object({ da: z.string().optional(), a: z.string().optional(), tipo: z.string() });
export const RaccordoLetto = z.object({
  /** the version before and the one after */
  da: z.int(),
  a: z.int(),
  elementi: z.array(RigaRaccordo),
});

const Rilievo = z.object({ riga: z.int(), messaggio: z.string() });

/** What an import of a titolario does, or would do. */
export const ImportazioneTitolario = z.object({
  prova: z.boolean(),
  versione: z.object({
    numero: z.int(),
    denominazione: z.string(),
    dal: z.string(),
    stato: z.literal('bozza'),
    /** of the draft; absent in a dry run */
    revisione: z.int().optional(),
  }),
  voci: z.int(),
  /** against the version before, in numeric order */
  differenze: z.array(Differenza),
  /** to look at, not to mend */
  avvisi: z.array(Rilievo),
});

/** The draft of the next version, as its approver reads it. */
export const BozzaTitolario = z.object({
  numero: z.int(),
  denominazione: z.string(),
  dal: z.string(),
  stato: z.literal('bozza'),
  revisione: z.int(),
  voci: z.int(),
  differenze: z.array(Differenza),
  raccordo: z.array(RigaRaccordo),
  /** true if a person has given the mapping, false if it is what the two versions say by themselves */
  raccordoDato: z.boolean(),
  storia: z.array(Fatto),
});

export const RaccordoImportato = z.object({
  prova: z.boolean(),
  righe: z.int(),
  /** how many rows of each type */
  tipi: z.record(z.string(), z.int()),
  revisione: z.int().optional(),
});

export const VoceChiusa = z.object({ codice: z.string(), dal: z.string() });
