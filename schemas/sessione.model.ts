import { type ClientSession, model, Schema } from 'mongoose';

/** Who has signed in. `_id` is the SHA-256 of the token, which is nowhere but with the user. */
export interface Sessione {
  _id: string;
  utente: string;
  creata: Date;
  /** by the injected clock */
  scadenza: Date;
}

const text = { type: String, required: true };
const instant = { type: Date, required: true };

const sessioneSchema = new Schema<Sessione>(
  { _id: text, utente: text, creata: instant, scadenza: instant },
  { collection: 'sessioni', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
sessioneSchema.index({ utente: 1 }); // query: deleteSessioniOf
sessioneSchema.index({ scadenza: 1 }); // query: deleteSessioniBefore. Not a TTL index: that one would not follow a clock that was moved

export const SessioneModel = model('Sessione', sessioneSchema);

export const insertSessione = async (sessione: Sessione): Promise<void> => {
  await SessioneModel.create(sessione);
};

export const findSessione = (id: string): Promise<Sessione | null> =>
  SessioneModel.findById(id).lean<Sessione>().exec();

export const deleteSessione = async (id: string): Promise<void> => {
  await SessioneModel.deleteOne({ _id: id });
};

/** Ends every session of a user, but the one whose id is `tranne`. */
export const deleteSessioniOf = async (utente: string, tranne?: string, session?: ClientSession): Promise<void> => {
  await SessioneModel.deleteMany(
    { utente, ...(tranne !== undefined && { _id: { $ne: tranne } }) },
    session === undefined ? {} : { session },
  );
};

export const deleteSessioniBefore = async (instant: Date): Promise<void> => {
  await SessioneModel.deleteMany({ scadenza: { $lt: instant } });
};
