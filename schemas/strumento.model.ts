import { model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';
import type { AttoAdozione } from './titolario.model.js';

/** What an AOO keeps beside its titolario: how long things are kept, and the words that lead to a voce. */
export const TIPI_STRUMENTO = ['massimario', 'prontuario'] as const;
export type TipoStrumento = (typeof TIPI_STRUMENTO)[number];

/** One rule of the massimario (piano di conservazione, DPR 445/2000 art. 68 c. 1). */
export interface RegolaMassimario {
  codice: string;
  tipologia: string;
  /** Whole years; 0: as soon as the event of the note has come. */
  tempo: number | 'illimitato';
  /** `Decorrenza: …` when the years do not run from the closing. */
  note?: string;
  /** Where the rule comes from, and how sure it is. */
  fonte: string;
}

/** One word of the prontuario, and the voce to which it leads. */
export interface ParolaProntuario {
  parola: string;
  codice: string;
}

/** What a row of each kind is. */
export interface RigheStrumento {
  massimario: RegolaMassimario;
  prontuario: ParolaProntuario;
}

/** A version without its rows; it counts from `dal` until the day before the next one begins. */
export interface TestaStrumento {
  numero: number;
  denominazione: string;
  dal: string;
  atto?: AttoAdozione;
  caricata: { utente: string; data: Date };
}

interface VersioneStrumento extends TestaStrumento {
  aoo: string;
  tipo: TipoStrumento;
  righe: readonly RigheStrumento[TipoStrumento][];
}

const text = { type: String, required: true };
const day = { type: String, required: true, match: /^\d{4}-\d{2}-\d{2}$/ };
const part = { _id: false, strict: 'throw' } as const;

const strumentoSchema = new Schema<VersioneStrumento>(
  {
    aoo: text,
    tipo: { type: String, required: true, enum: TIPI_STRUMENTO },
    numero: { type: Number, required: true, min: 1 },
    denominazione: text,
    dal: day,
    atto: { type: new Schema<AttoAdozione>({ tipo: text, numero: text, data: day }, part) },
    caricata: { type: new Schema({ utente: text, data: { type: Date, required: true } }, part), required: true },
    righe: { type: [Schema.Types.Mixed], required: true }, // of the kind that `tipo` says, checked when they were read
  },
  { collection: 'strumentiTitolario', strict: 'throw', versionKey: false, autoIndex: false },
);
strumentoSchema.index({ aoo: 1, tipo: 1, numero: 1 }, { unique: true }); // query: all below; decides between two who load at once

/** A retention once adopted stays readable for ever: what was said of a document on its day can be shown. */
const admit = appendOnly(strumentoSchema);
export const StrumentoModel = model('Strumento', strumentoSchema);

/** Adds a version. @throws a duplicate key when another one has that number */
export const insertStrumento = async <K extends TipoStrumento>(
  aoo: string,
  tipo: K,
  testa: TestaStrumento,
  righe: readonly RigheStrumento[K][],
): Promise<void> => {
  await StrumentoModel.insertMany(admit([{ ...testa, aoo, tipo, righe: [...righe] }]));
};

/** The versions of an AOO by number, without their rows. */
export const findTesteStrumento = (aoo: string, tipo: TipoStrumento): Promise<TestaStrumento[]> =>
  StrumentoModel.find({ aoo, tipo }, { _id: 0, aoo: 0, tipo: 0, righe: 0 })
    .sort({ numero: 1 })
    .lean<TestaStrumento[]>()
    .exec();

/** The rows of one version; none if there is no such version. */
export async function findRigheStrumento<K extends TipoStrumento>(
  aoo: string,
  tipo: K,
  numero: number,
): Promise<readonly RigheStrumento[K][]> {
  const found = await StrumentoModel.findOne({ aoo, tipo, numero }, { _id: 0, righe: 1 }).lean<{
    righe: RigheStrumento[K][];
  }>();
  return found?.righe ?? [];
}
