import { type ClientSession, model, Schema } from 'mongoose';

/** What a database says of itself; one document. */
export interface Sistema {
  _id: 'sistema';
  /** made by the demo or by a test: its clock may be moved, every page and paper says ESEMPIO */
  dimostrazione: boolean;
  /** the moved clock of a demonstration: what is added to the machine's time, in milliseconds; `versione` grows with each move */
  orologio?: { scartoMs: number; versione: number };
  /** up to which version what follows from the records has been completed (server/derivati.ts) */
  derivati?: number;
}

const sistemaSchema = new Schema<Sistema>(
  {
    _id: { type: String, enum: ['sistema'], required: true },
    dimostrazione: { type: Boolean, required: true },
    orologio: { scartoMs: Number, versione: Number },
    derivati: Number,
  },
  { collection: 'sistema', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);

export const SistemaModel = model('Sistema', sistemaSchema);

/** Null on an empty database, which nobody has installed. */
export const findSistema = (): Promise<Sistema | null> => SistemaModel.findById('sistema').lean<Sistema>().exec();

/** Says once what the database is. @throws a duplicate key if it has been said */
export const insertSistema = async (
  sistema: Omit<Sistema, '_id'>,
  session: ClientSession | null = null,
): Promise<void> => {
  await SistemaModel.create([{ _id: 'sistema', ...sistema }], { session });
};

/** Moves the clock of a demonstration database. @returns null where the database is not a demonstration */
export async function updateOrologio(scartoMs: number): Promise<Sistema['orologio'] | null> {
  const sistema = await SistemaModel.findOneAndUpdate(
    { _id: 'sistema', dimostrazione: true },
    { $set: { 'orologio.scartoMs': scartoMs }, $inc: { 'orologio.versione': 1 } },
    { returnDocument: 'after' },
  ).lean<Sistema>();
  return sistema?.orologio ?? null;
}

/** Says that what follows from the records is complete up to that version; a newer one stays. */
export async function markDerivati(versione: number): Promise<void> {
  await SistemaModel.updateOne({ _id: 'sistema' }, { $max: { derivati: versione } });
}
