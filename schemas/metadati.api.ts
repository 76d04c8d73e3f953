import { z } from 'zod';
import { LimiteQuery } from './comune.api.js';

/** The act that gives what is missing; the pages make a link of it. */
export const RIMEDI = [
  'classificazione',
  'fascicolazione',
  'integrazione',
  'rinnovo',
  'modifica',
  'fascicolo',
  'aoo',
  'uffici',
  'utenti',
  'impostazioni',
  'titolario',
  'attesa',
] as const;
export const Rimedio = z.enum(RIMEDI);
export type Rimedio = z.infer<typeof Rimedio>;

/** Something obligatory that the metadata of Allegato 5 lack: what, in words, and who can give it (contract §4). */
export const Mancanza = z.object({
  codice: z.string(),
  messaggio: z.string(),
  chi: z.string(),
  /** the element of the schema that waits for it */
  elemento: z.string().optional(),
  rimedio: Rimedio.optional(),
  /** the datum, office or user that the act is to name */
  riferimento: z.string().optional(),
});
export type Mancanza = z.infer<typeof Mancanza>;

export const TIPI_METADATI = [
  'DocumentoInformatico',
  'DocumentoAmministrativoInformatico',
  'AggregazioneDocumentaliInformatiche',
] as const;
export type TipoMetadati = (typeof TIPI_METADATI)[number];

/** The metadata as a person reads them: what is there, in the order of the schema, and what is missing. */
export const Metadati = z.object({
  tipo: z.enum(TIPI_METADATI),
  completi: z.boolean(),
  campi: z.array(z.object({ elemento: z.string(), valore: z.string() })),
  mancanze: z.array(Mancanza),
  /** version of the record from which they are built */
  versione: z.int(),
  /** documents that the aggregation lists; absent for a document */
  documenti: z.int().optional(),
  /** the official schemas are at hand, and this XML is valid to them; absent where they are not, or something is missing */
  conforme: z.boolean().optional(),
});
export type Metadati = z.infer<typeof Metadati>;

const CURSORE = /^\d{4}\/\d{1,9}$/;

export const QueryIncompleti = z.strictObject({
  limite: LimiteQuery.optional(),
  cursore: z.string().regex(CURSORE, { error: 'Il cursore non è valido: ripetere dalla prima pagina.' }).optional(),
  uo: z.string().max(100, { error: 'Codice di ufficio troppo lungo.' }).optional(),
});
export type QueryIncompleti = z.output<typeof QueryIncompleti>;

/** Problem document of metadata that are not complete. */
export const ProblemaMancanze = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  mancanze: z.array(Mancanza),
});
