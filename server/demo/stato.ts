import { type ClientSession, model, Schema } from 'mongoose';
import type { Passato } from './piano.js';

/** How far the past of a demonstration has been made; one document. */
export interface StatoDemo extends Passato {
  _id: 'passato';
  /** steps of the plan that are in the register for sure */
  fatti: number;
  compiuto: boolean;
  /** of the password that the accounts were last given at a start */
  passwordHash?: string;
}

const statoSchema = new Schema<StatoDemo>(
  {
    _id: { type: String, enum: ['passato'], required: true },
    anno: { type: Number, required: true },
    ieri: { type: String, required: true },
    fatti: { type: Number, required: true, min: 0 },
    compiuto: { type: Boolean, required: true },
    passwordHash: String,
  },
  { collection: 'dimostrazione', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);

const StatoModel = model('StatoDemo', statoSchema);

/** Null where no demonstration has begun. */
export const findStato = (): Promise<StatoDemo | null> => StatoModel.findById('passato').lean<StatoDemo>().exec();

export const insertStato = async (passato: Passato, session: ClientSession): Promise<void> => {
  await StatoModel.create([{ _id: 'passato', ...passato, fatti: 0, compiuto: false }], { session });
};

export const updateStato = async (
  set: Partial<Pick<StatoDemo, 'fatti' | 'compiuto' | 'passwordHash'>>,
): Promise<void> => {
  await StatoModel.updateOne({ _id: 'passato' }, { $set: set });
};
