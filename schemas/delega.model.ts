import { type ClientSession, model, Schema, type Types } from 'mongoose';
import { appendOnly } from './append-only.js';
import type { AttoDelegabile } from './delega.api.js';

/**
 * A head (`delegante`) lets a clerk of his settore (`delegato`) do some of his acts, for some offices, from `dal` to `al`, both legal
 * days included. Never deleted: acts were done under it.
 */
export interface Delega {
  _id: Types.ObjectId;
  aoo: string;
  delegante: string;
  delegato: string;
  atti: AttoDelegabile[];
  uffici: string[];
  dal: string;
  al: string;
  motivo?: string;
  creata: Date;
  revoca?: { utente: string; data: Date; motivo?: string };
}

const text = { type: String, required: true };

const delegaSchema = new Schema<Delega>(
  {
    aoo: text,
    delegante: text,
    delegato: text,
    atti: [text],
    uffici: [text],
    dal: text,
    al: text,
    motivo: String,
    creata: { type: Date, required: true },
    revoca: Schema.Types.Mixed,
  },
  { collection: 'deleghe', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
delegaSchema.index({ aoo: 1, al: -1 }); // query: those of an AOO, open ones first

/** Acts were done under it: it is written once, ended at most once, and nothing else of it changes. */
const admit = appendOnly(delegaSchema);
export const DelegaModel = model('Delega', delegaSchema);

export const insertDelega = (delega: Delega, session: ClientSession): Promise<unknown> =>
  DelegaModel.insertMany(admit([delega]), { session });

/** Ends one before its day, unless it was ended already. */
export const endDelega = (
  { aoo, _id }: Pick<Delega, 'aoo' | '_id'>,
  revoca: NonNullable<Delega['revoca']>,
  session: ClientSession,
): Promise<unknown> =>
  admit(DelegaModel.updateOne({ aoo, _id, revoca: { $exists: false } }, { $set: { revoca } }, { session })).exec();

/** Those of an AOO that end on that day or later, without those that were ended early; the last to end first. */
export const findDelegheAperte = (aoo: string, giorno: string): Promise<Delega[]> =>
  DelegaModel.find({ aoo, al: { $gte: giorno }, revoca: { $exists: false } })
    .sort({ al: -1, _id: -1 })
    .lean<Delega[]>()
    .exec();

export const findDeleghe = (aoo: string, limite: number): Promise<Delega[]> =>
  DelegaModel.find({ aoo }).sort({ al: -1, _id: -1 }).limit(limite).lean<Delega[]>().exec();

export const findDelega = (aoo: string, id: string): Promise<Delega | null> =>
  DelegaModel.findOne({ aoo, _id: id }).lean<Delega>().exec();
