import { type ClientSession, model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';

/** One voce as its version states it. Days are legal days of Europe/Rome, `YYYY-MM-DD`. */
export interface Voce {
  /** Canonical code, `VI.3`; with the number of the version it identifies the voce for ever. */
  codice: string;
  voce: string;
  descrizione?: string;
  /** First day on which it may be used; absent: the first of the version. */
  attivaDal?: string;
  /** First day on which it may not be used any more: the only change that a version in force admits. */
  chiusaDal?: string;
  motivoChiusura?: string;
  /** What is classified here, or below, is `riservata` unless somebody decides otherwise. */
  riservata?: boolean;
  tipoAggregazione?: string;
  tipologiaFascicolo?: string;
}

/** The act by which the body adopted a version. */
export interface AttoAdozione {
  tipo: string;
  numero: string;
  data: string;
}

/** How a voce of a version becomes one of the next: one row of the mapping (titolario.md 5.3). */
export const TIPI_RACCORDO = ['uguale', 'rinominata', 'divisa', 'unita', 'spostata', 'cessata', 'nuova'] as const;
export type TipoRaccordo = (typeof TIPI_RACCORDO)[number];
export interface Raccordo {
  /** Code in the version before; absent: `nuova`. */
  da?: string;
  /** Code in this version; absent, or closed from its first day: `cessata`. */
  a?: string;
  tipo: TipoRaccordo;
}

/** Something that was done to a version, kept with it. */
export interface Fatto {
  fatto: 'redazione' | 'approvazione' | 'chiusura';
  utente: string;
  data: Date;
  /** Of a closing: which voce, from when and why. */
  codice?: string;
  dal?: string;
  motivo?: string;
}

/**
 * A version of the titolario of one AOO, in force from `dal` until the day before the next one begins. The end is not
 * written: so intervals touch, cannot overlap and leave no hole, and a version need not change to end.
 */
export interface Versione {
  numero: number;
  denominazione: string;
  dal: string;
  atto?: AttoAdozione;
  voci: readonly Voce[];
  /** From the version before to this one; absent where it is what the two say by themselves. */
  raccordo?: readonly Raccordo[];
  storia?: readonly Fatto[];
}

interface VersioneTitolario extends Versione {
  aoo: string;
  /** Starts at 1, +1 for every change (voci closed): tells the caches of all processes that they are old. */
  revisione: number;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 1 };
const day = { type: String, match: /^\d{4}-\d{2}-\d{2}$/ };
const part = { _id: false, strict: 'throw' } as const;

export const voceSchema = new Schema<Voce>(
  {
    codice: text,
    voce: text,
    descrizione: String,
    attivaDal: day,
    chiusaDal: day,
    motivoChiusura: String,
    riservata: Boolean,
    tipoAggregazione: String,
    tipologiaFascicolo: String,
  },
  part,
);

export const raccordoSchema = new Schema<Raccordo>(
  { da: String, a: String, tipo: { type: String, required: true, enum: TIPI_RACCORDO } },
  part,
);

export const fattoSchema = new Schema<Fatto>(
  { fatto: text, utente: text, data: { type: Date, required: true }, codice: String, dal: day, motivo: String },
  part,
);

const versioneSchema = new Schema<VersioneTitolario>(
  {
    aoo: text,
    numero: integer,
    denominazione: text,
    dal: { ...day, required: true },
    atto: { type: new Schema<AttoAdozione>({ tipo: text, numero: text, data: { ...day, required: true } }, part) },
    voci: { type: [voceSchema], required: true },
    raccordo: { type: [raccordoSchema], default: undefined },
    storia: { type: [fattoSchema], default: undefined },
    revisione: integer,
  },
  { collection: 'versioniTitolario', strict: 'throw', versionKey: false, autoIndex: false },
);
versioneSchema.index({ aoo: 1, numero: 1 }, { unique: true }); // decides between two processes that load the same version
versioneSchema.index({ aoo: 1, dal: 1 }, { unique: true }); // one version in force on any day
versioneSchema.index({ aoo: 1, numero: 1, revisione: 1 }); // query: findRevisioni, answered by the index alone

/** A version is never written over: no voce added, renamed or deleted, in force or ended: documents and fascicoli keep the voce under which they were classified. */
const admit = appendOnly(versioneSchema);
export const VersioneTitolarioModel = model('VersioneTitolario', versioneSchema);

/** Adds versions; those that an AOO has already (same number or first day) make the whole call fail with a duplicate key, after the others are in. */
export async function insertVersioni(
  aoo: string,
  versioni: readonly Versione[],
  session?: ClientSession,
): Promise<void> {
  await VersioneTitolarioModel.insertMany(
    admit(versioni.map((versione) => ({ ...versione, voci: [...versione.voci], aoo, revisione: 1 }))),
    { ordered: false, throwOnValidationError: true, ...(session !== undefined && { session }) },
  );
}

/** A voce to close: the one change that a version in force admits. */
export interface Chiusura {
  codice: string;
  /** First day on which it may not be used any more. */
  dal: string;
  motivo: string;
  utente: string;
  data: Date;
}

/** Closes a voce, in one write, with its trace. @returns false if the version has no such voce, or it is closed already */
export async function closeVoceOf(
  aoo: string,
  numero: number,
  { codice, dal, motivo, utente, data }: Chiusura,
): Promise<boolean> {
  const { modifiedCount } = await admit(
    VersioneTitolarioModel.updateOne(
      { aoo, numero, voci: { $elemMatch: { codice, chiusaDal: { $exists: false } } } },
      {
        $set: { 'voci.$.chiusaDal': dal, 'voci.$.motivoChiusura': motivo },
        $push: { storia: { fatto: 'chiusura', utente, data, codice, dal, motivo } },
        $inc: { revisione: 1 },
      },
    ),
  );
  return modifiedCount === 1;
}

/** All versions of an AOO, by number. */
export const findVersioni = (aoo: string): Promise<Versione[]> =>
  VersioneTitolarioModel.find({ aoo }, { _id: 0, aoo: 0, revisione: 0 }).sort({ numero: 1 }).lean<Versione[]>().exec();

/** A text that changes whenever a version of the AOO is added or changed; empty while there is none. */
export async function findRevisioni(aoo: string): Promise<string> {
  const found = await VersioneTitolarioModel.find({ aoo }, { _id: 0, numero: 1, revisione: 1 })
    .sort({ numero: 1 })
    .lean();
  return found.map(({ numero, revisione }) => `${numero}:${revisione}`).join();
}
