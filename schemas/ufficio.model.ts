import { type ClientSession, model, Schema, Types } from 'mongoose';

/** Unità organizzativa (UO): one office in the tree of its AOO. Never deleted: registrations name it for ever. */
export interface Ufficio {
  _id: Types.ObjectId;
  aoo: string;
  codice: string;
  denominazione: string;
  /** its codice univoco in the IPA; the metadata of what it sends or has in charge name it by that (Allegato 5, IPAUOR) */
  codiceUnivoco?: string;
  /** code of the office above it; absent at the top */
  padre?: string;
  /** user who leads it */
  responsabile?: string;
  attivo: boolean;
  /** legal day on which it was opened, the last time; absent for those that were there from the beginning */
  apertoDal?: string;
  /** legal day on which it was closed; absent while it is open */
  chiusoDal?: string;
  versione: number;
}

const text = { type: String, required: true };

const ufficioSchema = new Schema<Ufficio>(
  {
    aoo: text,
    codice: text,
    denominazione: text,
    codiceUnivoco: String,
    padre: String,
    responsabile: String,
    attivo: { type: Boolean, required: true },
    apertoDal: String,
    chiusoDal: String,
    versione: { type: Number, required: true, min: 1 },
  },
  { collection: 'uffici', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
ufficioSchema.index({ aoo: 1, codice: 1 }, { unique: true }); // query: findUffici. A code is one office

const UfficioModel = model('Ufficio', ufficioSchema);

/** All offices of an AOO, the closed ones too, by code. */
export const findUffici = (aoo: string, session: ClientSession | null = null): Promise<Ufficio[]> =>
  UfficioModel.find({ aoo }, null, { session }).sort({ codice: 1 }).lean<Ufficio[]>().exec();

type NuovoUfficio = Omit<Ufficio, '_id' | 'attivo' | 'chiusoDal' | 'versione'>;

/** @throws a duplicate key if the code is taken */
export async function insertUfficio(nuovo: NuovoUfficio, session: ClientSession | null = null): Promise<Ufficio> {
  const ufficio: Ufficio = { _id: new Types.ObjectId(), ...nuovo, attivo: true, versione: 1 };
  await UfficioModel.create([ufficio], { session });
  return ufficio;
}

/** What may change of an office; `null` takes a value away. */
export interface ModificheUfficio {
  denominazione?: string | undefined;
  codiceUnivoco?: string | null | undefined;
  padre?: string | null | undefined;
  responsabile?: string | null | undefined;
  attivo?: boolean | undefined;
  apertoDal?: string | undefined;
  chiusoDal?: string | null | undefined;
}

/** @returns the office after the change; null if it is no longer at that version */
export function updateUfficio(
  { aoo, codice, versione }: Pick<Ufficio, 'aoo' | 'codice' | 'versione'>,
  modifiche: ModificheUfficio,
  session: ClientSession | null = null,
): Promise<Ufficio | null> {
  const entries = Object.entries(modifiche).filter(([, value]) => value !== undefined);
  const $set = Object.fromEntries(entries.filter(([, value]) => value !== null));
  const $unset = Object.fromEntries(entries.filter(([, value]) => value === null).map(([key]) => [key, 1 as const]));
  return UfficioModel.findOneAndUpdate(
    { aoo, codice, versione },
    { $set, $unset, $inc: { versione: 1 } },
    { returnDocument: 'after', session },
  )
    .lean<Ufficio>()
    .exec();
}
