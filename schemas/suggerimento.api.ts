import { z } from 'zod';
import { AnnoNumero, Data } from './comune.api.js';
import { MAX_OGGETTO } from './registrazione.api.js';
import { testo } from './testo.api.js';

/** Of the text of a document the beginning is enough, and is all that is read. */
const MAX_TESTO = 200_000;
const codice = (nome: string) => testo({ max: 60, min: 1, nome });

/** A document that has to be classified, as far as it is known. */
export const SuggerimentiRichiesta = z.strictObject({
  oggetto: testo({ max: MAX_OGGETTO, min: 1, nome: 'L’oggetto' }),
  /** who writes, or is written to */
  corrispondente: testo({ max: 500, nome: 'Il corrispondente' }).optional(),
  /** what the document says */
  testo: testo({ max: MAX_TESTO, nome: 'Il testo', righe: true }).optional(),
  /** mezzo by which it came */
  canale: testo({ max: 30, nome: 'Il canale' }).optional(),
  /** the registration that the document answers */
  risponde: AnnoNumero.optional(),
  /** the registration that is to be classified: the texts of its files are read too, if the caller may see it */
  registrazione: AnnoNumero.optional(),
  /** only what stands right below this voce: the third level of a document that has titolo and classe */
  sotto: codice('La voce').optional(),
  /** legal day of the registration: voci in force then (default: today) */
  data: Data.optional(),
});
export type SuggerimentiRichiesta = z.infer<typeof SuggerimentiRichiesta>;

export const Suggerimento = z.object({
  codice: z.string(),
  voce: z.string(),
  /** 0..1, near to how often such a suggestion is right */
  punteggio: z.number().min(0).max(1),
  /** in words, the strongest first; they name only what the caller may see */
  motivi: z.array(z.string()),
});
export type Suggerimento = z.infer<typeof Suggerimento>;

export const Suggerimenti = z.object({
  /** at most three, the likeliest first */
  suggerimenti: z.array(Suggerimento),
  /** false: the text says too little, nothing should be proposed */
  sicuro: z.boolean(),
  /** the office that would have it, where the register says so; only with `sicuro` */
  uo: z.object({ codice: z.string(), motivo: z.string() }).optional(),
  /** open fascicoli where it may belong, the likeliest first; only with `sicuro` */
  fascicoli: z.array(z.object({ id: z.string(), codice: z.string(), oggetto: z.string(), motivo: z.string() })),
});
export type Suggerimenti = z.infer<typeof Suggerimenti>;

/** What became of suggestions: which were shown, what was then chosen. Nothing says who, or of which document. */
export const EsitoRichiesta = z.strictObject({
  /** made by the page with the form: told twice it counts once */
  id: z.uuid({ error: 'L’identificativo della richiesta non è valido.' }),
  proposti: z.array(codice('La voce')).max(3, { error: 'Le voci proposte sono al massimo tre.' }),
  sicuro: z.boolean({ error: 'Indicare vero o falso.' }),
  scelto: codice('La voce scelta'),
});
export type EsitoRichiesta = z.infer<typeof EsitoRichiesta>;

export const QueryQualita = z.strictObject({
  mese: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'Il mese si scrive come 2026-03.' })
    .optional(),
});

const conti = {
  /** choices of which it was told */
  scelte: z.int(),
  /** of these, with suggestions that were shown */
  risposte: z.int(),
  /** of the shown: the first, one of the first three was chosen */
  primo: z.int(),
  primiTre: z.int(),
};
export const QualitaSuggerimenti = z.object({
  mese: z.string(),
  ...conti,
  perClasse: z.array(z.object({ codice: z.string(), ...conti })),
});
export type QualitaSuggerimenti = z.infer<typeof QualitaSuggerimenti>;
