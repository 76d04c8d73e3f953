import { model, Schema } from 'mongoose';
import type { PacchettoPreparato, Ritocchi } from '../server/conservazione/tipi.js';
import { VersioneSuperataError } from '../server/lib/problem.js';
import { appendOnly } from './append-only.js';
import type { EventoRegistrato } from './registrazione.model.js';
import type {
  Causa,
  ChiaveVersamento,
  OperazioneVersamento,
  StatoVersamento,
  Tentativo,
  TipoVersamento,
  Voce,
} from './versamento.api.js';

/** The receipt as it was kept; `verificato`: its hashes are those of what was sent. */
export interface RapportoTenuto {
  sha256: string;
  dimensione: number;
  mime: string;
  /** RFC 3339, as the receiver says it, else when it was received */
  data: string;
  identificativo?: string;
  verificato: boolean;
}

/** What the acts say of a package, told again from them by server/conservazione/replay.ts; instants are ISO texts in UTC. */
export interface ContenutoVersamento {
  stato: StatoVersamento;
  pacchetto: PacchettoPreparato;
  /** SHA-256 of the exact bytes of the archive that the package is when it is downloaded */
  sha256: string;
  dimensione: number;
  /** version of the record that it was made from */
  versioneOrigine: number;
  ritocchi: Ritocchi;
  tentativi: Tentativo[];
  rapporto?: RapportoTenuto;
  avvisi: Voce[];
  causa?: Causa;
  /** what the receiver calls it, where it takes its time */
  ticket?: string;
  priorita: boolean;
  annullamentoChiesto?: { quando: string; utente: string; motivo: string };
  /** since when tries are counted: birth, or the last time that a person made it go on */
  dal: string;
  /** when it was accepted */
  accettatoIl?: string;
  /** instant of the last act */
  aggiornato: string;
}

/** One package for one receiver (conservazione-altri.md §5), kept for ever; never deleted. */
export interface Versamento extends ContenutoVersamento {
  _id: string;
  aoo: string;
  conservatore: string;
  tipo: TipoVersamento;
  riferimento: string;
  /** our register, of what is in one */
  registro?: string;
  operazione: OperazioneVersamento;
  /** of operations that are repeated on one thing: the first, the second... */
  n: number;
  chiave: ChiaveVersamento;
  /** legal day of what is shipped; the coverage counts by it */
  dataDocumento: string;
  /** last legal day of its term */
  termine?: string;
  creato: Date;
  /** the birth as text, RFC 8785, and its SHA-256; the acts are chained to it as those of a registration (docs/catena.md) */
  canonico: string;
  hash: string;
  eventi: EventoRegistrato[];
  versione: number;
  /** until it is annulled: the key, and the place of the first shipping, are taken */
  vivo?: true;
  prossimoPasso?: Date;
  /** who works on it, until when, by the clock of the machine */
  presa?: { quale: string; fino: Date };
  /** it was accepted: what was done meanwhile is still to be told */
  daSeguire?: true;
  /** version of the record up to which what followed has its packages */
  seguitoFino?: number;
  /** files that exist for it: index, metadata, answers, receipts */
  impronte: string[];
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 0 };
const free = Schema.Types.Mixed;

const versamentoSchema = new Schema<Versamento>(
  {
    _id: text,
    aoo: text,
    conservatore: text,
    tipo: text,
    riferimento: text,
    registro: String,
    operazione: text,
    n: integer,
    chiave: { _id: false, registro: text, anno: integer, numero: text },
    versioneOrigine: integer,
    dataDocumento: text,
    termine: String,
    creato: { type: Date, required: true },
    canonico: text,
    hash: text,
    eventi: [{ _id: false, canonico: text, hash: text }],
    versione: integer,
    vivo: Boolean,
    prossimoPasso: Date,
    presa: free,
    daSeguire: Boolean,
    seguitoFino: Number,
    impronte: [String],
    stato: text,
    pacchetto: free,
    sha256: text,
    dimensione: integer,
    ritocchi: free,
    tentativi: [free],
    rapporto: free,
    avvisi: [free],
    causa: free,
    ticket: String,
    priorita: { type: Boolean, required: true },
    annullamentoChiesto: free,
    dal: text,
    accettatoIl: String,
    aggiornato: text,
  },
  {
    collection: 'versamenti',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
const VIVO = { partialFilterExpression: { vivo: true } } as const;
versamentoSchema.index(
  {
    aoo: 1,
    conservatore: 1,
    'chiave.registro': 1,
    'chiave.anno': 1,
    'chiave.numero': 1,
    operazione: 1,
    n: 1,
  },
  { unique: true, ...VIVO },
); // decides between two who prepare at once: a key is sent once
versamentoSchema.index({ aoo: 1, tipo: 1, riferimento: 1, operazione: 1, n: 1 }, { unique: true, ...VIVO }); // the same, by what is shipped
versamentoSchema.index({ aoo: 1, riferimento: 1, tipo: 1, creato: -1 }); // query: findDi, all of one thing
versamentoSchema.index({ aoo: 1, creato: -1, _id: -1 }); // query: the list
versamentoSchema.index({ aoo: 1, stato: 1, creato: -1, _id: -1 }); // query: the list of a pile
versamentoSchema.index({ aoo: 1, stato: 1, termine: 1 }); // query: what is late
versamentoSchema.index({ aoo: 1, tipo: 1, stato: 1, creato: 1 }, { partialFilterExpression: { priorita: true } }); // query: what a signature hurries
versamentoSchema.index({ aoo: 1, 'causa.gruppo': 1, creato: -1 }, { partialFilterExpression: { stato: 'rifiutato' } }); // query: refusals by cause
versamentoSchema.index(
  { aoo: 1, conservatore: 1, priorita: -1, prossimoPasso: 1 },
  { partialFilterExpression: { prossimoPasso: { $exists: true } } },
); // query: findPronti
versamentoSchema.index({ 'presa.fino': 1, aoo: 1 }, { partialFilterExpression: { 'presa.fino': { $exists: true } } }); // query: findPerse
versamentoSchema.index({ daSeguire: 1, aoo: 1 }, { partialFilterExpression: { daSeguire: true } }); // query: findDaSeguire
versamentoSchema.index({ aoo: 1, tipo: 1, operazione: 1, dataDocumento: 1, stato: 1, accettatoIl: 1 }); // query: countCopertura, from the index alone
versamentoSchema.index({ aoo: 1, tipo: 1, operazione: 1, stato: 1, dataDocumento: 1 }); // query: the coverage of the years (server/conservazione/regole)
versamentoSchema.index({ aoo: 1, aggiornato: -1 }); // query: the calls of the last hour, the report of a month
versamentoSchema.index({ impronte: 1 }); // query: the references of a stored file

const admit = appendOnly(versamentoSchema);
export const VersamentoModel = model('Versamento', versamentoSchema);

/** The one door for births. @throws a duplicate key when the same thing is under way already */
export const insertVersamento = async (versamento: Versamento): Promise<void> => {
  await VersamentoModel.insertMany(admit([versamento]), { lean: true });
};

/** What is written beside the content: marks and leases. A key whose value is undefined goes. */
export type CambioVersamento = { [K in keyof ContenutoVersamento]?: ContenutoVersamento[K] | undefined } & {
  [K in 'prossimoPasso' | 'presa' | 'daSeguire' | 'vivo']?: Versamento[K] | undefined;
};

/**
 * The one door for acts: adds them and sets what they change as one write, unless the package has changed since it was read.
 * @param impronte - files that the acts name
 * @param soltanto - what else must still hold: the lease of who writes
 * @throws VersioneSuperataError
 */
export async function appendVersamento(
  { _id, aoo, versione }: Pick<Versamento, '_id' | 'aoo' | 'versione'>,
  eventi: readonly EventoRegistrato[],
  changes: CambioVersamento,
  impronte: readonly string[] = [],
  soltanto: Record<string, unknown> = {},
): Promise<Versamento> {
  const entries = Object.entries(changes) as [string, unknown][];
  const gone = entries.filter(([, value]) => value === undefined).map(([key]) => [key, 1 as const]);
  const changed = await admit(
    VersamentoModel.findOneAndUpdate(
      { _id, aoo, versione, ...soltanto },
      {
        $push: { eventi: { $each: [...eventi] } },
        $set: Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
        ...(gone.length > 0 && { $unset: Object.fromEntries(gone) as Record<string, 1> }),
        ...(impronte.length > 0 && { $addToSet: { impronte: { $each: [...impronte] } } }),
        $inc: { versione: eventi.length },
      },
      { returnDocument: 'after' },
    ),
  ).lean<Versamento>();
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}

/** The lease is still mine and lasts until then. @returns whether it was */
export async function renewPresa(_id: string, quale: string, fino: Date): Promise<boolean> {
  const { matchedCount } = await admit(
    VersamentoModel.updateOne({ _id, 'presa.quale': quale }, { $set: { 'presa.fino': fino } }),
  );
  return matchedCount > 0;
}

/**
 * What was done up to that version of the record has its packages, or asks for none; unless the package has changed since it was read:
 * one that was accepted meanwhile is looked at again.
 */
export const markSeguito = async (
  { _id, aoo, versione }: Pick<Versamento, '_id' | 'aoo' | 'versione'>,
  seguitoFino?: number,
): Promise<void> => {
  await admit(
    VersamentoModel.updateOne(
      { _id, aoo, versione },
      { $unset: { daSeguire: 1 }, ...(seguitoFino !== undefined && { $max: { seguitoFino } }) },
    ),
  );
};

export const findVersamento = (aoo: string, _id: string): Promise<Versamento | null> =>
  VersamentoModel.findOne({ _id, aoo }).lean<Versamento>().exec();

/** Without the AOO: for who works on a pointer. */
export const findVersamentoById = (_id: string): Promise<Versamento | null> =>
  VersamentoModel.findOne({ _id }).lean<Versamento>().exec();

/** All packages of one thing, newest first. */
export const findDi = (aoo: string, tipo: TipoVersamento, riferimento: string): Promise<Versamento[]> =>
  VersamentoModel.find({ aoo, riferimento, tipo }).sort({ creato: -1, _id: -1 }).lean<Versamento[]>().exec();

/** The first shipping of a thing that is not annulled. Only what the majority keeps. */
export const findPrimo = (aoo: string, tipo: TipoVersamento, riferimento: string): Promise<Versamento | null> =>
  VersamentoModel.findOne({ aoo, tipo, riferimento, operazione: 'versamento', n: 1, vivo: true })
    .lean<Versamento>()
    .exec();

const CAMPI_PRONTI = { _id: 1, aoo: 1, conservatore: 1 } as const;
export type Pronto = Pick<Versamento, '_id' | 'aoo' | 'conservatore'>;

/** No step is ever set so far ahead: a clock that was wrong, or a demonstration's, was moved back since. */
const MAX_ATTESA_MS = 48 * 3_600_000;
/** No lease is ever taken for so long; the same of the clock of the machine. */
const MAX_PRESA_MS = 10 * 60_000;

const instantOrNot = (name: string, before: object, after: Date) => [{ [name]: before }, { [name]: { $gt: after } }];
const dovutoEntro = (adesso: Date) =>
  instantOrNot('prossimoPasso', { $lte: adesso }, new Date(adesso.getTime() + MAX_ATTESA_MS));

/** Its next step has come; one that lies further ahead than any that is set counts as come. Pure. */
export const isDovuto = (prossimoPasso: Date, adesso: Date): boolean =>
  prossimoPasso <= adesso || prossimoPasso.getTime() > adesso.getTime() + MAX_ATTESA_MS;

/** The lease has ended, or lies further ahead than any that is taken. Pure. */
export const isPersa = (fino: Date, macchina: Date): boolean =>
  fino < macchina || fino.getTime() > macchina.getTime() + MAX_PRESA_MS;

/** Packages of a line whose next step has come and on which nobody works: priority first, then who waits longest. */
export const findPronti = (aoo: string, conservatore: string, adesso: Date, limite: number): Promise<Pronto[]> =>
  VersamentoModel.find({ aoo, conservatore, $or: dovutoEntro(adesso), presa: { $exists: false } }, CAMPI_PRONTI)
    .sort({ priorita: -1, prossimoPasso: 1 })
    .limit(limite)
    .lean<Pronto[]>()
    .exec();

/** Packages whose lease has ended: who worked on them is no more. */
export const findPerse = (macchina: Date): Promise<Versamento[]> =>
  VersamentoModel.find({
    $or: instantOrNot('presa.fino', { $lt: macchina }, new Date(macchina.getTime() + MAX_PRESA_MS)),
  })
    .limit(500)
    .lean<Versamento[]>()
    .exec();

/** Accepted packages of which what was done meanwhile is still to be told. @param tranne - looked at already in this turn */
export const findDaSeguire = (limite: number, tranne: readonly string[]): Promise<Versamento[]> =>
  VersamentoModel.find({ daSeguire: true, _id: { $nin: [...tranne] } })
    .limit(limite)
    .lean<Versamento[]>()
    .exec();

/** How the first shippings of a kind stand, by month of what is shipped. */
export interface ConteggioVersamenti {
  /** `2026-03` */
  mese: string;
  stato: StatoVersamento;
  quanti: number;
  /** days from the day of the document to the acceptance, together and the most */
  giorni: number;
  massimo: number;
}

/** Counts from the index alone. Days are legal days. */
export const countCopertura = (
  aoo: string,
  tipo: TipoVersamento,
  dal: string,
  al: string,
): Promise<ConteggioVersamenti[]> => {
  const giorni = {
    $cond: [
      { $gt: ['$accettatoIl', null] },
      {
        $dateDiff: {
          startDate: { $dateFromString: { dateString: '$dataDocumento' } },
          endDate: { $dateFromString: { dateString: { $substrBytes: ['$accettatoIl', 0, 10] } } },
          unit: 'day',
        },
      },
      0,
    ],
  };
  return VersamentoModel.aggregate<ConteggioVersamenti>([
    {
      $match: {
        aoo,
        tipo,
        operazione: 'versamento',
        dataDocumento: { $gte: dal, $lte: al },
        stato: { $ne: 'annullato' },
      },
    },
    { $project: { _id: 0, mese: { $substrBytes: ['$dataDocumento', 0, 7] }, stato: 1, giorni } },
    {
      $group: {
        _id: { mese: '$mese', stato: '$stato' },
        quanti: { $sum: 1 },
        giorni: { $sum: '$giorni' },
        massimo: { $max: '$giorni' },
      },
    },
    { $project: { _id: 0, mese: '$_id.mese', stato: '$_id.stato', quanti: 1, giorni: 1, massimo: 1 } },
  ]).exec();
};

/** Which of these files some package is made of, or was answered with. */
export async function findFileDiVersamenti(sha256s: string[]): Promise<Set<string>> {
  const named = new Set(await VersamentoModel.distinct('impronte', { impronte: { $in: sha256s } }));
  return new Set(sha256s.filter((one) => named.has(one))); // a package brings all of its files
}
