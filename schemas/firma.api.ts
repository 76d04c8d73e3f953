import { z } from 'zod';

/* What is known of the signatures of a file (contract §4 `firme`), and how it came to be known. */

export const TIPI_FIRMA = ['CAdES', 'PAdES', 'XAdES', 'CMS'] as const;
export const ESITI_FIRMA = ['valida', 'non-valida', 'non-verificabile'] as const;
export type TipoFirma = (typeof TIPI_FIRMA)[number];
export type EsitoFirma = (typeof ESITI_FIRMA)[number];

/** What is looked at, in the order in which it is told. */
export const CODICI_CONTROLLO = [
  'contenuto', // what was signed is there
  'integrita', // it is what was signed, byte for byte
  'firmatario', // the signature names and binds the certificate
  'algoritmi', // neither MD5 nor SHA-1, keys long enough
  'uso-chiave', // the certificate may sign documents
  'catena', // it descends from an authority that this installation trusts
  'validita', // the certificate held at the time of signing
  'revoca', // it was not revoked then
  'marca', // the timestamp, where there is one
  'modifiche', // nothing was changed after it (PDF)
] as const;
export type CodiceControllo = (typeof CODICI_CONTROLLO)[number];

export const Controllo = z.object({
  codice: z.enum(CODICI_CONTROLLO),
  /** `ignoto`: it could not be looked at, and is never taken as good */
  esito: z.enum(['si', 'no', 'ignoto']),
  /** a sentence for who reads it */
  messaggio: z.string(),
});
export type Controllo = z.infer<typeof Controllo>;

export const Certificato = z.object({
  soggetto: z.string(),
  emittente: z.string(),
  seriale: z.string(),
  dal: z.string(),
  al: z.string(),
  sha256: z.string(),
  organizzazione: z.string().optional(),
  codiceFiscale: z.string().optional(),
  /** the certificate calls itself qualified (QCStatements); a statement of its own, not a judgement */
  qualificato: z.boolean().optional(),
});
export type Certificato = z.infer<typeof Certificato>;

export const Marca = z.object({
  quando: z.string(),
  autorita: z.string(),
  esito: z.enum(ESITI_FIRMA),
  motivo: z.string().optional(),
  /** where it stands: over a signature, over a whole document (PDF), beside the file, around it (TSD) */
  posto: z.enum(['firma', 'documento', 'file', 'busta']),
});
export type Marca = z.infer<typeof Marca>;

export const FirmaVerificata = z.object({
  tipo: z.enum(TIPI_FIRMA),
  /** `B`, `T`, `LT`, `LTA` as far as the structure goes; absent where it is below the baseline */
  livello: z.enum(['B', 'T', 'LT', 'LTA']).optional(),
  firmatario: z.string(),
  /** it signs the signature of this signer, not the document */
  controfirmaDi: z.string().optional(),
  esito: z.enum(ESITI_FIRMA),
  /** the first thing that does not hold, or could not be looked at, in words; absent when valid */
  motivo: z.string().optional(),
  certificato: Certificato.optional(),
  /** as the signer says */
  dichiarato: z.string().optional(),
  /** as a timestamp proves */
  provato: z.string().optional(),
  controlli: z.array(Controllo),
  marche: z.array(Marca),
  /** PDF: which revision of how many it signs, and what was changed after it, in words */
  revisione: z.object({ n: z.int(), di: z.int(), dopo: z.array(z.string()) }).optional(),
  /** envelopes in envelopes: 0 is the outermost */
  livelloBusta: z.int().optional(),
});
export type FirmaVerificata = z.infer<typeof FirmaVerificata>;

export const EsitoVerifica = z.object({
  firme: z.array(FirmaVerificata),
  /** timestamps that stand on the file itself, not on a signature */
  marche: z.array(Marca),
  /** of an envelope: the document that is inside the innermost one */
  contenuto: z
    .object({ nome: z.string().optional(), mime: z.string(), dimensione: z.int(), sha256: z.string() })
    .optional(),
  /** the instant at which it was judged */
  quando: z.string(),
  /** what could not be read to its end, in words */
  avvisi: z.array(z.string()),
});
export type EsitoVerifica = z.infer<typeof EsitoVerifica>;

/** The signatures of the files of a registration, each file in its place: `documento`, `allegati/1`. */
export const FirmeRegistrazione = z.object({
  elementi: z.array(z.object({ posto: z.string(), nome: z.string(), sha256: z.string(), verifica: EsitoVerifica })),
});
export type FirmeRegistrazione = z.infer<typeof FirmeRegistrazione>;
