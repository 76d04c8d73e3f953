import { z } from 'zod';
import { AnnoNumero, Data, DataOIstante, SHA256 } from './comune.api.js';
import { missingOfPai, Soggetto } from './soggetto.api.js';
import { testo, testoLibero, testoObbligatorio } from './testo.api.js';

export const MAX_OGGETTO = 4000;
export const MAX_NOTE = 10_000;
/** Below this an oggetto is told to be too short to be found again; it is a warning, not a refusal. */
export const OGGETTO_BREVE = 10;
export const MAX_ALLEGATI = 200;

export const FLUSSI = ['E', 'U', 'I'] as const;
export const Flusso = z.enum(FLUSSI, { error: 'Il flusso è E (entrata), U (uscita) oppure I (interno).' });
export type Flusso = z.infer<typeof Flusso>;

export const STATI = ['valida', 'annullamento-richiesto', 'annullata'] as const;
export type StatoRegistrazione = (typeof STATI)[number];

const oggetto = testo({ max: MAX_OGGETTO, min: 1, nome: 'L’oggetto' }).refine((text) => /[\p{L}\p{N}]/u.test(text), {
  error: 'L’oggetto deve contenere parole, non soltanto segni.',
});
/** A code of the AOO: office, user, means. */
export const codice = (nome: string) =>
  testoObbligatorio(100, nome).regex(/^[^\s$/\\]+$/, { error: `${nome} non ammette spazi né barre.` });
const motivo = testo({ max: 2000, min: 5, nome: 'Il motivo' });
const soggetti = z
  .array(Soggetto, { error: 'Indicare un elenco di soggetti.' })
  .max(500, { error: 'Al massimo 500 soggetti.' });

export const ProtocolloMittente = z.strictObject({
  numero: testoObbligatorio(100, 'Il numero di protocollo del mittente'),
  data: Data.optional(),
});
export type ProtocolloMittente = z.infer<typeof ProtocolloMittente>;

export const Assegnazione = z.strictObject({
  uo: codice('L’ufficio'),
  tipo: z.enum(['competenza', 'conoscenza'], { error: 'L’assegnazione è per competenza oppure per conoscenza.' }),
  utente: codice('L’utente').optional(),
});
export type Assegnazione = z.infer<typeof Assegnazione>;
const assegnazioni = z
  .array(Assegnazione, { error: 'Indicare un elenco di assegnazioni.' })
  .max(100, { error: 'Al massimo 100 assegnazioni.' });

export const Riservatezza = z.strictObject({
  livello: z.enum(['ordinaria', 'riservata'], { error: 'La riservatezza è ordinaria oppure riservata.' }),
  uo: z.array(codice('L’ufficio')).max(100).optional(),
  utenti: z.array(codice('L’utente')).max(100).optional(),
});
export type Riservatezza = z.infer<typeof Riservatezza>;

/** The act that authorises (DPR 445/2000 art. 54 c. 2). */
export const Provvedimento = z.strictObject({
  numero: testoObbligatorio(100, 'Il numero del provvedimento'),
  data: Data,
  autore: testoObbligatorio(300, 'L’autore del provvedimento'),
});
export type Provvedimento = z.infer<typeof Provvedimento>;

const DEL_SISTEMA = [
  'numero',
  'anno',
  'data',
  'dataRegistrazione',
  'registro',
  'aoo',
  'segnatura',
  'operatore',
  'catena',
  'stato',
  'versione',
];
/** Names that only the system gives get their own words (DPR 445/2000 art. 53 c. 1 lett. a, b). */
const unknownKeys = (issue: { code?: string | undefined; keys?: unknown }): string | undefined => {
  if (issue.code !== 'unrecognized_keys' || !Array.isArray(issue.keys)) return undefined;
  return issue.keys.some((key) => DEL_SISTEMA.includes(String(key)))
    ? 'Assegnato dal sistema: non si può indicare.'
    : 'Proprietà sconosciuta: controllare il nome.';
};

/** What is said of a document, whenever and wherever it is registered. */
export const DATI_DOCUMENTO = {
  flusso: Flusso,
  oggetto,
  mittenti: soggetti.default([]),
  destinatari: soggetti.default([]),
  mezzo: codice('Il mezzo'),
  protocolloMittente: ProtocolloMittente.optional(),
  dataArrivo: DataOIstante.optional(),
  classifica: testoObbligatorio(30, 'La classifica').optional(),
  assegnazioni: assegnazioni.optional(),
  riservatezza: Riservatezza.optional(),
  tipologia: testoObbligatorio(200, 'La tipologia').optional(),
  motivoClassifica: motivo.optional(),
  risponde: AnnoNumero.optional(),
  note: testo({ max: MAX_NOTE, nome: 'Le note', righe: true }).optional(),
};
type DatiDocumento = z.output<z.ZodObject<typeof DATI_DOCUMENTO>>;

/** What concerns more than one datum of a document. */
export function checkDocumento(
  r: DatiDocumento & { differimento?: unknown },
  ctx: Pick<z.core.$RefinementCtx, 'addIssue'>,
): void {
  const fault = (path: string | (string | number)[], message: string): void =>
    ctx.addIssue({ code: 'custom', path: [path].flat(), message });
  if (r.flusso === 'E' && !r.mittenti.some(({ tipo }) => tipo !== 'UO'))
    fault(
      'mittenti',
      'In entrata serve almeno un mittente esterno; se è ignoto, scrivere Anonimo o Firma illeggibile.',
    );
  if (r.flusso !== 'E' && r.destinatari.length === 0) fault('destinatari', 'Serve almeno un destinatario.');
  if (r.flusso === 'U' && !r.destinatari.some(({ tipo }) => tipo !== 'UO'))
    fault('destinatari', 'In uscita serve almeno un destinatario esterno; tra uffici si usa il flusso interno.');
  if (r.flusso === 'U' && r.mittenti.some(({ tipo }) => tipo !== 'UO'))
    fault('mittenti', 'In uscita il mittente è un ufficio proprio.');
  // what arrives is taken as it is; what goes out must name whom it reaches, AOO included (Allegato 5, Allegato 6)
  if (r.flusso === 'U')
    r.destinatari.forEach((one, i) => {
      for (const [campo, nome] of missingOfPai(one))
        fault(['destinatari', i, campo], `Per scrivere a un’amministrazione serve il suo ${nome}: cercarlo nell’IPA.`);
    });
  if (r.flusso === 'I') {
    if (r.mittenti.length === 0) fault('mittenti', 'Un documento interno ha un ufficio mittente.');
    if (r.mittenti.some(({ tipo }) => tipo !== 'UO'))
      fault('mittenti', 'Un documento interno va da un ufficio a un altro: il mittente è un ufficio.');
    if (r.destinatari.some(({ tipo }) => tipo !== 'UO'))
      fault('destinatari', 'Un documento interno va da un ufficio a un altro: il destinatario è un ufficio.');
  }
  if (r.flusso !== 'E') {
    if (r.dataArrivo !== undefined) fault('dataArrivo', 'La data di arrivo c’è soltanto in entrata.');
    if (r.differimento !== undefined)
      fault('differimento', 'Il differimento riguarda soltanto i documenti in entrata.');
    if (r.protocolloMittente !== undefined)
      fault('protocolloMittente', 'Il protocollo del mittente c’è soltanto in entrata.');
  }
  const { livello, uo = [], utenti = [] } = r.riservatezza ?? { livello: 'ordinaria' as const };
  if (livello === 'riservata' && uo.length + utenti.length === 0)
    fault('riservatezza', 'Indicare gli uffici o le persone che possono vedere il documento riservato.');
  if (livello === 'ordinaria' && uo.length + utenti.length > 0)
    fault('riservatezza', 'Uffici e persone si indicano soltanto per un documento riservato: scegliere il livello.');
  const seen = new Set<string>();
  (r.assegnazioni ?? []).forEach(({ uo: ufficio, utente }, i) => {
    const key = `${ufficio} ${utente ?? ''}`;
    if (seen.has(key)) fault(['assegnazioni', i], 'Assegnazione ripetuta.');
    seen.add(key);
  });
}

/** What a registration holds when it is asked for (contract §4), before what only the system knows is checked. */
export const RegistrazioneRichiesta = z
  .strictObject(
    {
      ...DATI_DOCUMENTO,
      differimento: z.strictObject({ id: codice('Il differimento') }).optional(),
      fascicolo: codice('Il fascicolo').optional(),
    },
    { error: unknownKeys },
  )
  .superRefine(checkDocumento);
export type RegistrazioneRichiesta = z.output<typeof RegistrazioneRichiesta>;

export const ControlloRichiesta = z.strictObject({
  sha256: z.string().regex(SHA256, { error: 'L’impronta è di 64 cifre esadecimali minuscole.' }).optional(),
  mittente: Soggetto.optional(),
  protocolloMittente: ProtocolloMittente.optional(),
  /** with these three it is told whether paper goes to who has a digital domicile */
  flusso: Flusso.optional(),
  mezzo: codice('Il mezzo').optional(),
  destinatari: soggetti.optional(),
  /** told as of the addressees: who is there twice */
  mittenti: soggetti.optional(),
});
export type ControlloRichiesta = z.output<typeof ControlloRichiesta>;

export const AnnullamentoRichiesta = z.strictObject({ motivo, provvedimento: Provvedimento.optional() });
export const MotivoRichiesta = z.strictObject({ motivo });

const IMMUTABILI = [
  'numero',
  'anno',
  'registro',
  'dataRegistrazione',
  'segnatura',
  'catena',
  'aoo',
  'operatore',
  'canonico',
  'hash',
  'sha256',
  'documento',
  'allegati',
  'eventi',
  'rinnovi',
  'stato',
  'versione',
  'annullamento',
  'avvisi',
];
/** Data that change only by the procedure of art. 54: the old value struck and readable, the new one beside it. */
export const CAMPI_RINNOVABILI = [
  'oggetto',
  'mittenti',
  'destinatari',
  'protocolloMittente',
  'dataArrivo',
  'flusso',
] as const;
export type CampoRinnovabile = (typeof CAMPI_RINNOVABILI)[number];
/** Data that change freely, with trace. */
export const CAMPI_LIBERI = ['note', 'mezzo', 'tipologia', 'fascicolo', 'riservatezza'] as const;
export type CampoLibero = (typeof CAMPI_LIBERI)[number];

export const ModificaRichiesta = z.strictObject(
  {
    motivo,
    provvedimento: Provvedimento.optional(),
    oggetto: oggetto.optional(),
    mittenti: soggetti.optional(),
    destinatari: soggetti.optional(),
    // null takes away what is there only in entrata, as a renewed datum with its trace
    protocolloMittente: ProtocolloMittente.nullable().optional(),
    dataArrivo: DataOIstante.nullable().optional(),
    flusso: Flusso.optional(),
    note: testo({ max: MAX_NOTE, nome: 'Le note', righe: true }).optional(),
    mezzo: codice('Il mezzo').optional(),
    tipologia: testoLibero(200, 'La tipologia').optional(),
    fascicolo: codice('Il fascicolo').optional(),
    riservatezza: Riservatezza.optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' && issue.keys.some((key) => IMMUTABILI.includes(key))
        ? 'Dato non modificabile (art. 53 DPR 445/2000).'
        : unknownKeys(issue),
  },
);
export type ModificaRichiesta = z.output<typeof ModificaRichiesta>;

/** Data that may also be taken away: they belong only to what arrives. */
const TOGLIBILI: readonly CampoRinnovabile[] = ['protocolloMittente', 'dataArrivo'];

export const RettificaRichiesta = z
  .strictObject({
    motivo,
    campo: z.enum(CAMPI_RINNOVABILI, { error: `Il dato da rettificare è uno di ${CAMPI_RINNOVABILI.join(', ')}.` }),
    nuovo: z.unknown().refine((value) => value !== undefined, { error: 'Indicare il valore giusto.' }),
  })
  .refine(({ campo, nuovo }) => nuovo !== null || TOGLIBILI.includes(campo), {
    path: ['nuovo'],
    error: 'Questo dato non si toglie: indicare il valore giusto.',
  });

export const AssegnazioniRichiesta = z.strictObject({
  assegnazioni: assegnazioni.min(1, { error: 'Indicare almeno un ufficio.' }),
  motivo: motivo.optional(),
});
export const PresaInCaricoRichiesta = z.strictObject({});
export const ClassificazioneRichiesta = z.strictObject({
  codice: testoObbligatorio(30, 'La classifica'),
  motivo: motivo.optional(),
  /** by which titolario: the one of the day of the registration, unless the one in force today is chosen */
  titolario: z
    .enum(['registrazione', 'oggi'], { error: 'Il titolario è quello della registrazione oppure quello di oggi.' })
    .optional(),
});
export const AperturaRichiesta = z.strictObject({
  ultimoNumero: z
    .int({ error: 'Indicare l’ultimo numero del registro precedente, in cifre.' })
    .min(1, { error: 'Indicare un numero da 1 in su.' })
    .max(99_999_999, { error: 'Numero troppo grande.' }),
  provvedimento: Provvedimento,
});
export const INTEGRAZIONE_MOTIVO = motivo;
