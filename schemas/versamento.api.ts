import { z } from 'zod';
import { Data, LimiteQuery } from './comune.api.js';
import { testo } from './testo.api.js';

/** What is shipped to the conservation system, and how it stands there (contract §4). */

export const TIPI_VERSAMENTO = ['unita-documentaria', 'registro-giornaliero', 'fascicolo'] as const;
export type TipoVersamento = (typeof TIPI_VERSAMENTO)[number];

export const STATI_VERSAMENTO = [
  'preparato',
  'in-invio',
  'incerto',
  'in-carico',
  'attesa-riprova',
  'accettato',
  'accettato-con-avvisi',
  'rifiutato',
  'conflitto',
  'da-verificare',
  'sospeso',
  'annullato',
] as const;
export type StatoVersamento = (typeof STATI_VERSAMENTO)[number];

/** What a package asks of the receiver: to keep something new, or to add to, or correct, what it has accepted before. */
export const OPERAZIONI_VERSAMENTO = ['versamento', 'aggiunta', 'aggiornamento'] as const;
export type OperazioneVersamento = (typeof OPERAZIONI_VERSAMENTO)[number];

/** How one call ended. `in-corso`: it has not ended, or nobody was there to hear the end. */
export const ESITI_TENTATIVO = [
  'in-corso',
  'accettato',
  'accettato-con-avvisi',
  'in-carico',
  'rifiutato',
  'conflitto',
  'tecnico',
  'incerto',
  'assente',
  'sospeso',
  'anomalia',
  'annullato',
] as const;
export type EsitoTentativo = (typeof ESITI_TENTATIVO)[number];

/** Faults that a person may tell the receiver to accept, with a reason that stays (the names of the receiver's flags). */
export const FORZATURE = [
  'accettazione',
  'conservazione',
  'collegamento',
  'hash',
  'formato-numero',
  'formato-file',
] as const;
export type NomeForzatura = (typeof FORZATURE)[number];

/** What a person can do about a package that does not go on by itself. */
export const RIMEDI = [
  'correggi-formato',
  'scegli-tipologia',
  'forza',
  'confronta',
  'completa-dati',
  'ritenta',
  'carica-rapporto',
  'configura',
  'avvisa-assistenza',
] as const;
export type Rimedio = (typeof RIMEDI)[number];

export const VersamentoRichiesto = z.strictObject({
  tipo: z.enum(TIPI_VERSAMENTO, { error: 'Il tipo è unita-documentaria, registro-giornaliero o fascicolo.' }),
  riferimento: testo({ max: 200, min: 1, nome: 'Il riferimento' }),
});
export type VersamentoRichiesto = z.infer<typeof VersamentoRichiesto>;

/** What the receiver says of the package or of one of its files, in its own code and words. */
export const Voce = z.object({
  codice: z.string(),
  messaggio: z.string(),
  gravita: z.enum(['errore', 'avviso']),
  /** id of the file within the package */
  file: z.string().optional(),
});
export type Voce = z.infer<typeof Voce>;

export const Tentativo = z.object({
  /** from 1 */
  n: z.int(),
  azione: z.enum(['invio', 'interrogazione']),
  inizio: z.string(),
  fine: z.string().optional(),
  esito: z.enum(ESITI_TENTATIVO),
  codice: z.string().optional(),
  messaggio: z.string().optional(),
  voci: z.array(Voce),
  statoHttp: z.int().optional(),
  durataMs: z.int().optional(),
  /** bytes sent */
  inviati: z.int().optional(),
  /** the answer, kept as it came: `.../risposte/{n}` */
  risposta: z.object({ sha256: z.string(), dimensione: z.int(), mime: z.string() }).optional(),
});
export type Tentativo = z.infer<typeof Tentativo>;

/** Why it does not go on, and what to do next. */
export const Causa = z.object({
  /** the receiver's code, or ours */
  codice: z.string(),
  /** groups the same trouble of many packages */
  gruppo: z.string(),
  titolo: z.string(),
  parole: z.string(),
  /** what to do, in a sentence */
  consiglio: z.string(),
  rimedi: z.array(z.enum(RIMEDI)),
  /** what may be forced, when it may */
  forzature: z.array(z.enum(FORZATURE)),
  /** what the receiver's flagged file really is, when that is known */
  file: z.object({ id: z.string(), nome: z.string(), formato: z.string().optional() }).optional(),
});
export type Causa = z.infer<typeof Causa>;

const Chiave = z.object({ registro: z.string(), anno: z.int(), numero: z.string() });
export type ChiaveVersamento = z.infer<typeof Chiave>;

export const RigaVersamento = z.object({
  id: z.string(),
  tipo: z.enum(TIPI_VERSAMENTO),
  riferimento: z.string(),
  operazione: z.enum(OPERAZIONI_VERSAMENTO),
  /** of what follows the first shipping: what it brings, `sigillo sul PDF`, `allegato`, `metadati` */
  porta: z.string().optional(),
  stato: z.enum(STATI_VERSAMENTO),
  /** how it stands, in words */
  situazione: z.string(),
  conservatore: z.string(),
  chiave: Chiave,
  sha256: z.string(),
  /** bytes of all that is sent */
  dimensione: z.int(),
  creato: z.string(),
  aggiornato: z.string(),
  prossimoPasso: z.string().optional(),
  /** last day of its term (`YYYY-MM-DD`) */
  termine: z.string().optional(),
  tentativi: z.array(Tentativo),
  causa: Causa.optional(),
  priorita: z.boolean(),
  versione: z.int(),
});
export type RigaVersamento = z.infer<typeof RigaVersamento>;

export const VersamentoRisposta = RigaVersamento.extend({
  rapporto: z
    .object({
      sha256: z.string(),
      /** of the receipt, in UTC as the law wants it, with offset */
      data: z.string(),
      identificativo: z.string().optional(),
      verificato: z.boolean(),
    })
    .optional(),
  avvisi: z.array(Voce),
  file: z.array(
    z.object({
      id: z.string(),
      nome: z.string(),
      ruolo: z.string(),
      formato: z.string(),
      mime: z.string(),
      dimensione: z.int(),
      sha256: z.string(),
    }),
  ),
  /** preparation, tries, decisions of persons: everything that happened to it, oldest first */
  storia: z.array(
    z.object({
      quando: z.string(),
      tipo: z.string(),
      parole: z.string(),
      utente: z.string().optional(),
      hash: z.string(),
    }),
  ),
  /** what came after, or before, of the same thing: additions, updates, earlier packages */
  collegati: z.array(
    z.object({
      id: z.string(),
      operazione: z.enum(OPERAZIONI_VERSAMENTO),
      stato: z.enum(STATI_VERSAMENTO),
      creato: z.string(),
    }),
  ),
});
export type VersamentoRisposta = z.infer<typeof VersamentoRisposta>;

/** The piles of the archivist's desk; each is a filter of the list. */
export const CODE_CONSERVAZIONE = [
  'rifiutati',
  'non-inviabili',
  'conflitti',
  'in-ritardo',
  'da-inviare',
  'in-invio',
  'attesa-riprova',
  'incerti',
  'in-carico',
  'sospesi',
  'firme-in-scadenza',
  'fascicoli-da-versare',
  'accettati',
] as const;
export type CodaConservazione = (typeof CODE_CONSERVAZIONE)[number];

export const QueryVersamenti = z.strictObject({
  coda: z.enum(CODE_CONSERVAZIONE, { error: 'La coda non è tra quelle previste.' }).optional(),
  stato: z.enum(STATI_VERSAMENTO, { error: 'Lo stato non è tra quelli previsti.' }).optional(),
  tipo: z
    .enum(TIPI_VERSAMENTO, { error: 'Il tipo è unita-documentaria, registro-giornaliero o fascicolo.' })
    .optional(),
  riferimento: testo({ max: 200, nome: 'Il riferimento' }).optional(),
  anno: z
    .string()
    .regex(/^(19|2\d)\d{2}$/, { error: 'L’anno si scrive con quattro cifre, dal 1900 al 2999.' })
    .transform(Number)
    .optional(),
  dal: Data.optional(),
  al: Data.optional(),
  /** group of the cause: see `causa.gruppo` */
  causa: testo({ max: 100, nome: 'La causa' }).optional(),
  limite: LimiteQuery.optional(),
  cursore: testo({ max: 200, nome: 'Il cursore' }).optional(),
});
export type QueryVersamenti = z.infer<typeof QueryVersamenti>;

/** Mending and sending again; all but the reason as the cause allows. */
export const Ritenta = z.strictObject({
  motivo: testo({ max: 2000, min: 5, nome: 'Il motivo', righe: true }).optional(),
  forza: z
    .array(z.enum(FORZATURE, { error: 'La forzatura non è tra quelle previste.' }))
    .max(FORZATURE.length)
    .optional(),
  /** what each file is declared to be: id of the file, format as the receiver names it */
  formati: z
    .array(
      z.strictObject({
        file: testo({ max: 20, min: 1, nome: 'Il file' }),
        formato: z
          .string({ error: 'Indicare il formato.' })
          .regex(/^[A-Z0-9][A-Z0-9.]{0,29}$/, { error: 'Il formato si scrive come PDF, JPEG oppure PDF.P7M.' }),
      }),
    )
    .max(1000)
    .optional(),
  /** name agreed with the receiver for what is shipped */
  tipologia: testo({ max: 200, min: 1, nome: 'La tipologia' }).optional(),
});
export type Ritenta = z.infer<typeof Ritenta>;
