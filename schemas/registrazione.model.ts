import { type ClientSession, model, Schema, type Types } from 'mongoose';
import { legalDay } from '../server/lib/clock.js';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { aggiornamentoOf } from './aggiornamento.js';
import { appendOnly } from './append-only.js';
import { indexAtteseAtti, indexDaVersare, indexRegistrazioni } from './registrazione-indici.js';
import { indexRepertori, REGISTRO_GENERALE } from './registro.js';
import type {
  Allegato,
  AnnullamentoAtto,
  Assegnazione,
  Avviso,
  Classifica,
  Emergenza,
  FileRegistrato,
  Flusso,
  PresaInCarico,
  RettificaChiesta,
  RichiestaAnnullamento,
  Rifiuto,
  Rinnovo,
  RiservatezzaNota,
  Ritardo,
  Visione,
} from './registrazione.types.js';
import type { Provvedimento, ProtocolloMittente, StatoRegistrazione } from './registrazione.api.js';
import type { Soggetto } from './soggetto.api.js';

/** An act on a registration, as the exact text whose SHA-256 is `hash`; chained to the one before (docs/catena.md). */
export interface EventoRegistrato {
  canonico: string;
  hash: string;
}

/** What later acts may change; everything here is what the birth says, with the events applied in their order. */
export interface Contenuto {
  flusso: Flusso; // DPR 445/2000 art. 53 c. 1: lett. c, d, e, f
  oggetto: string;
  mittenti: Soggetto[];
  destinatari: Soggetto[];
  protocolloMittente?: ProtocolloMittente;
  dataArrivo?: string;
  documento?: FileRegistrato; // absent while paper waits for its scan
  emergenza?: Emergenza; // art. 63; no act changes it
  allegati: Allegato[];
  mezzo: string;
  tipologia?: string;
  note?: string;
  classifica?: Classifica;
  motivoClassifica?: string;
  /** id of its primary fascicolo, and of the others in which it stands */
  fascicolo?: string;
  altriFascicoli?: string[];
  risponde?: { anno: number; numero: number };
  /** of an act of a repertorio: the registration of protocol with which it went out or came */
  protocollo?: { anno: number; numero: number };
  assegnazioni: Assegnazione[];
  presaInCarico?: PresaInCarico;
  riservatezza: RiservatezzaNota;
  stato: StatoRegistrazione;
  annullamento?: AnnullamentoAtto;
  rinnovi: Rinnovo[];
  /** office to which a refusal goes back, where a head has assigned within the settore */
  tornaA?: string;
  rifiuto?: Rifiuto;
  /** refusals in all */
  rifiuti?: number;
  richiestaAnnullamento?: RichiestaAnnullamento;
  rettifiche?: RettificaChiesta[];
  visioni?: Visione[];
  /** arrived long before, and neither a deferral nor the RGD has answered for it */
  tardiva?: boolean;
  ritardo?: Ritardo;
}

/** What was there at birth and is not in the chain; with `canonico` it is the whole birth, so that a repeated request gets its first answer. */
export type Nascita = Pick<
  Contenuto,
  | 'mezzo'
  | 'tipologia'
  | 'note'
  | 'classifica'
  | 'motivoClassifica'
  | 'fascicolo'
  | 'risponde'
  | 'protocollo'
  | 'assegnazioni'
  | 'riservatezza'
  | 'tardiva'
> & {
  avvisi: Avviso[];
  /** the titolare for whom the operatore, his substitute, registered it */
  perContoDi?: string;
  /** mime, formato and firme of the document and of the attachments, in order */
  documento?: Pick<FileRegistrato, 'mime' | 'formato' | 'firme'>;
  allegati: Pick<FileRegistrato, 'mime' | 'formato' | 'firme'>[];
};

/** The Idempotency-Key of a later act, and how the record stood when it was done: a repeated request is answered as then. */
export interface RichiestaAtto {
  autore: string;
  chiave: string;
  sha256: string;
  /** acts that the record had after this one */
  eventi: number;
  versione: number;
}

export interface Registrazione extends Contenuto {
  _id: Types.ObjectId;
  aoo: string;
  registro: string;
  anno: number; // lett. a, b: with numero and dataRegistrazione, given by the system
  numero: number;
  dataRegistrazione: Date;
  operatore: string;
  uoOperatore: string;
  segnatura: string;
  differimento?: { id: string };
  apertura?: { ultimoNumero: number; provvedimento: Provvedimento };
  canonico: string;
  catena: { precedente: string; hash: string };
  nascita: Nascita;
  eventi: EventoRegistrato[];
  /** Idempotency-Key (ours if the client sent none) with the digest of its content */
  richiesta: { autore: string; chiave: string; sha256: string };
  /** keys of the later acts that came with one */
  richieste?: RichiestaAtto[];
  versione: number;
  /** derived, for the queries: offices that may see it, words of all it ever said, hashes of its files */
  uffici: string[];
  impronte: string[];
  /** derived too: the queues of the desks in which it stands (server/protocollo/attese.ts) */
  attese: string[];
  /** derived too: legal days on which later acts were done; absent where there are none. The daily register asks for them */
  giorniAtti?: string[];
  /** words of all that it ever said, while it waits for the index of the search (server/ricerca), and why it waits */
  parole?: string[];
  daIndicizzare?: 'nascita' | 'atto';
  /** it is to be looked at for conservation (schemas/da-versare.model.ts); never while it waits for its scan */
  daVersare?: 'nascita' | 'atto';
  /** when the first certificate or timestamp of its signed files ends, once they were examined */
  scadenzaFirma?: Date;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 1 };
const free = Schema.Types.Mixed;

const registrazioneSchema = new Schema<Registrazione>(
  {
    aoo: text,
    registro: text,
    anno: integer,
    numero: integer,
    dataRegistrazione: { type: Date, required: true },
    operatore: text,
    uoOperatore: text,
    segnatura: text,
    flusso: { ...text, enum: ['E', 'U', 'I'] },
    oggetto: text,
    mittenti: [free],
    destinatari: [free],
    protocolloMittente: free,
    dataArrivo: String,
    differimento: free,
    apertura: free,
    documento: free,
    emergenza: free,
    allegati: [free],
    mezzo: text,
    tipologia: String,
    note: String,
    classifica: free,
    motivoClassifica: String,
    fascicolo: String,
    altriFascicoli: { type: [String], default: undefined },
    risponde: free,
    protocollo: free,
    assegnazioni: [free],
    presaInCarico: free,
    riservatezza: free,
    stato: { ...text, enum: ['valida', 'annullamento-richiesto', 'annullata'] },
    annullamento: free,
    rinnovi: [free],
    tornaA: String,
    rifiuto: free,
    rifiuti: Number,
    richiestaAnnullamento: free,
    rettifiche: { type: [free], default: undefined },
    visioni: { type: [free], default: undefined },
    tardiva: Boolean,
    ritardo: free,
    canonico: text,
    catena: { precedente: text, hash: text },
    nascita: free,
    eventi: [{ _id: false, canonico: text, hash: text }],
    richiesta: { autore: text, chiave: text, sha256: text },
    richieste: { type: [free], default: undefined },
    versione: integer,
    uffici: [String],
    impronte: [String],
    attese: [String],
    parole: { type: [String], default: undefined },
    daIndicizzare: { type: String, enum: ['nascita', 'atto'] },
    giorniAtti: { type: [String], default: undefined },
    daVersare: { type: String, enum: ['nascita', 'atto'] },
    scadenzaFirma: Date,
  },
  {
    collection: 'registrazioni',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
indexRegistrazioni(registrazioneSchema);
indexDaVersare(registrazioneSchema);

const admit = appendOnly(registrazioneSchema);
export const RegistrazioneModel = model('Registrazione', registrazioneSchema);

const attoSchema = registrazioneSchema.clone().clearIndexes().set('collection', 'attiRepertori');
indexRepertori(attoSchema);
indexAtteseAtti(attoSchema);
indexDaVersare(attoSchema);
/**
 * The acts of the repertori, by the same rules as registrations (DPR 445/2000 art. 53 c. 5). They lie apart: what is asked of the
 * register of protocol never has to leave them out, and its indexes do not grow with them.
 */
export const AttoRepertorioModel = model('AttoRepertorio', attoSchema);

/** Where the records of a register lie. */
export const modelOf = (registro: string): typeof RegistrazioneModel =>
  registro === REGISTRO_GENERALE ? RegistrazioneModel : AttoRepertorioModel;

/** True for an act of a repertorio; a registration of protocol is none. */
export const isAtto = ({ registro }: Pick<Registrazione, 'registro'>): boolean => registro !== REGISTRO_GENERALE;

/** Whether it can go to conservation: what waits for its scan cannot, unless it was annulled meanwhile. */
const isVersabile = ({ documento, stato }: Pick<Contenuto, 'documento' | 'stato'>): boolean =>
  documento !== undefined || stato === 'annullata';

/** The one door for births: an ordered batch of one register, all or, without a transaction, the first k. Each waits for the index of the search, and for conservation. */
export const insertBatch = (records: Registrazione[], session: ClientSession | null = null) =>
  modelOf(records[0]?.registro ?? REGISTRO_GENERALE).insertMany(
    admit(
      records.map((record) => ({
        ...record,
        daIndicizzare: 'nascita' as const,
        ...(isVersabile(record) && { daVersare: 'nascita' as const }),
      })),
    ),
    {
      ordered: true,
      lean: true,
      session,
    },
  );

export type Coda = Pick<Registrazione, 'anno' | 'numero' | 'dataRegistrazione' | 'catena'>;

/**
 * The last record of a register, by year and number; only what the majority keeps: after one that a dying server took with it, the
 * next number, sent again by the driver to the server that came back, would leave a hole.
 */
export const findCoda = (aoo: string, registro: string): Promise<Coda | null> =>
  modelOf(registro)
    .findOne({ aoo, registro }, { _id: 0, anno: 1, numero: 1, dataRegistrazione: 1, catena: 1 })
    .sort({ anno: -1, numero: -1 })
    .readConcern('majority')
    .lean<Coda>()
    .exec();

/**
 * What is there of these requests, and is sure to stay. The first look tells the session how far the server has come; the second
 * waits until the majority keeps all of that: what was just written and not answered is found, and what is found is answered for good.
 */
export const findByChiavi = (
  aoo: string,
  chiavi: readonly Registrazione['richiesta'][],
  registro: string = REGISTRO_GENERALE,
): Promise<Registrazione[]> => {
  const records = modelOf(registro);
  const filter = {
    aoo,
    $or: chiavi.map(({ autore, chiave }) => ({ 'richiesta.autore': autore, 'richiesta.chiave': chiave })),
  };
  return records.db.withSession(async (session) => {
    await records.exists(filter).session(session);
    return records.find(filter).session(session).readConcern('majority').lean<Registrazione[]>().exec();
  });
};

/** The files that registrations name, of whatever AOO, whose hash begins so. One hash is to be within both bounds, or the index has only one of them. */
export async function findImpronte(prefix: string): Promise<string[]> {
  const filter = { impronte: { $elemMatch: { $gte: prefix, $lt: `${prefix}g` } } };
  const named = await Promise.all(
    [RegistrazioneModel, AttoRepertorioModel].map((one) => one.distinct('impronte', filter)),
  );
  return [...new Set(named.flat())].filter((one) => one.startsWith(prefix)); // a registration brings all of its files
}

/** Which of these files some registration names, of whatever AOO. */
export async function findReferenced(sha256s: string[]): Promise<Set<string>> {
  const filter = { impronte: { $in: sha256s } };
  const named = await Promise.all(
    [RegistrazioneModel, AttoRepertorioModel].map((one) => one.distinct('impronte', filter)),
  );
  return new Set(named.flat());
}

/** Legal days of the acts, each once, in order. */
export const giorniOf = (eventi: readonly EventoRegistrato[]): string[] => [
  ...new Set(eventi.map(({ canonico }) => legalDay(new Date((JSON.parse(canonico) as { data: string }).data)))),
];

export type Cambiamento = { [K in keyof Contenuto]?: Contenuto[K] | undefined } & Partial<
  Pick<Registrazione, 'uffici' | 'parole' | 'impronte' | 'attese'>
>;

/**
 * The one door for later acts: adds them and sets what they change, unless the record has changed since it was read; `aoo` stands in every filter.
 * A key of `changes` whose value is undefined goes.
 * @throws VersioneSuperataError
 */
export async function appendEventi(
  record: Registrazione,
  eventi: readonly EventoRegistrato[],
  changes: Cambiamento,
  richiesta?: RichiestaAtto,
  session: ClientSession | null = null,
): Promise<Registrazione> {
  const { aoo, registro, anno, numero, versione } = record;
  const { $set, ...aggiornamento } = aggiornamentoOf(eventi, changes, richiesta);
  const daVersare = record.daVersare === 'nascita' ? 'nascita' : 'atto'; // its first package is still to be made
  const changed = await admit(
    modelOf(registro).findOneAndUpdate(
      { aoo, registro, anno, numero, versione },
      {
        ...aggiornamento,
        $set: {
          ...$set,
          daIndicizzare: 'atto',
          ...(isVersabile({ ...record, ...changes } as Contenuto) && { daVersare }),
        },
        $addToSet: { giorniAtti: { $each: giorniOf(eventi) } },
      },
      { returnDocument: 'after', session },
    ),
  ).lean<Registrazione>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}
