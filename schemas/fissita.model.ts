import { model, Schema, Types } from 'mongoose';
import type { ORIGINI_GIRO, STATI_GIRO } from './fissita.api.js';

interface Quanti {
  file: number;
  byte: number;
  catene: number;
}

/** A round: every stored file read again, every chain replayed. How far it is stands in it, so that whoever goes on after a kill goes on from there. */
export interface GiroFissita {
  _id: Types.ObjectId;
  stato: (typeof STATI_GIRO)[number];
  origine: (typeof ORIGINI_GIRO)[number];
  /** who asked for it, and from which AOO */
  chi?: { utente: string; aoo: string };
  /** instants of the machine: it is a thing of the machine, whatever a demonstration's clock says */
  inizio: Date;
  fine?: Date;
  /** there only while it is under way: one at a time, by a unique index */
  aperto?: 1;
  /** nights in which it is done; those of a round that was asked for are none: it is done at once */
  notti?: { prima: string; ultima: string };
  /** counted by whoever begins to work at it */
  contato: boolean;
  totale: Quanti;
  fatti: Quanti;
  /** leading digits of the hashes that are looked at together */
  ampiezza: number;
  /** last hash that was looked at */
  cursore: string;
  /** all files are looked at */
  letti?: boolean;
  /** chains that are done, by their key */
  catene: string[];
  /** share of the night under way */
  notte?: { giorno: string; quota: Quanti; fatti: Quanti };
  /** what it found, told at its end */
  guasti?: number;
  motivo?: string;
  /** who works at it, and until when he is taken to be alive */
  lavoro?: { chi: string; fino: Date };
}

const text = { type: String, required: true };
const count = { type: Number, required: true, min: 0 };
const instant = { type: Date, required: true };
const quanti = { file: count, byte: count, catene: count };
const options = { strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false } as const;

const giroSchema = new Schema<GiroFissita>(
  {
    stato: text,
    origine: text,
    chi: { type: new Schema({ utente: text, aoo: text }, { _id: false }), required: false },
    inizio: instant,
    fine: Date,
    aperto: Number,
    notti: { type: new Schema({ prima: text, ultima: text }, { _id: false }), required: false },
    contato: { type: Boolean, required: true },
    totale: quanti,
    fatti: quanti,
    ampiezza: count,
    cursore: { type: String, default: '' },
    letti: Boolean,
    catene: [String],
    notte: { type: new Schema({ giorno: text, quota: quanti, fatti: quanti }, { _id: false }), required: false },
    guasti: Number,
    motivo: String,
    lavoro: { type: new Schema({ chi: text, fino: instant }, { _id: false }), required: false },
  },
  { collection: 'giriFissita', ...options },
);
giroSchema.index({ aperto: 1 }, { unique: true, partialFilterExpression: { aperto: 1 } }); // one at a time
giroSchema.index({ inizio: -1 }); // query: the last ones

export const GiroFissitaModel = model('GiroFissita', giroSchema);

const LAST = { inizio: -1, _id: -1 } as const;

export const findGiroAperto = (): Promise<GiroFissita | null> =>
  GiroFissitaModel.findOne({ aperto: 1 }).lean<GiroFissita>().exec();

/** The last round, whatever has become of it; or the last one of that state. */
export const findUltimoGiro = (stato?: GiroFissita['stato']): Promise<GiroFissita | null> =>
  GiroFissitaModel.findOne(stato === undefined ? {} : { stato })
    .sort(LAST)
    .lean<GiroFissita>()
    .exec();

/** Rounds that ended in that time. */
export const findGiriConclusi = (dal: Date, al: Date): Promise<GiroFissita[]> =>
  GiroFissitaModel.find({ stato: 'concluso', fine: { $gte: dal, $lt: al } })
    .sort({ inizio: 1 })
    .lean<GiroFissita[]>()
    .exec();

const NULLA: Quanti = { file: 0, byte: 0, catene: 0 };

/** Begins a round. @throws a duplicate key while another one is under way */
export async function insertGiro(
  giro: Pick<GiroFissita, 'origine' | 'inizio' | 'notti' | 'chi'>,
): Promise<GiroFissita> {
  const made: GiroFissita = {
    _id: new Types.ObjectId(),
    stato: 'in-corso',
    aperto: 1,
    contato: false,
    totale: NULLA,
    fatti: NULLA,
    ampiezza: 0,
    cursore: '',
    catene: [],
    ...giro,
  };
  await GiroFissitaModel.create([made]);
  return made;
}

/** Another round takes its place. */
export const replaceGiro = async (_id: Types.ObjectId, adesso: Date): Promise<void> => {
  await GiroFissitaModel.updateOne(
    { _id, aperto: 1 },
    { $set: { stato: 'sostituito', fine: adesso }, $unset: { aperto: 1, lavoro: 1 } },
  );
};

/** Takes a round to work at it, if nobody who is alive does. @returns it as it stands; null if somebody has it */
export const claimGiro = (
  _id: Types.ObjectId,
  lavoro: NonNullable<GiroFissita['lavoro']>,
  adesso: Date,
): Promise<GiroFissita | null> =>
  GiroFissitaModel.findOneAndUpdate(
    { _id, aperto: 1, $or: [{ lavoro: { $exists: false } }, { 'lavoro.fino': { $lt: adesso } }] },
    { $set: { lavoro } },
    { returnDocument: 'after' },
  )
    .lean<GiroFissita>()
    .exec();

type Passo = Partial<
  Pick<GiroFissita, 'contato' | 'fatti' | 'cursore' | 'letti' | 'catene' | 'notte' | 'totale' | 'ampiezza'>
>;

/** Tells how far it is, and that its worker is alive. @returns false when the round is no longer his */
export async function saveGiro(_id: Types.ObjectId, chi: string, fino: Date, passo: Passo = {}): Promise<boolean> {
  const { matchedCount } = await GiroFissitaModel.updateOne(
    { _id, aperto: 1, 'lavoro.chi': chi },
    { $set: { ...passo, 'lavoro.fino': fino } },
  );
  return matchedCount === 1;
}

export const releaseGiro = async (_id: Types.ObjectId, chi: string): Promise<void> => {
  await GiroFissitaModel.updateOne({ _id, 'lavoro.chi': chi }, { $unset: { lavoro: 1 } });
};

/** Ends a round, once. */
export const endGiro = async (
  _id: Types.ObjectId,
  chi: string,
  fine: Pick<GiroFissita, 'stato' | 'motivo' | 'guasti'> & { fine: Date },
): Promise<void> => {
  await GiroFissitaModel.updateOne({ _id, 'lavoro.chi': chi }, { $set: fine, $unset: { aperto: 1, lavoro: 1 } });
};
