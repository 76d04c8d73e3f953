import { type ClientSession, model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';

/** A document came into a fascicolo, or left it (agid-gestione.md AGG-9; DPR 445/2000 art. 68 c. 2): append-only. */
export interface Movimento {
  /** of what it is the movement: the same one written twice is one */
  _id: string;
  aoo: string;
  fascicolo: string;
  documento: { anno: number; numero: number; registro?: string } | { id: string };
  tipo: 'aggiunto' | 'tolto' | 'spostato-qui' | 'spostato-altrove';
  /** the fascicolo at the other end of a move */
  altro?: string;
  principale: boolean;
  data: Date;
  utente: string;
  perContoDi?: string;
  /** by whose delegation, where the act was done by one */
  delega?: { id: string; da: string };
  motivo?: string;
}

const text = { type: String, required: true };

const movimentoSchema = new Schema<Movimento>(
  {
    _id: text,
    aoo: text,
    fascicolo: text,
    documento: { type: Schema.Types.Mixed, required: true },
    tipo: { ...text, enum: ['aggiunto', 'tolto', 'spostato-qui', 'spostato-altrove'] },
    altro: String,
    principale: { type: Boolean, required: true },
    data: { type: Date, required: true },
    utente: text,
    perContoDi: String,
    delega: Schema.Types.Mixed,
    motivo: String,
  },
  { collection: 'movimenti-fascicolo', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
movimentoSchema.index({ aoo: 1, fascicolo: 1, data: -1, _id: -1 }); // query: the movements of a fascicolo, newest first

const admit = appendOnly(movimentoSchema);
const MovimentoModel = model('MovimentoFascicolo', movimentoSchema);

/** Adds movements. @throws a duplicate key for one that is there */
export const insertMovimenti = (movimenti: readonly Movimento[], session?: ClientSession): Promise<unknown> =>
  MovimentoModel.insertMany(admit([...movimenti]), { lean: true, ...(session !== undefined && { session }) });

/** Newest first. @param prima - only those before that one */
export const findMovimenti = (
  aoo: string,
  fascicolo: string,
  limite: number,
  prima?: Pick<Movimento, 'data' | '_id'>,
): Promise<Movimento[]> =>
  MovimentoModel.find({
    aoo,
    fascicolo,
    ...(prima !== undefined && {
      $or: [{ data: { $lt: prima.data } }, { data: prima.data, _id: { $lt: prima._id } }],
    }),
  })
    .sort({ data: -1, _id: -1 })
    .limit(limite)
    .lean<Movimento[]>()
    .exec();
