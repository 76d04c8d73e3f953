import { model, Schema, Types } from 'mongoose';
import type { STATI_SALVATAGGIO } from './salvataggio.api.js';

/** One try of the backup (DPR 445/2000 art. 62): what it did, or why it did not end well. */
export interface Salvataggio {
  _id: Types.ObjectId;
  stato: (typeof STATI_SALVATAGGIO)[number];
  inizio: Date;
  fine?: Date;
  /** while it works: the last sign of life; who finds an old one calls the try `interrotto` */
  battito?: Date;
  /** there only while it works: one at a time, by a unique index */
  lucchetto?: 1;
  /** name of its folder in the place of the backups */
  cartella?: string;
  registrazioni?: number;
  documenti?: number;
  file?: number;
  fileNuovi?: number;
  fileRiletti?: number;
  bytesNuovi?: number;
  errore?: string;
}

/** What a try tells of itself at its end. */
export type EsitoSalvataggio = Partial<Omit<Salvataggio, '_id' | 'inizio' | 'battito' | 'lucchetto'>>;

const salvataggioSchema = new Schema<Salvataggio>(
  {
    stato: { type: String, required: true },
    inizio: { type: Date, required: true },
    fine: Date,
    battito: Date,
    lucchetto: Number,
    cartella: String,
    registrazioni: Number,
    documenti: Number,
    file: Number,
    fileNuovi: Number,
    fileRiletti: Number,
    bytesNuovi: Number,
    errore: String,
  },
  { collection: 'salvataggi', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
salvataggioSchema.index({ lucchetto: 1 }, { unique: true, partialFilterExpression: { lucchetto: 1 } }); // one at a time
salvataggioSchema.index({ inizio: -1 }); // query: the last ones

export const SalvataggioModel = model('Salvataggio', salvataggioSchema);

/** Begins a try. @returns its id @throws a duplicate key while another one works */
export async function insertSalvataggio(adesso: Date): Promise<Types.ObjectId> {
  const _id = new Types.ObjectId();
  await SalvataggioModel.create([{ _id, stato: 'in-corso', inizio: adesso, battito: adesso, lucchetto: 1 }]);
  return _id;
}

export const beatSalvataggio = async (_id: Types.ObjectId, adesso: Date): Promise<void> => {
  await SalvataggioModel.updateOne({ _id, lucchetto: 1 }, { $set: { battito: adesso } });
};

/** Ends a try, once. */
export const endSalvataggio = async (_id: Types.ObjectId, adesso: Date, esito: EsitoSalvataggio): Promise<void> => {
  await SalvataggioModel.updateOne(
    { _id, lucchetto: 1 },
    { $set: { ...esito, fine: adesso }, $unset: { lucchetto: 1, battito: 1 } },
  );
};

/** Tries whose process died: they gave no sign of life since that instant. */
export const interruptSalvataggi = async (senzaVitaDa: Date, adesso: Date): Promise<void> => {
  await SalvataggioModel.updateMany(
    { lucchetto: 1, battito: { $lt: senzaVitaDa } },
    {
      $set: { stato: 'interrotto', fine: adesso, errore: 'Il processo si è fermato prima della fine.' },
      $unset: { lucchetto: 1, battito: 1 },
    },
  );
};

/** The last tries, newest first. */
export const findSalvataggi = (limite: number): Promise<Salvataggio[]> =>
  SalvataggioModel.find().sort({ inizio: -1 }).limit(limite).lean<Salvataggio[]>().exec();
