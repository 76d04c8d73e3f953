import { z } from 'zod';
import { AnnoQuery, LimiteQuery } from './comune.api.js';
import { Flusso } from './registrazione.api.js';
import { testoObbligatorio } from './testo.api.js';

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

export const LACUNE = ['documento', 'classifica', 'fascicolo', 'soggetti'] as const;
/** What a registration lacks of what its metadata want. */
export const Lacuna = z.enum(LACUNE);
export type Lacuna = z.infer<typeof Lacuna>;

export const QueryIncompleti = z.strictObject({
  anno: AnnoQuery.optional(),
  /** office that is to see to it */
  uo: testoObbligatorio(100, 'L’ufficio').optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().max(50, { error: 'Il cursore non è di questo elenco.' }).optional(),
});

/** Registrations whose metadata cannot be complete, and how many of each office. */
export const Incompleti = z.object({
  elementi: z.array(
    z.object({
      anno: z.int(),
      numero: z.int(),
      dataRegistrazione: z.string(),
      flusso: Flusso,
      oggetto: z.string(),
      /** office that is to see to it; empty: none has it yet */
      uo: z.string(),
      lacune: z.array(Lacuna),
    }),
  ),
  uffici: z.array(z.object({ uo: z.string(), quanti: z.int() })),
  cursore: z.string().optional(),
  totale: z.int().optional(),
  oltre: z.int().optional(),
});
export type Incompleti = z.infer<typeof Incompleti>;
