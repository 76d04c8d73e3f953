import { model, Schema, Types } from 'mongoose';

/** A search that a person keeps. Nobody else's business: found by who made it, in the AOO where it was made. */
export interface RicercaConservata {
  _id: Types.ObjectId;
  aoo: string;
  utente: string;
  nome: string;
  domanda: string;
}

const text = { type: String, required: true };
const schema = new Schema<RicercaConservata>(
  { aoo: text, utente: text, nome: text, domanda: text },
  { collection: 'ricerche-salvate', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
schema.index({ aoo: 1, utente: 1, nome: 1 }, { unique: true }); // query: those of a person, by name

const Model = model('RicercaSalvata', schema);
type Chi = Pick<RicercaConservata, 'aoo' | 'utente'>;

export const findRicerche = ({ aoo, utente }: Chi): Promise<RicercaConservata[]> =>
  Model.find({ aoo, utente }).sort({ nome: 1 }).lean<RicercaConservata[]>().exec();

export const countRicerche = ({ aoo, utente }: Chi, tranne: string): Promise<number> =>
  Model.countDocuments({ aoo, utente, nome: { $ne: tranne } }).exec();

/** Writes it under its name, in the place of an earlier one. */
export async function upsertRicerca(
  { aoo, utente }: Chi,
  nome: string,
  domanda: string,
): Promise<{ ricerca: RicercaConservata; created: boolean }> {
  const { value, lastErrorObject } = await Model.findOneAndUpdate(
    { aoo, utente, nome },
    { $set: { domanda } },
    { upsert: true, returnDocument: 'after', includeResultMetadata: true, lean: true },
  );
  if (value === null) throw new Error('not written');
  return { ricerca: value, created: lastErrorObject?.['updatedExisting'] !== true };
}

/** @returns false if the person has none such */
export const removeRicerca = async ({ aoo, utente }: Chi, id: string): Promise<boolean> =>
  (await Model.deleteOne({ _id: new Types.ObjectId(id), aoo, utente })).deletedCount === 1;
