import { z } from 'zod';
import { CodiceUfficio } from './amministrazione.api.js';
import { CodaBozzeContata } from './bozza.api.js';
import { SPECIE_CHIAVE } from './chiave-firma.api.js';
import { AnnoQuery, LimiteQuery, NumeroQuery, pagina, PostoRegistrato, SiglaRepertorio } from './comune.api.js';
import { AssegnazioniRichiesta } from './registrazione.api.js';
import { RigaRegistrazione } from './registrazione-risposta.api.js';
import { DaRegistrareContate, ScansioniContate } from './scansione.api.js';

/** The queues of the desks, in the order in which they are shown, `atti-` those of acts of the repertori; server/scrivania/code.ts says who has which. */
export const CODE = [
  'da-assegnare',
  'rifiutate',
  'da-prendere',
  'conoscenza',
  'in-carico',
  'in-carico-colleghi',
  'attese-uffici',
  'da-classificare',
  'terzo-livello',
  'in-ritardo',
  'non-prese',
  'senza-fascicolo',
  'senza-scansione',
  'tardive',
  'annullamenti',
  'rettifiche',
  'atti-da-prendere',
  'atti-conoscenza',
  'atti-in-carico',
  'atti-in-carico-colleghi',
  'atti-rifiutati',
  'atti-in-attesa',
  'atti-annullamenti',
] as const;
export const Coda = z.enum(CODE, { error: `La coda è una di ${CODE.join(', ')}.` });
export type Coda = z.infer<typeof Coda>;

/** `completamento`: what a head, or who has his delegation, completes after the protocol office; it is the first thing that he sees. */
export const GRUPPI = ['completamento', 'arrivi', 'lavoro', 'smistamento', 'decisioni'] as const;
export type Gruppo = (typeof GRUPPI)[number];

/** A row of a queue: the registration, and since when and why it stands there. */
export const RigaScrivania = RigaRegistrazione.extend({
  /** since when it stands in the queue, as far as its acts say; else since it was registered */
  attesaDal: z.string(),
  tardiva: z.boolean().optional(),
});
export type RigaScrivania = z.infer<typeof RigaScrivania>;

const conto = { totale: z.int().optional(), oltre: z.int().optional() };
export const CodaContata = z.object({
  codice: Coda,
  gruppo: z.enum(GRUPPI),
  /** it asks for something to be done by who looks */
  daFare: z.boolean(),
  ...conto,
  /** the first ones, oldest first */
  primi: z.array(RigaScrivania),
});
export type CodaContata = z.infer<typeof CodaContata>;

export const Scrivania = z.object({
  code: z.array(CodaContata),
  /** letters on their way out, for who writes them: their queues are lists of their own (GET /bozze?coda=) */
  lettere: z.array(CodaBozzeContata).optional(),
  /** scans that somebody has to look at, for who scans (GET /scansioni?stato=da-verificare) */
  scansioni: ScansioniContate.optional(),
  /** what has arrived and has no number, for who registers it (GET /scansioni?daRegistrare=si) */
  daRegistrare: DaRegistrareContate.optional(),
  /** what asks for something to be done by who looks, all queues of work together; at most 1000 for each */
  daFare: z.int(),
  /** signing keys that end within thirty days: one's own, all of the AOO for who takes care of them */
  chiaviInScadenza: z
    .array(z.object({ nome: z.string(), specie: z.enum(SPECIE_CHIAVE), al: z.string(), giorni: z.int() }))
    .optional(),
  /** registrations of the day, for who keeps the register */
  oggi: z.object({ E: z.int(), U: z.int(), I: z.int(), ultimoNumero: z.int().optional() }).optional(),
});
export type Scrivania = z.infer<typeof Scrivania>;

const primi = z
  .string()
  .regex(/^\d{1,2}$/, { error: 'Indicare un numero da 0 a 20.' })
  .transform(Number)
  .refine((n) => n <= 20, { error: 'Indicare un numero da 0 a 20.' });
export const QueryScrivania = z.strictObject({ primi: primi.optional() });
export const PercorsoCoda = z.strictObject({ coda: Coda });
export const QueryCoda = z.strictObject({
  /** only what waits in that office */
  uo: CodiceUfficio.optional(),
  limite: LimiteQuery.optional(),
  cursore: z.string().max(200, { error: 'Il cursore non è di questo elenco.' }).optional(),
});
export const ElencoCoda = pagina(RigaScrivania);
/** A queue by office: how many wait in each, and since when the oldest. */
export const UfficiCoda = z.object({
  elementi: z.array(z.object({ uo: z.string(), totale: z.int(), dal: z.string() })),
});
export type UfficiCoda = z.infer<typeof UfficiCoda>;

export const PresaVisioneRichiesta = z.strictObject({});
/** `n`: number of the request, as the registration names it. */
export const PercorsoRettifica = z.strictObject({ anno: AnnoQuery, numero: NumeroQuery, n: NumeroQuery });
export const Versione = z.object({ versione: z.int() });

export const MAX_INSIEME = 200;
/** Named or not, the register of protocol is the same. */
const placeOf = ({ registro = 'PROT-GEN', anno, numero }: PostoRegistrato): string => `${registro}/${anno}/${numero}`;
/** `versione`: as who chooses it has read it; what somebody has changed since then is not assigned, and he is told. */
const DaAssegnare = PostoRegistrato.extend({
  versione: z.int({ error: 'Versione non valida.' }).min(1, { error: 'Versione non valida.' }).optional(),
});

/** Many registrations, or acts of the repertori, assigned in the same way. */
export const AssegnazioniInsieme = AssegnazioniRichiesta.extend({
  registrazioni: z
    .array(DaAssegnare, { error: 'Indicare un elenco di registrazioni.' })
    .min(1, { error: 'Indicare almeno una registrazione.' })
    .max(MAX_INSIEME, { error: `Al massimo ${MAX_INSIEME} registrazioni per volta.` })
    .refine((all) => new Set(all.map(placeOf)).size === all.length, {
      error: 'La stessa registrazione è indicata due volte.',
    }),
});
export type AssegnazioniInsieme = z.output<typeof AssegnazioniInsieme>;

export const EsitiInsieme = z.object({
  esiti: z.array(
    z.object({
      /** where it is an act of a repertorio */
      registro: SiglaRepertorio.optional(),
      anno: z.int(),
      numero: z.int(),
      /** as the status of the single request would be: 200, 403, 404, 409, 412 */
      stato: z.int(),
      versione: z.int().optional(),
      messaggio: z.string().optional(),
    }),
  ),
  assegnate: z.int(),
});
export type EsitiInsieme = z.infer<typeof EsitiInsieme>;
