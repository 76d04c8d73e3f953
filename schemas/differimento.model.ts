import { model, Schema, Types } from 'mongoose';
import type { Provvedimento } from './registrazione.api.js';

/** A deferral of the terms of registration, opened by the RGD with an act; never deleted: registrations cite it. Days are legal days. */
export interface Differimento {
  _id: Types.ObjectId;
  aoo: string;
  provvedimento: Provvedimento;
  causa: string;
  descrizione: string;
  finoAl: string;
  scadenza: string;
  dal?: string;
  al?: string;
  mezzi?: string[];
  aperto: Date;
  apertoDa: string;
  chiusura?: { motivo: string; data: Date; utente: string };
}

const text = { type: String, required: true };

const differimentoSchema = new Schema<Differimento>(
  {
    aoo: text,
    provvedimento: Schema.Types.Mixed,
    causa: text,
    descrizione: text,
    finoAl: text,
    scadenza: text,
    dal: String,
    al: String,
    mezzi: { type: [String], default: undefined },
    aperto: { type: Date, required: true },
    apertoDa: text,
    chiusura: Schema.Types.Mixed,
  },
  { collection: 'differimenti', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
differimentoSchema.index({ aoo: 1, scadenza: -1 }); // query: those of an AOO, open ones first

export const DifferimentoModel = model('Differimento', differimentoSchema);

/** @param dal - only those that may still be cited on that legal day */
export const findDifferimenti = (aoo: string, dal: string | undefined, limite: number): Promise<Differimento[]> =>
  DifferimentoModel.find({
    aoo,
    ...(dal !== undefined && { scadenza: { $gte: dal }, chiusura: { $exists: false } }),
  })
    .sort({ scadenza: -1, _id: -1 })
    .limit(limite)
    .lean<Differimento[]>()
    .exec();

/** One of that AOO; null also for what is no identifier. */
export const findDifferimento = async (aoo: string, id: string): Promise<Differimento | null> =>
  /^[0-9a-f]{24}$/.test(id) ? DifferimentoModel.findOne({ aoo, _id: id }).lean<Differimento>().exec() : null;
