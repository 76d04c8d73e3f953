import { model, Schema } from 'mongoose';

/** The way from one AOO to one receiver: who may send now. One small document that all processes decide upon. */
export interface LineaConservazione {
  /** `<aoo>/<conservatore>` */
  _id: string;
  aoo: string;
  conservatore: string;
  /** stopped by a person, or since the receiver refused credentials or place */
  pausa?: { chi: 'persona' | 'credenziali'; dal: string; motivo: string; utente?: string };
  /** the last times that it was stopped and opened again, newest last */
  storia: { quando: string; atto: 'pausa' | 'ripresa' | 'sospensione'; motivo: string; utente?: string }[];
  /** tries that ended without an answer that counts, one after the other */
  guasti: number;
  /** while it does not answer: nothing goes before, then one try */
  prova?: Date;
  ultimaRisposta?: Date;
  /** packages being sent, each until its lease ends, by the clock of the machine */
  posti: { versamento: string; fino: Date }[];
  /** packages begun in that minute of the machine */
  minuto?: { quale: number; iniziati: number };
}

const text = { type: String, required: true };

const lineaSchema = new Schema<LineaConservazione>(
  {
    _id: text,
    aoo: text,
    conservatore: text,
    pausa: Schema.Types.Mixed,
    storia: [Schema.Types.Mixed],
    guasti: { type: Number, required: true },
    prova: Date,
    ultimaRisposta: Date,
    posti: [{ _id: false, versamento: text, fino: { type: Date, required: true } }],
    minuto: Schema.Types.Mixed,
  },
  { collection: 'lineeConservazione', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
lineaSchema.index({ aoo: 1, conservatore: 1 }, { unique: true }); // query: findLinea, findLinee

export const LineaConservazioneModel = model('LineaConservazione', lineaSchema);

export const idLinea = (aoo: string, conservatore: string): string => `${aoo}/${conservatore}`;

export const findLinea = (aoo: string, conservatore: string): Promise<LineaConservazione | null> =>
  LineaConservazioneModel.findOne({ aoo, conservatore }).lean<LineaConservazione>().exec();

export const findLinee = (aoo: string): Promise<LineaConservazione[]> =>
  LineaConservazioneModel.find({ aoo }).lean<LineaConservazione[]>().exec();

/** The line, made where it is not there yet. */
export async function ensureLinea(aoo: string, conservatore: string): Promise<void> {
  await LineaConservazioneModel.updateOne(
    { _id: idLinea(aoo, conservatore) },
    { $setOnInsert: { aoo, conservatore, guasti: 0, posti: [], storia: [] } },
    { upsert: true },
  );
}
