import { z } from 'zod';
import { AnnoNumero, LimiteQuery, pagina } from './comune.api.js';
import { testo } from './testo.api.js';

/* Certified scans (contract §2, §4 `scansione`). */

export const STATI_SCANSIONE = ['in-coda', 'in-lavorazione', 'da-verificare', 'pronta', 'attestata', 'errore'] as const;
export type StatoScansione = (typeof STATI_SCANSIONE)[number];

/** What a page may lack. */
export const CODICI_QUALITA = [
  'risoluzione',
  'bianca',
  'poche-parole',
  'storta',
  'capovolta',
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
  /** of a page that does not lie upright: the rotation that is proposed */
  rotazione: z.literal([0, 90, 180, 270]).optional(),
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
  /** the files as they arrived, never touched */
  originali: z.array(z.object({ n: z.int(), nome: z.string(), dimensione: z.int(), sha256: z.string() })),
  /** pages taken out, with their reason; their files stay */
  tolte: z.array(z.object({ id: z.string(), motivo: z.string(), utente: z.string(), quando: z.string() })),
  /** how the copy comes to the registration: it waits for the copy, or for a person and why, it is there, or why it cannot */
  unione: z
    .object({ stato: z.enum(['in-attesa', 'da-confermare', 'fatta', 'rifiutata']), messaggio: z.string().optional() })
    .optional(),
  /** it is not to be registered: the entry of the AOO's list, who said so and when */
  esclusa: z
    .object({ esclusione: z.string(), utente: z.string(), quando: z.string(), motivo: z.string().optional() })
    .optional(),
  /** it may be taken off its number now; `motivo`: who does it says why */
  separabile: z.object({ motivo: z.boolean() }).optional(),
  /** nothing of it changes any more: attested, or the copy is in a registration */
  bloccata: z.boolean(),
});
export type Scansione = z.infer<typeof Scansione>;

/** A row of the list: no pages. */
export const RigaScansione = Scansione.pick({
  id: true,
  stato: true,
  avanzamento: true,
  errore: true,
  registrazione: true,
  lotto: true,
  attestazione: true,
  esclusa: true,
  operatore: true,
  creata: true,
  versione: true,
}).extend({
  /** of the first file */
  nome: z.string(),
  /** pages that somebody has to look at */
  daVedere: z.int(),
});
export type RigaScansione = z.infer<typeof RigaScansione>;
export const ElencoScansioni = pagina(RigaScansione);
export type ElencoScansioni = z.infer<typeof ElencoScansioni>;

const CODICE_SCANSIONE = /^[0-9a-f]{24}$/;
const IdScansione = z.string().regex(CODICE_SCANSIONE, { error: 'Il codice della scansione ha 24 cifre esadecimali.' });
const IdPagina = z
  .string({ error: 'Indicare la pagina.' })
  .regex(/^[1-9]\d{0,5}$/, { error: 'La pagina si indica con il suo codice, in cifre.' });

export const PercorsoScansione = z.strictObject({ id: IdScansione });
export const PercorsoPagina = z.strictObject({ id: IdScansione, pagina: IdPagina });
export const PercorsoOriginale = z.strictObject({ id: IdScansione, n: IdPagina.transform(Number) });
export const QueryScansioni = z.strictObject({
  stato: z.enum(STATI_SCANSIONE, { error: `Lo stato è uno di ${STATI_SCANSIONE.join(', ')}.` }).optional(),
  lotto: z.string().regex(CODICE_SCANSIONE, { error: 'Il codice del lotto ha 24 cifre esadecimali.' }).optional(),
  mie: z.enum(['si', 'no'], { error: 'mie è si oppure no.' }).optional(),
  /** only what has no number, oldest first */
  daRegistrare: z.enum(['si', 'no'], { error: 'daRegistrare è si oppure no.' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: z
    .string()
    .regex(CODICE_SCANSIONE, { error: 'Il cursore non è valido: ripetere dalla prima pagina.' })
    .optional(),
});
export const QueryLotti = QueryScansioni.pick({ limite: true, cursore: true });

const motivo = testo({ max: 500, min: 5, nome: 'Il motivo' });
export const RotazioneRichiesta = z.strictObject({
  rotazione: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)], {
    error: 'La rotazione è 0, 90, 180 oppure 270.',
  }),
});
export const AccettazioneRichiesta = z.strictObject({
  codice: z.enum(CODICI_QUALITA, { error: 'Indicare quale difetto si accetta.' }),
  motivo,
});
export const RimozioneRichiesta = z.strictObject({ motivo });
export const ControlloScansione = z.strictObject({ motivo });
export const OrdineRichiesto = z.strictObject({
  pagine: z
    .array(IdPagina, { error: 'Indicare le pagine, nell’ordine.' })
    .max(5_000, { error: 'Al massimo 5000 pagine.' }),
});
export const DivisioneRichiesta = z.strictObject({ da: IdPagina });
export const UnioneRichiesta = z.strictObject({ registrazione: AnnoNumero });
/** `motivo`: obligatory where a label on the paper says the number */
export const SeparazioneRichiesta = z.strictObject({ motivo: motivo.optional() });
/** `esclusione`: an entry of what the AOO does not register (GET /configurazione/esclusioni) */
export const EsclusioneRichiesta = z.strictObject({
  esclusione: testo({ max: 200, min: 1, nome: 'L’esclusione' }),
  motivo: motivo.optional(),
});
export type EsclusioneRichiesta = z.output<typeof EsclusioneRichiesta>;
export const LottoRichiesto = ScansioneRichiesta.pick({ originale: true });

export const Divisione = z.object({ scansione: Scansione, nuova: Scansione });

export const ParolePagina = z.object({
  larghezza: z.int(),
  altezza: z.int(),
  parole: z.array(
    z.object({
      testo: z.string(),
      x0: z.number(),
      y0: z.number(),
      x1: z.number(),
      y1: z.number(),
      fiducia: z.number(),
      riga: z.int(),
    }),
  ),
});
export type ParolePagina = z.infer<typeof ParolePagina>;

export const EventiScansione = z.object({
  elementi: z.array(
    z.object({ tipo: z.string(), data: z.string(), utente: z.string(), dettagli: z.unknown(), hash: z.string() }),
  ),
});
export type EventiScansione = z.infer<typeof EventiScansione>;

/** A batch: one file that holds many documents; when its pages are read each becomes a scan. */
export const Lotto = z.object({
  id: z.string(),
  nome: z.string(),
  stato: z.enum(['in-coda', 'in-lavorazione', 'diviso', 'errore']),
  avanzamento: z.object({ pagine: z.int(), fatte: z.int() }),
  /** scans made of it, by state */
  scansioni: z.record(z.string(), z.int()),
  /** sheets that only parted the documents: blank ones, and covers */
  separatori: z.int(),
  errore: z.string().optional(),
  esclusa: Scansione.shape.esclusa,
  operatore: z.string(),
  creata: z.string(),
});
export type Lotto = z.infer<typeof Lotto>;
export const ElencoLotti = pagina(Lotto);
export type ElencoLotti = z.infer<typeof ElencoLotti>;

/** Scans that wait for a person, as the desk tells them. */
export const ScansioniContate = z.object({
  totale: z.int().optional(),
  oltre: z.int().optional(),
  /** since when the oldest waits */
  dal: z.string().optional(),
});
export type ScansioniContate = z.infer<typeof ScansioniContate>;
/** `inRitardo`: those that arrived longer ago than the AOO allows; the pages tell it as an alarm */
export const DaRegistrareContate = ScansioniContate.extend({ inRitardo: z.int() });
export type DaRegistrareContate = z.infer<typeof DaRegistrareContate>;
