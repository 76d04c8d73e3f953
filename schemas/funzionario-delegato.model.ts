import { type ClientSession, model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';
import type { ModoAttestazione } from './attestazione.api.js';
import type { Provvedimento } from './registrazione.api.js';

/**
 * The body delegates an official to attest copies (CAD art. 23-ter c. 3), by an act, from `dal` to `al`, both legal days included. Never
 * deleted: attestations were signed under it.
 */
export interface FunzionarioDelegato {
  _id: string;
  aoo: string;
  utente: string;
  /** the act by which the body delegates him */
  atto: Provvedimento;
  /** ways of certifying; offices whose documents he may attest, absent: all */
  ambito: { modi: ModoAttestazione[]; uo?: string[] };
  dal: string;
  al: string;
  creata: Date;
  /** who recorded it */
  da: string;
  revoca?: { utente: string; data: Date; motivo: string };
}

const text = { type: String, required: true };

const funzionarioSchema = new Schema<FunzionarioDelegato>(
  {
    _id: text,
    aoo: text,
    utente: text,
    atto: { _id: false, numero: text, data: text, autore: text },
    ambito: Schema.Types.Mixed,
    dal: text,
    al: text,
    creata: { type: Date, required: true },
    da: text,
    revoca: Schema.Types.Mixed,
  },
  { collection: 'funzionariDelegati', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
funzionarioSchema.index({ aoo: 1, utente: 1, al: -1 }); // query: those of an official, those of an AOO

/** Written once, ended at most once. */
const admit = appendOnly(funzionarioSchema);
export const FunzionarioDelegatoModel = model('FunzionarioDelegato', funzionarioSchema);

export const insertFunzionario = (one: FunzionarioDelegato, session: ClientSession | null = null): Promise<unknown> =>
  FunzionarioDelegatoModel.insertMany(admit([one]), { session });

/** Ends one before its day, unless it was ended already. */
export const endFunzionario = (
  { aoo, _id }: Pick<FunzionarioDelegato, 'aoo' | '_id'>,
  revoca: NonNullable<FunzionarioDelegato['revoca']>,
  session: ClientSession,
): Promise<unknown> =>
  admit(
    FunzionarioDelegatoModel.updateOne({ aoo, _id, revoca: { $exists: false } }, { $set: { revoca } }, { session }),
  ).exec();

export const findFunzionario = (
  aoo: string,
  id: string,
  session: ClientSession | null = null,
): Promise<FunzionarioDelegato | null> =>
  FunzionarioDelegatoModel.findOne({ aoo, _id: id }, null, { session }).lean<FunzionarioDelegato>().exec();

/** Those of an AOO, or of one of its officials, the last to end first. */
export const findFunzionari = (aoo: string, limite: number, utente?: string): Promise<FunzionarioDelegato[]> =>
  FunzionarioDelegatoModel.find({ aoo, ...(utente !== undefined && { utente }) })
    .sort({ al: -1, _id: -1 })
    .limit(limite)
    .lean<FunzionarioDelegato[]>()
    .exec();
