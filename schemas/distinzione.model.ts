import { model, Schema } from 'mongoose';

/** Two entries that a person has said to be two subjects: they are no more told as a possible double. */
export interface Distinzione {
  aoo: string;
  /** ids of both, in their order, with a bar between */
  coppia: string;
  utente: string;
  data: Date;
}

const text = { type: String, required: true };
const distinzioneSchema = new Schema<Distinzione>(
  { aoo: text, coppia: text, utente: text, data: { type: Date, required: true } },
  { collection: 'distinzioni', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
distinzioneSchema.index({ aoo: 1, coppia: 1 }, { unique: true }); // query: findDistinte, insertDistinzione
const DistinzioneModel = model('Distinzione', distinzioneSchema);

export const coppiaOf = (uno: string, altro: string): string => [uno, altro].sort().join('|');

/** Said twice it is said once. */
export const insertDistinzione = async ({ aoo, coppia, ...chi }: Distinzione): Promise<void> => {
  await DistinzioneModel.updateOne({ aoo, coppia }, { $setOnInsert: chi }, { upsert: true });
};

export async function findDistinte(aoo: string, coppie: readonly string[]): Promise<Set<string>> {
  if (coppie.length === 0) return new Set();
  const found = await DistinzioneModel.find({ aoo, coppia: { $in: [...coppie] } }, { coppia: 1 }).lean<
    Pick<Distinzione, 'coppia'>[]
  >();
  return new Set(found.map(({ coppia }) => coppia));
}
