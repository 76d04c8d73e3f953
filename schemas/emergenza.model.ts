import { type ClientSession, model, Schema, Types } from 'mongoose';
import type { Giornata } from './emergenza.api.js';
import type { Provvedimento } from './registrazione.api.js';
import { RegistrazioneModel } from './registrazione.model.js';
import type { Registrazione } from './registrazione.model.js';

/** Rows of a period that became registrations in one act. */
interface Riversamento {
  data: Date;
  utente: string;
  righe: number;
  /** first and last number, `EM-2026-0000001` */
  dal: string;
  al: string;
  giornate: Giornata[];
  motivoBuchi?: string;
}

/** A time for which the RGD has authorised registration by hand; never deleted. */
export interface Periodo {
  _id: Types.ObjectId;
  causa: string;
  inizio: Date;
  provvedimento?: Provvedimento;
  ripristino?: Date;
  giornate: Giornata[];
  autorizzato: { data: Date; utente: string };
  ripristinato?: { data: Date; utente: string };
  riversamenti: Riversamento[];
}

/**
 * A register of emergency of an AOO, with its periods in the order of their beginning: one record, so that two acts at once cannot
 * make periods that overlap.
 */
export interface RegistroEmergenza {
  _id: Types.ObjectId;
  aoo: string;
  registro: string;
  versione: number;
  periodi: Periodo[];
}

const text = { type: String, required: true };
const registroSchema = new Schema<RegistroEmergenza>(
  { aoo: text, registro: text, versione: { type: Number, required: true }, periodi: [Schema.Types.Mixed] },
  { collection: 'registriEmergenza', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
registroSchema.index({ aoo: 1, registro: 1 }, { unique: true }); // query: findRegistri; one record for each register
registroSchema.index({ 'periodi._id': 1 }); // query: findRegistroOf

const RegistroEmergenzaModel = model('RegistroEmergenza', registroSchema);

export const findRegistri = (aoo: string): Promise<RegistroEmergenza[]> =>
  RegistroEmergenzaModel.find({ aoo }).sort({ registro: 1 }).lean<RegistroEmergenza[]>().exec();

export const findRegistro = (aoo: string, registro: string): Promise<RegistroEmergenza | null> =>
  RegistroEmergenzaModel.findOne({ aoo, registro }).lean<RegistroEmergenza>().exec();

/** The register to which a period belongs. */
export const findRegistroOf = (aoo: string, periodo: string): Promise<RegistroEmergenza | null> =>
  RegistroEmergenzaModel.findOne({ aoo, 'periodi._id': new Types.ObjectId(periodo) })
    .lean<RegistroEmergenza>()
    .exec();

/**
 * Writes the periods of a register, unless it has changed since it was read.
 * @param registro - with version 0 where it is not there yet
 * @returns whether it was written; of two that make the same register one gets a duplicate key
 */
export async function writePeriodi(
  { _id, aoo, registro, versione }: Omit<RegistroEmergenza, 'periodi'>,
  periodi: Periodo[],
  session: ClientSession,
): Promise<boolean> {
  if (versione === 0) {
    await RegistroEmergenzaModel.create([{ _id, aoo, registro, versione: 1, periodi }], { session });
    return true;
  }
  const { modifiedCount } = await RegistroEmergenzaModel.updateOne(
    { _id, aoo, versione },
    { $set: { periodi }, $inc: { versione: 1 } },
    { session },
  );
  return modifiedCount === 1;
}

export type Riversata = Pick<
  Registrazione,
  'anno' | 'numero' | 'dataRegistrazione' | 'segnatura' | 'emergenza' | 'riservatezza' | 'oggetto'
>;
const RIVERSATA = {
  _id: 0,
  anno: 1,
  numero: 1,
  dataRegistrazione: 1,
  segnatura: 1,
  emergenza: 1,
  riservatezza: 1,
  oggetto: 1,
} as const;

/** What came from a register of emergency, in the order in which it was written there. */
export const findRiversate = (aoo: string, registro: string): Promise<Riversata[]> =>
  RegistrazioneModel.find({ aoo, emergenza: { $exists: true }, 'emergenza.registro': registro }, RIVERSATA)
    .sort({ 'emergenza.data': 1, 'emergenza.numero': 1 })
    .lean<Riversata[]>()
    .exec();
