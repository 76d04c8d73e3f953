import { model, Schema, Types } from 'mongoose';
import type { GENERI_GUASTO, TIPI_NOMINANTE } from './fissita.api.js';

export interface NominanteGuasto {
  tipo: (typeof TIPI_NOMINANTE)[number];
  aoo: string;
  riferimento: string;
}

/** Something that is no longer as it was stored. Once as long as it lasts; kept when it is mended. */
export interface GuastoFissita {
  _id: Types.ObjectId;
  /** SHA-256 of the file, or the key of a chain */
  chiave: string;
  genere: (typeof GENERI_GUASTO)[number];
  /** of a chain: what is wrong with it */
  dettaglio?: string;
  nominatoDa: NominanteGuasto[];
  /** AOO that it concerns; empty: none names it */
  aoo: string[];
  trovato: Date;
  ultimoControllo: Date;
  /** the last round that saw it */
  giro?: Types.ObjectId;
  /** there only while it lasts */
  aperto?: 1;
  preso?: { quando: Date; utente: string; motivo: string };
  chiuso?: { quando: Date; come: 'riletto' | 'non-nominato' };
}

const text = { type: String, required: true };
const instant = { type: Date, required: true };

const guastoSchema = new Schema<GuastoFissita>(
  {
    chiave: text,
    genere: text,
    dettaglio: String,
    nominatoDa: [{ _id: false, tipo: text, aoo: text, riferimento: text }],
    aoo: [String],
    trovato: instant,
    ultimoControllo: instant,
    giro: Schema.Types.ObjectId,
    aperto: Number,
    preso: { type: new Schema({ quando: instant, utente: text, motivo: text }, { _id: false }), required: false },
    chiuso: { type: new Schema({ quando: instant, come: text }, { _id: false }), required: false },
  },
  { collection: 'guastiFissita', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
guastoSchema.index({ chiave: 1 }, { unique: true, partialFilterExpression: { aperto: 1 } }); // one as long as it lasts
guastoSchema.index({ aperto: 1, trovato: -1 }); // query: what is wrong now, and what was
guastoSchema.index({ giro: 1 }); // query: what a round has found

export const GuastoFissitaModel = model('GuastoFissita', guastoSchema);

/** What concerns an AOO: what its records name, and what none names. */
const diAoo = (aoo: string): Record<string, unknown> => ({ $or: [{ aoo }, { aoo: { $size: 0 } }] });

/**
 * Says that something is wrong: once as long as it lasts, told again it is the same fault seen again.
 * @returns true when it was not known
 */
export async function insertGuasto(
  guasto: Pick<GuastoFissita, 'chiave' | 'genere' | 'dettaglio' | 'nominatoDa' | 'giro'>,
  adesso: Date,
): Promise<boolean> {
  const { chiave, genere, dettaglio, nominatoDa, giro } = guasto;
  const { upsertedCount } = await GuastoFissitaModel.updateOne(
    { chiave, aperto: 1 },
    {
      $setOnInsert: { trovato: adesso },
      $set: {
        genere,
        ...(dettaglio !== undefined && { dettaglio }),
        ...(giro !== undefined && { giro }),
        nominatoDa,
        aoo: [...new Set(nominatoDa.map((one) => one.aoo).filter((one) => one !== ''))],
        ultimoControllo: adesso,
      },
    },
    { upsert: true },
  );
  return upsertedCount === 1;
}

/** It is wrong no more. */
export const closeGuasto = async (
  _id: Types.ObjectId,
  come: NonNullable<GuastoFissita['chiuso']>['come'],
  adesso: Date,
): Promise<void> => {
  await GuastoFissitaModel.updateOne(
    { _id, aperto: 1 },
    { $set: { chiuso: { quando: adesso, come }, ultimoControllo: adesso }, $unset: { aperto: 1 } },
  );
};

/** A person says what is being done about it. @returns null for one that is not open, or not of that AOO */
export const takeGuasto = (
  _id: Types.ObjectId,
  aoo: string,
  preso: NonNullable<GuastoFissita['preso']>,
): Promise<GuastoFissita | null> =>
  GuastoFissitaModel.findOneAndUpdate(
    { _id, aperto: 1, ...diAoo(aoo) },
    { $set: { preso } },
    { returnDocument: 'after' },
  )
    .lean<GuastoFissita>()
    .exec();

/** Those that last, newest first. @param aoo - what concerns it; absent: all */
export const findGuastiAperti = (limite: number, aoo?: string): Promise<GuastoFissita[]> =>
  GuastoFissitaModel.find({ aperto: 1, ...(aoo !== undefined && diAoo(aoo)) })
    .sort({ trovato: -1, _id: -1 })
    .limit(limite)
    .lean<GuastoFissita[]>()
    .exec();

export const countGuastiAperti = (aoo?: string): Promise<number> =>
  GuastoFissitaModel.countDocuments({ aperto: 1, ...(aoo !== undefined && diAoo(aoo)) }).exec();

/** Those that are to be looked at again, the longest ago first. */
export const findGuastiDaRivedere = (limite: number, primaDi: Date): Promise<GuastoFissita[]> =>
  GuastoFissitaModel.find({ aperto: 1, ultimoControllo: { $lt: primaDi } })
    .sort({ ultimoControllo: 1 })
    .limit(limite)
    .lean<GuastoFissita[]>()
    .exec();

export const touchGuasto = async (_id: Types.ObjectId, adesso: Date): Promise<void> => {
  await GuastoFissitaModel.updateOne({ _id, aperto: 1 }, { $set: { ultimoControllo: adesso } });
};

/** Those that are mended, newest first. */
export const findGuastiChiusi = (limite: number, aoo: string): Promise<GuastoFissita[]> =>
  GuastoFissitaModel.find({ 'chiuso.quando': { $exists: true }, ...diAoo(aoo) })
    .sort({ trovato: -1, _id: -1 })
    .limit(limite)
    .lean<GuastoFissita[]>()
    .exec();

/** Those found in that time, whatever has become of them. */
export const findGuastiTrovati = (dal: Date, al: Date, aoo: string): Promise<GuastoFissita[]> =>
  GuastoFissitaModel.find({ trovato: { $gte: dal, $lt: al }, ...diAoo(aoo) })
    .sort({ trovato: 1 })
    .lean<GuastoFissita[]>()
    .exec();

export const countGuastiDiGiro = (giro: Types.ObjectId): Promise<number> =>
  GuastoFissitaModel.countDocuments({ giro }).exec();

/** Those that last and of which nobody has taken charge: when they were found, and whom they concern. */
export const findGuastiDaDire = (): Promise<Pick<GuastoFissita, 'trovato' | 'aoo'>[]> =>
  GuastoFissitaModel.find({ aperto: 1, preso: { $exists: false } }, { _id: 0, trovato: 1, aoo: 1 })
    .limit(5_000)
    .lean<Pick<GuastoFissita, 'trovato' | 'aoo'>[]>()
    .exec();
