import { model, Schema, Types } from 'mongoose';
import type { ErroreRiga, ImportazioneRisposta, StatoImportazione, TipoIpa } from './importazione.api.js';

export type Righe = ImportazioneRisposta['righe'];

/**
 * An import of a file of the IPA: the record is the truth, a job only points to it. How far it is stands in it, so that whoever
 * goes on after a kill goes on from there.
 */
export interface Importazione {
  _id: Types.ObjectId;
  tipo: TipoIpa;
  origine: 'mano' | 'notturna';
  stato: StatoImportazione;
  motivo?: string;
  file: { nome: string; dimensione: number; sha256: string };
  utente?: string;
  chiesta: Date;
  iniziata?: Date;
  conclusa?: Date;
  totale?: number;
  /** last row whose batch is done */
  posizione: number;
  righe: Righe;
  cessate: number;
  /** until when who works at it has it, by the machine's clock */
  presaFino?: Date;
  /** times that it was begun or taken up again */
  tentativi: number;
}

const text = { type: String, required: true };
const count = { type: Number, required: true };

const importazioneSchema = new Schema<Importazione>(
  {
    tipo: text,
    origine: text,
    stato: text,
    motivo: String,
    file: {
      type: { nome: text, dimensione: count, sha256: { type: String, default: '' } },
      _id: false,
      required: true,
    },
    utente: String,
    chiesta: { type: Date, required: true },
    iniziata: Date,
    conclusa: Date,
    totale: Number,
    posizione: count,
    righe: {
      type: { lette: count, nuove: count, cambiate: count, invariate: count, rifiutate: count, segnalate: count },
      _id: false,
      required: true,
    },
    cessate: count,
    presaFino: Date,
    tentativi: count,
  },
  { collection: 'importazioni', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
importazioneSchema.index({ tipo: 1 }, { unique: true, partialFilterExpression: { stato: 'in-corso' } }); // one at a time of each kind
importazioneSchema.index({ stato: 1, chiesta: 1 }); // query: findDovute
importazioneSchema.index({ chiesta: -1, _id: -1 }); // query: listImportazioni
export const ImportazioneModel = model('Importazione', importazioneSchema);

interface ErroreImportazione extends ErroreRiga {
  importazione: Types.ObjectId;
}
const erroreSchema = new Schema<ErroreImportazione>(
  {
    importazione: { type: Schema.Types.ObjectId, required: true },
    riga: count,
    messaggio: text,
    presa: { type: Boolean, required: true },
  },
  { collection: 'importazioni-errori', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
erroreSchema.index({ importazione: 1, riga: 1 }, { unique: true }); // query: listErrori; a row told twice is told once
const ErroreModel = model('ErroreImportazione', erroreSchema);

export const insertImportazione = async (importazione: Importazione): Promise<void> => {
  await ImportazioneModel.create(importazione);
};
export const findImportazione = (id: string): Promise<Importazione | null> =>
  ImportazioneModel.findById(id).lean<Importazione>().exec();
export const listImportazioni = (limite: number): Promise<Importazione[]> =>
  ImportazioneModel.find().sort({ chiesta: -1, _id: -1 }).limit(limite).lean<Importazione[]>().exec();

/** One of the same file that waits or is at work. */
export const findInCorso = (tipo: TipoIpa, sha256: string): Promise<Importazione | null> =>
  ImportazioneModel.findOne({ tipo, 'file.sha256': sha256, stato: { $in: ['in-coda', 'in-corso'] } })
    .lean<Importazione>()
    .exec();
/** The last that went to its end. */
export const findUltima = (tipo: TipoIpa): Promise<Importazione | null> =>
  ImportazioneModel.findOne({ tipo, stato: 'conclusa' }).sort({ conclusa: -1 }).lean<Importazione>().exec();

/** Those that wait, and those whose worker has gone, the oldest first. */
export async function findDovute(adesso: Date): Promise<string[]> {
  const found = await ImportazioneModel.find(
    { stato: { $in: ['in-coda', 'in-corso'] }, $or: [{ presaFino: null }, { presaFino: { $lt: adesso } }] },
    { _id: 1 },
  )
    .sort({ chiesta: 1 })
    .lean<Pick<Importazione, '_id'>[]>();
  return found.map(({ _id }) => _id.toHexString());
}

/** Takes an import to work at it. @returns null if another has it, or it is done. @throws a duplicate key while another of its kind is at work */
export const claimImportazione = (id: string, adesso: Date, fino: Date, iniziata: Date): Promise<Importazione | null> =>
  ImportazioneModel.findOneAndUpdate(
    {
      _id: id,
      stato: { $in: ['in-coda', 'in-corso'] },
      $or: [{ presaFino: null }, { presaFino: { $lt: adesso } }],
    },
    [
      {
        $set: {
          stato: 'in-corso',
          presaFino: fino,
          iniziata: { $ifNull: ['$iniziata', iniziata] },
          tentativi: { $add: ['$tentativi', 1] },
        },
      },
    ],
    { returnDocument: 'after', updatePipeline: true },
  )
    .lean<Importazione>()
    .exec();

/** What is done so far, or how it ended. @returns false if another has taken it over meanwhile */
export async function updateImportazione(
  { _id, tentativi }: Pick<Importazione, '_id' | 'tentativi'>,
  set: Partial<Importazione>,
  inc: Partial<Righe> = {},
): Promise<boolean> {
  const { presaFino, ...rest } = set;
  const counted = Object.entries(inc).map(([name, value]) => [`righe.${name}`, value]);
  const { matchedCount } = await ImportazioneModel.updateOne(
    { _id, tentativi, stato: 'in-corso' },
    {
      $set: { ...rest, ...(presaFino !== undefined && { presaFino }) },
      ...(counted.length > 0 && { $inc: Object.fromEntries(counted) as Record<string, number> }),
      ...(presaFino === undefined && { $unset: { presaFino: 1 } }),
    },
  );
  return matchedCount === 1;
}

export async function recordErrori(id: Types.ObjectId, errori: readonly ErroreRiga[]): Promise<void> {
  if (errori.length === 0) return;
  await ErroreModel.bulkWrite(
    errori.map(({ riga, ...rest }) => ({
      updateOne: { filter: { importazione: id, riga }, update: { $set: rest }, upsert: true },
    })),
    { ordered: false },
  );
}

export const listErrori = (id: Types.ObjectId, dopo: number, limite: number): Promise<ErroreRiga[]> =>
  ErroreModel.find({ importazione: id, riga: { $gt: dopo } }, { _id: 0, importazione: 0 })
    .sort({ riga: 1 })
    .limit(limite)
    .lean<ErroreRiga[]>()
    .exec();
export const countErrori = (id: Types.ObjectId, limite: number): Promise<number> =>
  ErroreModel.countDocuments({ importazione: id }, { limit: limite }).exec();

/** Files that an import still has to read. */
export async function findImportati(sha256s: string[]): Promise<Set<string>> {
  const found = await ImportazioneModel.distinct('file.sha256', {
    'file.sha256': { $in: sha256s },
    stato: { $in: ['in-coda', 'in-corso'] },
  });
  return new Set(found);
}
