import { model, Schema, Types } from 'mongoose';
import type { Ruolo } from './accesso.api.js';

/** One person acts for another (`titolare`) from `dal` to `al`, both legal days included. Never deleted: acts were done under it. */
export interface Sostituzione {
  _id: Types.ObjectId;
  aoo: string;
  titolare: string;
  sostituto: string;
  dal: string;
  al: string;
  motivo?: string;
  /** only in charges of these roles, of these offices; absent: in all */
  ruoli?: Ruolo[];
  uffici?: string[];
  /** also what is reserved to the titolare */
  riservate: boolean;
  creataDa: string;
  creata: Date;
  revoca?: { utente: string; data: Date; motivo?: string };
}

const text = { type: String, required: true };

const sostituzioneSchema = new Schema<Sostituzione>(
  {
    aoo: text,
    titolare: text,
    sostituto: text,
    dal: text,
    al: text,
    motivo: String,
    ruoli: { type: [String], default: undefined },
    uffici: { type: [String], default: undefined },
    riservate: { type: Boolean, required: true },
    creataDa: text,
    creata: { type: Date, required: true },
    revoca: Schema.Types.Mixed,
  },
  { collection: 'sostituzioni', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
sostituzioneSchema.index({ aoo: 1, al: -1 }); // query: those of an AOO, open ones first

export const SostituzioneModel = model('Sostituzione', sostituzioneSchema);

/** Those of an AOO that end on that day or later, without those that were ended early; the last to end first. */
export const findSostituzioniAperte = (aoo: string, giorno: string): Promise<Sostituzione[]> =>
  SostituzioneModel.find({ aoo, al: { $gte: giorno }, revoca: { $exists: false } })
    .sort({ al: -1, _id: -1 })
    .lean<Sostituzione[]>()
    .exec();

export const findSostituzioni = (aoo: string, limite: number): Promise<Sostituzione[]> =>
  SostituzioneModel.find({ aoo }).sort({ al: -1, _id: -1 }).limit(limite).lean<Sostituzione[]>().exec();

export const findSostituzione = (aoo: string, id: string): Promise<Sostituzione | null> =>
  SostituzioneModel.findOne({ aoo, _id: id }).lean<Sostituzione>().exec();
