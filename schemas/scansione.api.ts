import { z } from 'zod';
import { AnnoNumero } from './comune.api.js';
import { testo } from './testo.api.js';

/* Certified scans (contract §2, §4 `scansione`). */

export const STATI_SCANSIONE = ['in-coda', 'in-lavorazione', 'da-verificare', 'pronta', 'attestata', 'errore'] as const;
export type StatoScansione = (typeof STATI_SCANSIONE)[number];

/** What a page may lack. */
export const CODICI_QUALITA = [
  'risoluzione',
  'bianca',
  'storta',
  'scura',
  'chiara',
  'bordo-tagliato',
  'doppia',
  'pagine',
  'codice-illeggibile',
  'illeggibile',
] as const;
export type CodiceQualita = (typeof CODICI_QUALITA)[number];

export const ScansioneRichiesta = z.strictObject({
  pagineAttese: z
    .int({ error: 'Indicare quante pagine ha l’originale.' })
    .min(1, { error: 'Le pagine attese sono almeno una.' })
    .max(5_000, { error: 'Al massimo 5000 pagine.' })
    .optional(),
  registrazione: AnnoNumero.optional(),
  originale: z
    .strictObject({
      unico: z.boolean({ error: 'Indicare se l’originale è unico: vero o falso.' }),
      collocazione: testo({ max: 300, nome: 'La collocazione' }).optional(),
    })
    .optional(),
});
export type ScansioneRichiesta = z.output<typeof ScansioneRichiesta>;

export const QualitaPagina = z.object({
  codice: z.enum(CODICI_QUALITA),
  messaggio: z.string(),
  /** who said that the page is good all the same, and why */
  accettata: z.object({ utente: z.string(), quando: z.string(), motivo: z.string() }).optional(),
});
export type QualitaPagina = z.infer<typeof QualitaPagina>;

export const PaginaScansione = z.object({
  numero: z.int(),
  qualita: z.array(QualitaPagina),
  /** 0 to 1, of the words read */
  fiducia: z.number().optional(),
  /** stable name of the page, whatever its place */
  id: z.string(),
  rotazione: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  larghezza: z.int().optional(),
  altezza: z.int().optional(),
  dpi: z.int().optional(),
  colore: z.enum(['mono', 'grigio', 'colore']).optional(),
  fatta: z.boolean(),
});
export type PaginaScansione = z.infer<typeof PaginaScansione>;

export const PropostaLetta = z.object({
  valore: z.string(),
  scritto: z.string(),
  pagina: z.int(),
  riquadro: z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() }),
  fiducia: z.number(),
});

/** What is proposed is the value itself (contract); where it was read stands beside, in `lette`. */
export const Proposte = z.object({
  oggetto: z.string().optional(),
  mittente: z.string().optional(),
  data: z.string().optional(),
  protocolloMittente: z.string().optional(),
  lette: z.record(z.string(), PropostaLetta).optional(),
});
export type Proposte = z.infer<typeof Proposte>;

export const Scansione = z.object({
  id: z.string(),
  stato: z.enum(STATI_SCANSIONE),
  avanzamento: z.object({ pagine: z.int(), fatte: z.int() }),
  pagine: z.array(PaginaScansione),
  pdf: z.object({ sha256: z.string(), dimensione: z.int() }).optional(),
  proposte: Proposte.optional(),
  errore: z.string().optional(),
  pagineAttese: z.int().optional(),
  registrazione: AnnoNumero.optional(),
  originale: z.object({ unico: z.boolean(), collocazione: z.string().optional() }).optional(),
  /** the batch it came in; a code that never changes */
  lotto: z.string().optional(),
  attestazione: z.string().optional(),
  operatore: z.string(),
  creata: z.string(),
  versione: z.int(),
});
export type Scansione = z.infer<typeof Scansione>;
