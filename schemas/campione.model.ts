import { type ClientSession, model, Schema } from 'mongoose';
import type { PianoCampionamento } from '../server/attestazioni/piano-campionamento.js';
import { appendOnly } from './append-only.js';

export interface EsitoScelto {
  scansione: string;
  esito: 'conforme' | 'difforme';
  motivo?: string;
  quando: Date;
}

/** A sample drawn of a lot, and what the comparison found. Never deleted; outcomes are only added. */
export interface Campione {
  _id: string;
  aoo: string;
  lotto: string;
  piano: PianoCampionamento;
  seme: string;
  /** the lot as it was when the sample was drawn: what changed since is not covered by it */
  popolazione: { scansione: string; sha256: string }[];
  scelti: string[];
  /** the official who compares, and will sign (Allegato 3 §2.4: the comparison is not delegated) */
  funzionario: string;
  delega: string;
  creato: Date;
  esiti: EsitoScelto[];
  /** when it was decided, and how */
  chiuso?: { stato: 'accettato' | 'rifiutato'; quando: Date };
  versione: number;
}

const text = { type: String, required: true };
const instant = { type: Date, required: true };

const campioneSchema = new Schema<Campione>(
  {
    _id: text,
    aoo: text,
    lotto: text,
    piano: Schema.Types.Mixed,
    seme: text,
    popolazione: [{ _id: false, scansione: text, sha256: text }],
    scelti: [String],
    funzionario: text,
    delega: text,
    creato: instant,
    esiti: [Schema.Types.Mixed],
    chiuso: Schema.Types.Mixed,
    versione: { type: Number, required: true, min: 1 },
  },
  { collection: 'campioni', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
campioneSchema.index({ aoo: 1, lotto: 1, creato: -1 }); // query: the samples of a lot, the last first
// one sample of a lot at a time is being compared: nobody draws again until it suits
campioneSchema.index({ aoo: 1, lotto: 1 }, { unique: true, partialFilterExpression: { chiuso: null }, name: 'aperto' });

const admit = appendOnly(campioneSchema);
export const CampioneModel = model('Campione', campioneSchema);

/** @throws a duplicate key if the lot has an open sample */
export const insertCampione = (one: Campione, session: ClientSession | null = null): Promise<unknown> =>
  CampioneModel.insertMany(admit([one]), { session });

/** Adds an outcome, and closes the sample where that decides it; null if somebody was faster. */
export const addEsito = (
  { _id, aoo, versione }: Pick<Campione, '_id' | 'aoo' | 'versione'>,
  esito: EsitoScelto,
  chiuso: Campione['chiuso'],
  session: ClientSession,
): Promise<Campione | null> =>
  admit(
    CampioneModel.findOneAndUpdate(
      { _id, aoo, versione, chiuso: { $exists: false } },
      { $push: { esiti: esito }, $inc: { versione: 1 }, ...(chiuso !== undefined && { $set: { chiuso } }) },
      { returnDocument: 'after', session },
    ),
  )
    .lean<Campione>()
    .exec();

export const findCampione = (aoo: string, id: string): Promise<Campione | null> =>
  CampioneModel.findOne({ aoo, _id: id }).lean<Campione>().exec();

/** The samples of an AOO or of one of its lots, the last first. */
export const findCampioni = (aoo: string, lotto: string | undefined, limite: number): Promise<Campione[]> =>
  CampioneModel.find({ aoo, ...(lotto !== undefined && { lotto }) })
    .sort({ creato: -1, _id: -1 })
    .limit(limite)
    .lean<Campione[]>()
    .exec();
