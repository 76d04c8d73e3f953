import { randomInt } from 'node:crypto';
import { type ClientSession, model, Schema } from 'mongoose';
import { type Fatto, fattoSchema, type Raccordo, type Voce } from './titolario.model.js';

/** The next version of the titolario of an AOO while it is being prepared: nobody classifies by it yet. One an AOO. */
export interface BozzaTitolario {
  numero: number;
  denominazione: string;
  dal: string;
  voci: readonly Voce[];
  raccordo: readonly Raccordo[];
  /** True once a person has given the mapping by hand. */
  raccordoDato: boolean;
  /** +1 for every change: who approves says which one was read. */
  revisione: number;
  storia: readonly Fatto[];
}

interface Conservata extends BozzaTitolario {
  /** The AOO. */
  _id: string;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 1 };

const bozzaSchema = new Schema<Conservata>(
  {
    _id: String,
    numero: integer,
    denominazione: text,
    dal: text,
    voci: { type: [Schema.Types.Mixed], required: true }, // as they were read; what is approved is checked again by its own shape
    raccordo: { type: [Schema.Types.Mixed], required: true },
    raccordoDato: { type: Boolean, required: true },
    revisione: integer,
    storia: { type: [fattoSchema], required: true },
  },
  { collection: 'bozzeTitolario', strict: 'throw', versionKey: false, autoIndex: false },
);
const BozzaTitolarioModel = model('BozzaTitolario', bozzaSchema);

/** The draft of an AOO; null if nothing is being prepared. */
export const findBozzaTitolario = (aoo: string): Promise<BozzaTitolario | null> =>
  BozzaTitolarioModel.findById(aoo, { _id: 0 }).lean<BozzaTitolario>().exec();

/** A draft that follows one that was given up is not mistaken for it: its revisions begin anywhere. */
const FIRST_BELOW = 900_000_000;

/** Writes the draft, over the one that is there, in one write; `fatto` is added to its story. */
export async function saveBozzaTitolario(
  aoo: string,
  bozza: Omit<BozzaTitolario, 'revisione' | 'storia'>,
  fatto: Fatto,
): Promise<BozzaTitolario> {
  const update = () =>
    BozzaTitolarioModel.findOneAndUpdate(
      { _id: aoo },
      { $set: bozza, $inc: { revisione: 1 }, $push: { storia: { $each: [fatto], $slice: -200 } } },
      { returnDocument: 'after', projection: { _id: 0 }, runValidators: true },
    )
      .lean<BozzaTitolario>()
      .exec();
  const changed = await update();
  if (changed !== null) return changed;
  const first: BozzaTitolario = { ...bozza, revisione: randomInt(1, FIRST_BELOW), storia: [fatto] };
  try {
    await BozzaTitolarioModel.insertMany([{ ...first, _id: aoo }]);
    return first;
  } catch (error) {
    const other = await update(); // somebody has begun one at the same moment
    if (other === null) throw error;
    return other;
  }
}

/** Gives the draft another mapping, if it is still the one that was read. @returns null if it is not */
export const saveRaccordo = (
  aoo: string,
  revisione: number,
  raccordo: readonly Raccordo[],
  fatto: Fatto,
): Promise<BozzaTitolario | null> =>
  BozzaTitolarioModel.findOneAndUpdate(
    { _id: aoo, revisione },
    {
      $set: { raccordo, raccordoDato: true },
      $inc: { revisione: 1 },
      $push: { storia: { $each: [fatto], $slice: -200 } },
    },
    { returnDocument: 'after', projection: { _id: 0 }, runValidators: true },
  )
    .lean<BozzaTitolario>()
    .exec();

/** Removes the draft, if it is still the one that was read. @returns false if it is not */
export async function deleteBozzaTitolario(aoo: string, revisione: number, session?: ClientSession): Promise<boolean> {
  const { deletedCount } = await BozzaTitolarioModel.deleteOne(
    { _id: aoo, revisione },
    session === undefined ? {} : { session },
  );
  return deletedCount === 1;
}
