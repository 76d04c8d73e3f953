import { model, Schema } from 'mongoose';

/**
 * What became of one set of suggestions: which place the chosen voce had among them. It says neither who chose nor for which
 * document, and no word of it.
 */
export interface EsitoSuggerimento {
  /** made by the page with its form: told twice it is one */
  _id: string;
  aoo: string;
  /** legal month, `2026-03` */
  mese: string;
  /** titolo and classe that were chosen */
  classe: string;
  /** suggestions were shown: the text said enough */
  risposto: boolean;
  /** 1 for the first; 0: it was not among them */
  posto: number;
}

const text = { type: String, required: true };
const esitoSchema = new Schema<EsitoSuggerimento>(
  { _id: text, aoo: text, mese: text, classe: text, risposto: { type: Boolean, required: true }, posto: Number },
  { collection: 'esiti-suggerimenti', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
esitoSchema.index({ aoo: 1, mese: 1, classe: 1, risposto: 1, posto: 1 }); // query: countEsiti, answered by the index alone
const EsitoModel = model('EsitoSuggerimento', esitoSchema);

/** Told twice it is written once, as it was told first. */
export const insertEsito = async ({ _id, ...esito }: EsitoSuggerimento): Promise<void> => {
  await EsitoModel.updateOne({ _id: `${esito.aoo}/${_id}` }, { $setOnInsert: esito }, { upsert: true });
};

export interface ContoEsiti {
  _id: Pick<EsitoSuggerimento, 'classe' | 'risposto' | 'posto'>;
  quanti: number;
}

/** How many of a month, by class, answer and place. */
export const countEsiti = (aoo: string, mese: string): Promise<ContoEsiti[]> =>
  EsitoModel.aggregate<ContoEsiti>([
    { $match: { aoo, mese } },
    { $group: { _id: { classe: '$classe', risposto: '$risposto', posto: '$posto' }, quanti: { $sum: 1 } } },
  ]).exec();
