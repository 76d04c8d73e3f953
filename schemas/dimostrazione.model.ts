import { type ClientSession, model, Schema } from 'mongoose';

/** Which past a demonstration has, and whether it is whole; one document. What has been done already, the register itself says. */
export interface StatoDemo {
  _id: 'passato';
  /** year of the first documents */
  anno: number;
  /** last legal day that may have something */
  ieri: string;
  compiuto: boolean;
  /** of the password that the accounts were last given at a start */
  passwordHash?: string;
}

const statoSchema = new Schema<StatoDemo>(
  {
    _id: { type: String, enum: ['passato'], required: true },
    anno: { type: Number, required: true },
    ieri: { type: String, required: true },
    compiuto: { type: Boolean, required: true },
    passwordHash: String,
  },
  { collection: 'dimostrazione', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);

const StatoModel = model('StatoDemo', statoSchema);

/** Null where no demonstration has begun. */
export const findStato = (): Promise<StatoDemo | null> => StatoModel.findById('passato').lean<StatoDemo>().exec();

export const insertStato = async (passato: Pick<StatoDemo, 'anno' | 'ieri'>, session: ClientSession): Promise<void> => {
  await StatoModel.create([{ _id: 'passato', ...passato, compiuto: false }], { session });
};

export const updateStato = async (set: Partial<Pick<StatoDemo, 'compiuto' | 'passwordHash'>>): Promise<void> => {
  await StatoModel.updateOne({ _id: 'passato' }, { $set: set });
};
