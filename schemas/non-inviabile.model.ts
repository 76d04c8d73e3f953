import { model, Schema, type Types } from 'mongoose';
import type { TipoVersamento } from './versamento.api.js';

/** Something that keeps a thing from being shipped, and who can see to it. */
export interface MancanzaVersamento {
  codice: string;
  messaggio: string;
  chi?: string;
}

/** What is due and cannot be shipped as it is; one row a thing, gone when a package of it is made. */
export interface NonInviabile {
  aoo: string;
  tipo: TipoVersamento;
  riferimento: string;
  mancanze: MancanzaVersamento[];
  /** version of the record that was looked at; of a daily register 1 */
  versione: number;
  /** since when it lacks what it lacks */
  quando: Date;
  /** it is looked at again at the next occasion */
  riprova?: boolean;
}

const text = { type: String, required: true };
const nonInviabileSchema = new Schema<NonInviabile>(
  {
    aoo: text,
    tipo: text,
    riferimento: text,
    mancanze: [{ _id: false, codice: text, messaggio: text, chi: String }],
    versione: { type: Number, required: true },
    quando: { type: Date, required: true },
    riprova: Boolean,
  },
  { collection: 'nonInviabili', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
nonInviabileSchema.index({ aoo: 1, tipo: 1, riferimento: 1 }, { unique: true }); // query: put, clear, the days left out
nonInviabileSchema.index({ aoo: 1, quando: -1, _id: -1 }); // query: listNonInviabili, the oldest
nonInviabileSchema.index({ aoo: 1, riprova: 1 }); // query: findDaRiprovare

export const NonInviabileModel = model('NonInviabile', nonInviabileSchema);

type Chiave = Pick<NonInviabile, 'aoo' | 'tipo' | 'riferimento'>;
const keyOf = ({ aoo, tipo, riferimento }: Chiave): Chiave => ({ aoo, tipo, riferimento });

/**
 * Says, or says anew, why a thing cannot be shipped; where it lacks the same as before, since when stays. Its mark is to be cleared
 * after this, never before.
 */
export async function putNonInviabile(
  cosa: Chiave & Pick<NonInviabile, 'mancanze' | 'versione' | 'quando'>,
): Promise<void> {
  const { versione, quando } = cosa;
  // what is told of metadata says more, for other pages
  const mancanze = cosa.mancanze.map(({ codice, messaggio, chi }) => ({
    codice,
    messaggio,
    ...(chi !== undefined && { chi }),
  }));
  await NonInviabileModel.updateOne(
    keyOf(cosa),
    [
      {
        $set: {
          quando: { $cond: [{ $eq: ['$mancanze', { $literal: mancanze }] }, '$quando', quando] },
          mancanze: { $literal: mancanze },
          versione,
        },
      },
      { $unset: 'riprova' },
    ],
    { upsert: true, updatePipeline: true },
  );
}

/** It can be shipped now, or need not be any more. Said twice it counts once. */
export async function clearNonInviabile(cosa: Chiave): Promise<void> {
  await NonInviabileModel.deleteOne(keyOf(cosa));
}

export const findNonInviabile = (cosa: Chiave): Promise<NonInviabile | null> =>
  NonInviabileModel.findOne(keyOf(cosa), { _id: 0 }).lean<NonInviabile>().exec();

export interface FiltroNonInviabili {
  tipo?: TipoVersamento | undefined;
  riferimento?: string | undefined;
}

/** A row with its place in the list. */
export type RigaNonInviabile = NonInviabile & { _id: Types.ObjectId };

/** A page, what began last first. @param dopo - the last row of the page before */
export const listNonInviabili = (
  aoo: string,
  { tipo, riferimento }: FiltroNonInviabili,
  limite: number,
  dopo?: Pick<RigaNonInviabile, '_id' | 'quando'>,
): Promise<RigaNonInviabile[]> =>
  NonInviabileModel.find({
    aoo,
    ...(tipo !== undefined && { tipo }),
    ...(riferimento !== undefined && { riferimento }),
    ...(dopo !== undefined && {
      $or: [{ quando: { $lt: dopo.quando } }, { quando: dopo.quando, _id: { $lt: dopo._id } }],
    }),
  })
    .sort({ quando: -1, _id: -1 })
    .limit(limite)
    .lean<RigaNonInviabile[]>()
    .exec();

/** How many there are, and since when the oldest waits. */
export async function countNonInviabili(aoo: string): Promise<{ totale: number; dal?: Date }> {
  const [totale, oldest] = await Promise.all([
    NonInviabileModel.countDocuments({ aoo }),
    NonInviabileModel.findOne({ aoo }, { quando: 1 }).sort({ quando: 1 }).lean<Pick<NonInviabile, 'quando'>>(),
  ]);
  return { totale, ...(oldest !== null && { dal: oldest.quando }) };
}

/** Daily registers that cannot be shipped, from a day on; not those that are to be tried again. */
export const findGiorniNonInviabili = async (aoo: string, dal: string): Promise<string[]> =>
  (
    await NonInviabileModel.find(
      { aoo, tipo: 'registro-giornaliero', riferimento: { $gte: dal }, riprova: { $ne: true } },
      { _id: 0, riferimento: 1 },
    ).lean<Pick<NonInviabile, 'riferimento'>[]>()
  ).map(({ riferimento }) => riferimento);

/** All of an AOO, some at a time, that are not to be tried again already. */
export const findDaRiprovare = (aoo: string, limit: number): Promise<NonInviabile[]> =>
  NonInviabileModel.find({ aoo, riprova: { $ne: true } }, { _id: 0 })
    .limit(limit)
    .lean<NonInviabile[]>()
    .exec();

/** They are looked at again; their marks are set before this is said. */
export async function markRiprova(
  aoo: string,
  cose: readonly Pick<NonInviabile, 'tipo' | 'riferimento'>[],
): Promise<void> {
  if (cose.length === 0) return;
  await NonInviabileModel.updateMany(
    { aoo, $or: cose.map(({ tipo, riferimento }) => ({ tipo, riferimento })) },
    { $set: { riprova: true } },
  );
}
