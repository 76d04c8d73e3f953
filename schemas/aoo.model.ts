import { type ClientSession, model, Schema, type UpdateQuery } from 'mongoose';
import type { Provvedimento } from './registrazione.api.js';

/** With what an AOO begins: version 0 of its configuration. The versions that follow are in schemas/configurazione.model.ts. */
export interface ImpostazioniAoo {
  /** a registration is refused without its voce */
  classificaObbligatoria: boolean;
  /** rgd and vicario may renew a datum (DPR 445/2000 art. 54 c. 1); off: an error is put right by annulment only */
  rinnovoDato: boolean;
  /** the operatore too may classify below level 2 */
  sottoclasseOperatore: boolean;
  mezzi: { codice: string; denominazione: string }[];
  tipologie: string[];
  /** patron saint of the Comune, not a working day: `MM-DD` */
  patrono: string;
}

/** What is stated once, before the first number of an AOO that begins in mid-year. */
interface AperturaRegistro {
  ultimoNumero: number;
  provvedimento: Provvedimento;
  data: Date;
}

/** Area organizzativa omogenea (DPR 445/2000 art. 50 c. 4): one register, one body of rules. `_id` is its code. */
export interface Aoo {
  _id: string;
  denominazione: string;
  ente: { denominazione: string; codiceIPA: string; codiceFiscale: string; domicilioDigitale?: string };
  /** its one register of protocol */
  registro: string;
  apertura?: AperturaRegistro;
  /** a first number has been given: an opening cannot be stated any more */
  iniziato?: boolean;
  /** grows with each change of the tree of offices, so that two changes follow each other */
  organigramma?: number;
  /** +1 for each change of names and address; absent: 1 */
  versione?: number;
}

/** An AOO as it is stored, with what it began with; what it has decided for a day is asked of server/configurazione. */
export interface AooIniziale extends Aoo {
  impostazioni: ImpostazioniAoo;
}

const text = { type: String, required: true };
const yesNo = { type: Boolean, required: true };

const aooSchema = new Schema<AooIniziale>(
  {
    _id: text,
    denominazione: text,
    ente: { denominazione: text, codiceIPA: text, codiceFiscale: text, domicilioDigitale: String },
    registro: text,
    impostazioni: {
      classificaObbligatoria: yesNo,
      rinnovoDato: yesNo,
      sottoclasseOperatore: yesNo,
      mezzi: [{ _id: false, codice: text, denominazione: text }],
      tipologie: [String],
      patrono: { ...text, match: /^\d{2}-\d{2}$/ },
    },
    apertura: Schema.Types.Mixed,
    iniziato: Boolean,
    organigramma: Number,
    versione: Number,
  },
  { collection: 'aoo', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);

export const AooModel = model('Aoo', aooSchema);

export const findAllAoo = (): Promise<AooIniziale[]> => AooModel.find().sort({ _id: 1 }).lean<AooIniziale[]>().exec();

export const insertAoo = async (aoo: AooIniziale, session: ClientSession | null = null): Promise<void> => {
  await AooModel.create([aoo], { session });
};

/** Inside a transaction: no other change of the offices of that AOO until it ends. */
export const lockOrganigramma = async (codice: string, session: ClientSession): Promise<void> => {
  await AooModel.updateOne({ _id: codice }, { $inc: { organigramma: 1 } }, { session });
};

/**
 * Changes one AOO if it still is as `where` says.
 * @returns the AOO after the change; null if it is not, or is unknown
 */
export const updateAoo = (
  codice: string,
  where: Record<string, unknown>,
  update: UpdateQuery<AooIniziale>,
  session: ClientSession | null = null,
): Promise<Aoo | null> =>
  AooModel.findOneAndUpdate({ _id: codice, ...where }, update, { returnDocument: 'after', session })
    .lean<Aoo>()
    .exec();
