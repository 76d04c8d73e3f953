import { z } from 'zod';
import { RettificaChiesta, RichiestaAnnullamento, Rifiuto, Ritardo, Visione } from './attese.api.js';
import { AnnoNumero, Data, DataOIstante, pagina, SHA256 } from './comune.api.js';
import { Antivirus, Formato } from './formato.api.js';
import { missingOfPai, Soggetto } from './soggetto.api.js';
import { testo, testoLibero, testoObbligatorio } from './testo.api.js';

export const MAX_OGGETTO = 4000;
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

/** What a registration holds when it is asked for (contract §4), before what only the system knows is checked. */
export const RegistrazioneRichiesta = z
  .strictObject(
    {
      flusso: Flusso,
      oggetto,
      mittenti: soggetti.default([]),
      destinatari: soggetti.default([]),
      mezzo: codice('Il mezzo'),
      protocolloMittente: ProtocolloMittente.optional(),
      dataArrivo: DataOIstante.optional(),
      differimento: z.strictObject({ id: codice('Il differimento') }).optional(),
      classifica: testoObbligatorio(30, 'La classifica').optional(),
      fascicolo: codice('Il fascicolo').optional(),
      assegnazioni: assegnazioni.optional(),
      riservatezza: Riservatezza.optional(),
      tipologia: testoObbligatorio(200, 'La tipologia').optional(),
      motivoClassifica: motivo.optional(),
      risponde: AnnoNumero.optional(),
      note: testo({ max: 10_000, nome: 'Le note', righe: true }).optional(),
    },
    { error: unknownKeys },
  )
  .superRefine((r, ctx) => {
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
          fault(
            ['destinatari', i, campo],
            `Per scrivere a un’amministrazione serve il suo ${nome}: cercarlo nell’IPA.`,
          );
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
  });
export type RegistrazioneRichiesta = z.output<typeof RegistrazioneRichiesta>;

export const ControlloRichiesta = z.strictObject({
  sha256: z.string().regex(SHA256, { error: 'L’impronta è di 64 cifre esadecimali minuscole.' }).optional(),
  mittente: Soggetto.optional(),
  protocolloMittente: ProtocolloMittente.optional(),
  /** with these three it is told whether paper goes to who has a digital domicile */
  flusso: Flusso.optional(),
  mezzo: codice('Il mezzo').optional(),
  destinatari: soggetti.optional(),
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
    note: testo({ max: 10_000, nome: 'Le note', righe: true }).optional(),
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

// ---- answers ----
const Firma = z.object({
  tipo: z.enum(['CAdES', 'PAdES', 'XAdES', 'CMS']),
  firmatario: z.string(),
  esito: z.enum(['valida', 'non-valida', 'non-verificabile']),
  motivo: z.string().optional(),
});
export const FileRegistrato = z.object({
  nome: z.string(),
  mime: z.string(),
  dimensione: z.int(),
  sha256: z.string(),
  formato: Formato,
  firme: z.array(Firma),
  /** as it stands now; not in the record */
  antivirus: Antivirus.optional(),
});
export type FileRegistrato = z.infer<typeof FileRegistrato>;
const Allegato = FileRegistrato.extend({ n: z.int() });
export type Allegato = z.infer<typeof Allegato>;

export const Avviso = z.object({
  codice: z.string(),
  messaggio: z.string(),
  riferimenti: z.array(AnnoNumero).optional(),
});
export type Avviso = z.infer<typeof Avviso>;
export const Avvisi = z.object({ avvisi: z.array(Avviso) });

const Classifica = z.object({ codice: z.string(), voce: z.string() });
const Rinnovo = z.object({
  campo: z.string(),
  vecchio: z.unknown().optional(),
  nuovo: z.unknown().optional(),
  motivo: z.string(),
  provvedimento: Provvedimento,
  data: z.string(),
  operatore: z.string(),
});

const SoggettoRisposta = z.looseObject({ tipo: z.string() });
const riga = {
  anno: z.int(),
  numero: z.int(),
  registro: z.string(),
  aoo: z.string(),
  dataRegistrazione: z.string(),
  flusso: Flusso,
  oggetto: z.string(),
  mittenti: z.array(SoggettoRisposta),
  destinatari: z.array(SoggettoRisposta),
  mezzo: z.string(),
  protocolloMittente: ProtocolloMittente.optional(),
  dataArrivo: z.string().optional(),
  classifica: Classifica.optional(),
  /** id of the primary one, as it was given */
  fascicolo: z.string().optional(),
  /** all in which it stands and that the reader may see, the primary one first */
  fascicoli: z
    .array(
      z.object({
        id: z.string(),
        codice: z.string(),
        oggetto: z.string(),
        stato: z.enum(['aperto', 'chiuso']),
        principale: z.boolean(),
      }),
    )
    .optional(),
  assegnazioni: z.array(Assegnazione),
  presaInCarico: z.object({ utente: z.string(), uo: z.string(), data: z.string() }).optional(),
  riservatezza: Riservatezza,
  tipologia: z.string().optional(),
  risponde: AnnoNumero.optional(),
  /** of an act of a repertorio: the registration of protocol of the same document */
  registrazione: AnnoNumero.optional(),
  operatore: z.string(),
  segnatura: z.string(),
  documento: FileRegistrato.optional(),
  allegati: z.array(Allegato),
  stato: z.enum(STATI),
  annullamento: z
    .object({ motivo: z.string(), provvedimento: Provvedimento, data: z.string(), operatore: z.string() })
    .optional(),
  /** who refused it last, where nobody has assigned it again; how often in all */
  rifiuto: Rifiuto.optional(),
  rifiuti: z.int().optional(),
  richiestaAnnullamento: RichiestaAnnullamento.optional(),
  /** asked for and still to be decided */
  rettifiche: z.array(RettificaChiesta).optional(),
  versione: z.int(),
};
export const RigaRegistrazione = z.object(riga);
/** What of a reserved registration shows in a list to who may know only that it is there (contract §5). */
export const RigaRiservata = z.object({
  anno: z.int(),
  numero: z.int(),
  dataRegistrazione: z.string(),
  flusso: Flusso,
  riservata: z.literal(true),
});
export type RigaRegistrazione = z.infer<typeof RigaRegistrazione>;
/** What answers a registration, as far as one may see it. */
export const Risposte = z.object({ elementi: z.array(RigaRegistrazione) });
export const ElencoRegistrazioni = pagina(z.union([RigaRegistrazione, RigaRiservata])).extend({
  /** where `raccordo=si` was asked: the voci of earlier versions that were looked under too */
  raccordo: z.array(z.object({ versione: z.int(), codici: z.array(z.string()) })).optional(),
});

export const Registrazione = z.object({
  ...riga,
  differimento: z.object({ id: z.string() }).optional(),
  /** registered late, and still nobody has answered for it; how it was answered for */
  tardiva: z.boolean().optional(),
  ritardo: Ritardo.optional(),
  /** the titolare for whom `operatore`, his substitute, registered it */
  perContoDi: z.string().optional(),
  visioni: z.array(Visione).optional(),
  motivoClassifica: z.string().optional(),
  note: z.string().optional(),
  catena: z.object({ precedente: z.string(), hash: z.string() }),
  rinnovi: z.array(Rinnovo),
  avvisi: z.array(Avviso),
});
export type RegistrazioneRisposta = z.infer<typeof Registrazione>;

export const EventiRisposta = z.object({
  elementi: z.array(
    z.object({
      tipo: z.string(),
      data: z.string(),
      utente: z.string(),
      perContoDi: z.string().optional(),
      dettagli: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
});

export const VerificaScheda = z.object({
  integra: z.boolean(),
  motivo: z.string().optional(),
  precedente: AnnoNumero.optional(),
  successiva: AnnoNumero.optional(),
  file: z.array(z.object({ nome: z.string(), integro: z.boolean() })),
  eventi: z.int(),
});

export const VerificaRegistro = z.object({
  integro: z.boolean(),
  registrazioni: z.int(),
  ultimoHash: z.string(),
  primoErrore: z.object({ anno: z.int(), numero: z.int(), motivo: z.string() }).optional(),
});
