import { model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';

/** One official has looked at one page of a copy beside its original. Never changed: a later mark follows it. */
export interface Raffronto {
  aoo: string;
  scansione: string;
  /** id of the page; what the page was then */
  pagina: string;
  impronta: string;
  utente: string;
  esito: 'uguale' | 'diversa';
  motivo?: string;
  quando: Date;
}

const text = { type: String, required: true };

const raffrontoSchema = new Schema<Raffronto>(
  {
    aoo: text,
    scansione: text,
    pagina: text,
    impronta: text,
    utente: text,
    esito: text,
    motivo: String,
    quando: { type: Date, required: true },
  },
  { collection: 'raffronti', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
raffrontoSchema.index({ aoo: 1, scansione: 1, _id: 1 }); // query: the marks of a copy, in the order in which they were made

const admit = appendOnly(raffrontoSchema);
export const RaffrontoModel = model('Raffronto', raffrontoSchema);

export const insertRaffronti = (segni: readonly Raffronto[]): Promise<unknown> =>
  RaffrontoModel.insertMany(admit([...segni]));

/** The marks of these copies, in the order in which they were made. */
export const findRaffronti = (aoo: string, scansioni: readonly string[]): Promise<Raffronto[]> =>
  RaffrontoModel.find({ aoo, scansione: { $in: [...scansioni] } }, { _id: 0 })
    .sort({ aoo: 1, scansione: 1, _id: 1 })
    .lean<Raffronto[]>()
    .exec();
