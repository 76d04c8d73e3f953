import { model, Schema, Types } from 'mongoose';
import type { TipoAvviso } from './avvisi.api.js';

/** What is told, whatever the day: computed from the database by server/conservazione/avvisi. */
export interface AvvisoDetto {
  /** the same trouble has the same key as long as it lasts */
  chiave: string;
  tipo: TipoAvviso;
  /** absent: of the installation */
  aoo?: string;
  grave: boolean;
  titolo: string;
  parole: string;
  consiglio: string;
  indirizzo: string;
  numero: number;
}

/** An alarm, once as long as it lasts; kept when it is over. */
export interface AvvisoConservazione extends AvvisoDetto {
  _id: Types.ObjectId;
  dal: Date;
  /** there only while it lasts */
  aperto?: 1;
  finito?: Date;
  /** a mail that speaks of it left at that instant */
  comunicato?: Date;
}

/** What goes out by mail, and when it last did; one document: who holds its lease evaluates and sends. */
export interface PostaAvvisi {
  _id: 'posta';
  presa?: { chi: string; fino: Date };
  /** legal day of the last summary */
  riepilogo?: string;
  ultimoSubito?: Date;
  ultimoInvio?: Date;
  errore?: { quando: Date; messaggio: string };
}

const text = { type: String, required: true };
const options = { strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false } as const;

const avvisoSchema = new Schema<AvvisoConservazione>(
  {
    chiave: text,
    tipo: text,
    aoo: String,
    grave: { type: Boolean, required: true },
    titolo: text,
    parole: text,
    consiglio: text,
    indirizzo: text,
    numero: { type: Number, required: true },
    dal: { type: Date, required: true },
    aperto: Number,
    finito: Date,
    comunicato: Date,
  },
  { collection: 'avvisiConservazione', ...options },
);
avvisoSchema.index({ chiave: 1 }, { unique: true, partialFilterExpression: { aperto: 1 } }); // one as long as it lasts
avvisoSchema.index({ chiave: 1, comunicato: -1 }); // query: whether it was told just before
avvisoSchema.index({ finito: -1 }); // query: what ended since the last summary, and in a month

const postaSchema = new Schema<PostaAvvisi>(
  {
    _id: { type: String, enum: ['posta'], required: true },
    presa: { type: new Schema({ chi: text, fino: { type: Date, required: true } }, { _id: false }), required: false },
    riepilogo: String,
    ultimoSubito: Date,
    ultimoInvio: Date,
    errore: {
      type: new Schema({ quando: { type: Date, required: true }, messaggio: text }, { _id: false }),
      required: false,
    },
  },
  { collection: 'postaAvvisi', ...options },
);

export const AvvisoConservazioneModel = model('AvvisoConservazione', avvisoSchema);
export const PostaAvvisiModel = model('PostaAvvisi', postaSchema);

export const findAvvisiAperti = (): Promise<AvvisoConservazione[]> =>
  AvvisoConservazioneModel.find({ aperto: 1 }).sort({ grave: -1, dal: 1, _id: 1 }).lean<AvvisoConservazione[]>().exec();

/** Alarms of an AOO, and of the installation, that lasted at some time between those instants. */
export const findAvvisiDi = (aoo: string, dal: Date, al: Date): Promise<AvvisoConservazione[]> =>
  AvvisoConservazioneModel.find({
    aoo: { $in: [aoo, null] },
    dal: { $lt: al },
    $or: [{ aperto: 1 }, { finito: { $gte: dal } }],
  } as Record<string, unknown>)
    .sort({ dal: 1 })
    .lean<AvvisoConservazione[]>()
    .exec();

export const findAvvisiFiniti = (da: Date): Promise<AvvisoConservazione[]> =>
  AvvisoConservazioneModel.find({ finito: { $gte: da } })
    .sort({ finito: 1 })
    .lean<AvvisoConservazione[]>()
    .exec();

/** When something of that key was last told by mail. */
export const findComunicato = async (chiave: string): Promise<Date | undefined> =>
  (
    await AvvisoConservazioneModel.findOne({ chiave, comunicato: { $exists: true } })
      .sort({ comunicato: -1 })
      .lean<AvvisoConservazione>()
  )?.comunicato;

/** It begins, or lasts: then its words are those of now. */
export async function putAvviso(avviso: AvvisoDetto, adesso: Date, comunicato?: Date): Promise<void> {
  const { chiave, ...rest } = avviso;
  await AvvisoConservazioneModel.updateOne(
    { chiave, aperto: 1 },
    { $set: rest, $setOnInsert: { dal: adesso, ...(comunicato !== undefined && { comunicato }) } },
    { upsert: true },
  );
}

export const endAvviso = async (_id: Types.ObjectId, adesso: Date): Promise<void> => {
  await AvvisoConservazioneModel.updateOne({ _id, aperto: 1 }, { $set: { finito: adesso }, $unset: { aperto: 1 } });
};

export const markComunicati = async (ids: readonly Types.ObjectId[], adesso: Date): Promise<void> => {
  await AvvisoConservazioneModel.updateMany({ _id: { $in: [...ids] } }, { $set: { comunicato: adesso } });
};

export const findPosta = (): Promise<PostaAvvisi | null> =>
  PostaAvvisiModel.findById('posta').lean<PostaAvvisi>().exec();

/** Takes the turn, if nobody who is alive has it. @param macchina - of the machine @returns null: another has it */
export async function claimPosta(chi: string, macchina: Date, ms: number): Promise<PostaAvvisi | null> {
  await PostaAvvisiModel.updateOne({ _id: 'posta' }, {}, { upsert: true });
  return PostaAvvisiModel.findOneAndUpdate(
    { _id: 'posta', $or: [{ presa: { $exists: false } }, { 'presa.fino': { $lt: macchina } }] },
    { $set: { presa: { chi, fino: new Date(macchina.getTime() + ms) } } },
    { returnDocument: 'after' },
  )
    .lean<PostaAvvisi>()
    .exec();
}

/** What left, or why not, and the turn given back where it is over. @returns false when the turn is another's meanwhile */
export async function savePosta(
  chi: string,
  set: Partial<Omit<PostaAvvisi, '_id' | 'presa' | 'errore'>> & { errore?: PostaAvvisi['errore'] | null },
  { lascia = false } = {},
): Promise<boolean> {
  const { errore, ...rest } = set;
  const gone = { ...(errore === null && { errore: 1 as const }), ...(lascia && { presa: 1 as const }) };
  const { matchedCount } = await PostaAvvisiModel.updateOne(
    { _id: 'posta', 'presa.chi': chi },
    {
      $set: { ...rest, ...(errore !== undefined && errore !== null && { errore }) },
      ...(Object.keys(gone).length > 0 && { $unset: gone }),
    },
  );
  return matchedCount === 1;
}
