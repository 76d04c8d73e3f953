import { type ClientSession, type mongo, model, Schema, Types } from 'mongoose';
import type { Origine, Recapito, StatoCorrispondente } from './corrispondente.api.js';
import type { TipoIpa } from './importazione.api.js';
import { soggettoSchema } from './corrispondente.model.js';
import type { Soggetto } from './soggetto.api.js';

/** In the place of an AOO, for what comes from the IPA: one copy for the whole installation. */
export const AOO_IPA = '/ipa';

/** What happened to an entry: who, when, what. */
export interface VoceStoria {
  tipo: string;
  data: Date;
  utente?: string;
  dettagli: Record<string, unknown>;
}

/** What the last import said of an entry of the IPA. */
export interface DatiIpa {
  tipo: TipoIpa;
  /** digest of what its row says, to know the rows that have not changed */
  impronta: string;
  /** the import that saw it last, at which row, and what it was then: a row done twice is counted once */
  giro: string;
  riga: number;
  esito: 'nuova' | 'cambiata' | 'invariata';
}

/**
 * An entry of the address book: written by hand, corrected, merged, or of the IPA. Beside the memories of the registrations
 * (`corrispondenti`), which are derived; this is a source, and registrations never change by it.
 */
export interface SchedaCorrispondente {
  _id: Types.ObjectId;
  aoo: string;
  /** every key by which memories of registrations are its own (see `chiaveOf` in server/rubrica); no two entries share one */
  chiavi: string[];
  /** what it may be recognised by beside others, see `codiciOf` */
  codici: string[];
  soggetto: Soggetto;
  /** folded name, by which lists are sorted */
  nome: string;
  parole: string[];
  /** of the IPA: 0 AOO, 1 ente, 2 UO, which is how they are to be proposed; 0 elsewhere */
  rango: number;
  recapiti: Recapito[];
  origine: Origine;
  /** false: made of a memory, so that only who sees one of its registrations sees it */
  pubblica: boolean;
  stato: StatoCorrispondente;
  cessatoIl?: string;
  unitoA?: Types.ObjectId;
  note?: string;
  ipa?: DatiIpa;
  storia: VoceStoria[];
  versione: number;
}

const RUBRICA = 'rubrica';
const text = { type: String, required: true };

const schedaSchema = new Schema<SchedaCorrispondente>(
  {
    aoo: text,
    chiavi: { type: [String], required: true },
    codici: { type: [String], required: true },
    soggetto: { type: soggettoSchema, required: true },
    nome: { type: String, default: '' },
    parole: { type: [String], required: true },
    rango: { type: Number, required: true },
    recapiti: [{ _id: false, tipo: text, valore: text, fonte: text, dal: String, al: String }],
    origine: text,
    pubblica: { type: Boolean, required: true },
    stato: text,
    cessatoIl: String,
    unitoA: Schema.Types.ObjectId,
    note: String,
    ipa: {
      type: new Schema<DatiIpa>(
        { tipo: text, impronta: text, giro: text, riga: { type: Number, required: true }, esito: text },
        { _id: false, strict: 'throw' },
      ),
      required: false,
    },
    storia: [{ _id: false, tipo: text, data: { type: Date, required: true }, utente: String, dettagli: Object }],
    versione: { type: Number, required: true },
  },
  { collection: RUBRICA, strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false, minimize: false },
);
schedaSchema.index({ aoo: 1, chiavi: 1 }, { unique: true }); // query: findByChiavi. One subject has one entry
schedaSchema.index({ aoo: 1, codici: 1 }); // query: findByCodici: who may be the same
schedaSchema.index({ aoo: 1, parole: 1 }); // query: findByParole, by the beginning of a word
schedaSchema.index({ aoo: 1, nome: 1, _id: 1 }); // query: the list, by name
schedaSchema.index({ aoo: 1, rango: 1, nome: 1 }); // query: findByParole, what nearly everything matches
schedaSchema.index({ unitoA: 1 }, { sparse: true }); // query: findUniti
export const SchedaModel = model('SchedaCorrispondente', schedaSchema);

type Sessione = ClientSession | null;

export const findScheda = (
  id: string,
  aoo: readonly string[],
  session: Sessione = null,
): Promise<SchedaCorrispondente | null> =>
  SchedaModel.findOne({ _id: new Types.ObjectId(id), aoo: { $in: [...aoo] } })
    .session(session)
    .lean<SchedaCorrispondente>()
    .exec();

const manyOf = (filter: Record<string, unknown>, session: Sessione, limite = 0): Promise<SchedaCorrispondente[]> =>
  SchedaModel.find(filter).session(session).limit(limite).lean<SchedaCorrispondente[]>().exec();

/** The entries that have one of these keys, merged ones too. */
export const findByChiavi = async (
  aoo: readonly string[],
  chiavi: readonly string[],
  session: Sessione = null,
): Promise<SchedaCorrispondente[]> =>
  chiavi.length === 0 ? [] : manyOf({ aoo: { $in: [...aoo] }, chiavi: { $in: [...chiavi] } }, session);

/** Entries that share a code, an address or a name: those that may be the same subject. Not the merged ones. */
export const findByCodici = async (
  aoo: readonly string[],
  codici: readonly string[],
  limite: number,
): Promise<SchedaCorrispondente[]> =>
  codici.length === 0
    ? []
    : manyOf({ aoo: { $in: [...aoo] }, codici: { $in: [...codici] }, stato: { $ne: 'unito' } }, null, limite);

export const findByIds = async (
  aoo: readonly string[],
  ids: readonly Types.ObjectId[],
): Promise<SchedaCorrispondente[]> =>
  ids.length === 0 ? [] : manyOf({ _id: { $in: [...ids] }, aoo: { $in: [...aoo] } }, null);

/** The entries of an AOO that were merged into one of those. */
export const findUniti = async (
  aoo: string,
  ids: readonly Types.ObjectId[],
  session: Sessione = null,
): Promise<SchedaCorrispondente[]> => (ids.length === 0 ? [] : manyOf({ unitoA: { $in: [...ids] }, aoo }, session));

/** @throws a duplicate key if another entry of the AOO has one of the keys */
export const insertScheda = async (scheda: SchedaCorrispondente, session: Sessione = null): Promise<void> => {
  await SchedaModel.create([scheda], { session });
};

/**
 * Changes an entry that is still as it was read. An undefined value takes the datum away.
 * @returns the entry after the change; null if it has changed meanwhile
 * @throws a duplicate key if another entry of the AOO has one of the keys
 */
export function updateScheda(
  { _id, versione }: Pick<SchedaCorrispondente, '_id' | 'versione'>,
  cambi: { [K in keyof SchedaCorrispondente]?: SchedaCorrispondente[K] | undefined },
  storia: VoceStoria,
  session: Sessione = null,
): Promise<SchedaCorrispondente | null> {
  const entries = Object.entries(cambi);
  const gone = entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1 as const]);
  return SchedaModel.findOneAndUpdate(
    { _id, versione },
    {
      $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
      ...(gone.length > 0 && { $unset: Object.fromEntries(gone) as Record<string, 1> }),
      $push: { storia },
      $inc: { versione: 1 },
    },
    { returnDocument: 'after', session },
  )
    .lean<SchedaCorrispondente>()
    .exec();
}

export type OperazioneScheda = mongo.AnyBulkWriteOperation<SchedaCorrispondente>;

/** Writes many entries of the IPA that were built whole: past mongoose, whose casting of some hundred thousand takes minutes. */
export async function writeSchede(operazioni: readonly OperazioneScheda[]): Promise<void> {
  if (operazioni.length === 0) return;
  await SchedaModel.db.collection<SchedaCorrispondente>(RUBRICA).bulkWrite([...operazioni], { ordered: false });
}
