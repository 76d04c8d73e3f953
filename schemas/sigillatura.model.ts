import { model, Schema } from 'mongoose';

/** The seals that one act puts on all closed days of an AOO that lack them: one such work at a time. */
export interface Sigillatura {
  /** the AOO */
  _id: string;
  stato: 'in-corso' | 'finita' | 'ferma';
  /** days that lacked a seal when it began, and how many of them have it */
  totale: number;
  fatte: number;
  chiesta: { utente: string; quando: Date };
  /** why it stopped */
  motivo?: string;
}

const integer = { type: Number, required: true, min: 0 };
const text = { type: String, required: true };
const sigillaturaSchema = new Schema<Sigillatura>(
  {
    _id: text,
    stato: text,
    totale: integer,
    fatte: integer,
    chiesta: { _id: false, utente: text, quando: { type: Date, required: true } },
    motivo: String,
  },
  { collection: 'sigillature', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
export const SigillaturaModel = model('Sigillatura', sigillaturaSchema);

export const findSigillatura = (aoo: string): Promise<Sigillatura | null> =>
  SigillaturaModel.findById(aoo).lean<Sigillatura>().exec();

/** Those that somebody has asked for and that are not done: what a worker that died has left, too. */
export const findSigillatureInCorso = (): Promise<Sigillatura[]> =>
  SigillaturaModel.find({ stato: 'in-corso' }).lean<Sigillatura[]>().exec();

/** Begins one, unless one is under way. @throws a duplicate key where one is */
export const beginSigillatura = async (one: Omit<Sigillatura, 'stato' | 'fatte' | 'motivo'>): Promise<void> => {
  const { _id, ...detto } = one;
  await SigillaturaModel.updateOne(
    { _id, stato: { $ne: 'in-corso' } },
    { $set: { ...detto, stato: 'in-corso', fatte: 0 }, $unset: { motivo: 1 } },
    { upsert: true },
  );
};

/** How far it is; of two workers the one that is further tells. */
export const advanceSigillatura = async (_id: string, fatte: number): Promise<void> => {
  await SigillaturaModel.updateOne({ _id, stato: 'in-corso' }, { $max: { fatte } });
};

/** It is over: all is done, or something stops it until a person has looked. */
export async function endSigillatura(
  { _id, chiesta }: Pick<Sigillatura, '_id' | 'chiesta'>,
  motivo?: string,
): Promise<void> {
  const filter = { _id, stato: 'in-corso', 'chiesta.quando': chiesta.quando } as const; // not one that was asked for since
  if (motivo !== undefined) await SigillaturaModel.updateOne(filter, { $set: { stato: 'ferma', motivo } });
  else
    await SigillaturaModel.updateOne(filter, [{ $set: { stato: 'finita', fatte: '$totale' } }], {
      updatePipeline: true,
    });
}
