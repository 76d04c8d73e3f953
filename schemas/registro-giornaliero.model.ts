import { model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';
import { dropVecchi } from './vecchi-indici.js';

/** A place in the register of protocol, with the hash of the record there. */
export interface PostoConImpronta {
  anno: number;
  numero: number;
  hash: string;
}

/** Acts of one legal day that a daily register lists. */
export interface AttiDelGiorno {
  giorno: string;
  quanti: number;
}

/**
 * A closed day of an AOO (DPR 445/2000 art. 53 c. 2): the one write that closes it. What it holds is the XML file of that hash;
 * what stands here is told again from the file, for lists and for the next day.
 */
export interface RegistroGiornaliero {
  aoo: string;
  registro: string;
  /** legal day, `YYYY-MM-DD` */
  giorno: string;
  anno: number;
  /** number of the daily register in the year of its day */
  progressivo: number;
  /** when the day was closed, by the clock of the database */
  chiusura: Date;
  /** the last record of the protocol that this register or an earlier one lists */
  ultimo: PostoConImpronta;
  /** first record that this one lists; absent on an empty day */
  primo?: PostoConImpronta;
  registrazioni: number;
  annullate: number;
  variazioni: number;
  atti: AttiDelGiorno[];
  /** SHA-256 of the register of the day before; 64 zeros for the first */
  precedente: string;
  /** the register itself; its hash is the hash of the day */
  xml: { sha256: string; dimensione: number };
}

/** The register of a whole year, closed after its last day. */
export interface RegistroAnnuale {
  aoo: string;
  registro: string;
  anno: number;
  chiusura: Date;
  registrazioni: number;
  annullate: number;
  giornate: number;
  /** of the register of the year's last day */
  ultimaGiornata: string;
  xml: { sha256: string; dimensione: number };
}

/** The readable form of a register, drawn once from its XML: what was drawn first is given for ever. */
export interface CopiaRegistro {
  /** SHA-256 of the XML */
  _id: string;
  pdf: { sha256: string; dimensione: number };
  pagine: number;
}

/** The seal over one file of a closed register, made once: the file itself never changes by it. */
export interface FirmaRegistro {
  /** SHA-256 of what is sealed: the XML, or its readable form */
  _id: string;
  aoo: string;
  /** detached CAdES (`.p7s`) */
  firma: { sha256: string; dimensione: number };
  quando: Date;
  /** a timestamp stands in it */
  marcata: boolean;
  /** the day may have been shipped before: its receiver is still to be told */
  daSeguire?: true;
  /** how often that was tried in vain, and before which instant it is not tried again */
  prove?: number;
  prossimo?: Date;
  /** when an earlier version last tried it */
  provato?: Date;
}

const text = { type: String, required: true };
const integer = { type: Number, required: true, min: 0 };
const instant = { type: Date, required: true };
const file = { sha256: text, dimensione: integer };
const posto = { anno: integer, numero: integer, hash: text };
const options = { strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false } as const;

const giornalieroSchema = new Schema<RegistroGiornaliero>(
  {
    aoo: text,
    registro: text,
    giorno: text,
    anno: integer,
    progressivo: { ...integer, min: 1 },
    chiusura: instant,
    ultimo: posto,
    primo: { type: new Schema(posto, { _id: false }), required: false },
    registrazioni: integer,
    annullate: integer,
    variazioni: integer,
    atti: [{ _id: false, giorno: text, quanti: integer }],
    precedente: text,
    xml: file,
  },
  { collection: 'registriGiornalieri', ...options },
);
giornalieroSchema.index({ aoo: 1, giorno: 1 }, { unique: true }); // query: one day, the last one, those of a year. A day is closed once
giornalieroSchema.index({ aoo: 1, precedente: 1 }, { unique: true }); // query: the successor. The chain of days does not fork
giornalieroSchema.index({ 'xml.sha256': 1 }); // query: the references of a stored file

const annualeSchema = new Schema<RegistroAnnuale>(
  {
    aoo: text,
    registro: text,
    anno: integer,
    chiusura: instant,
    registrazioni: integer,
    annullate: integer,
    giornate: integer,
    ultimaGiornata: text,
    xml: file,
  },
  { collection: 'registriAnnuali', ...options },
);
annualeSchema.index({ aoo: 1, anno: 1 }, { unique: true }); // query: one year. A year is closed once
annualeSchema.index({ 'xml.sha256': 1 }); // query: the references of a stored file

const copiaSchema = new Schema<CopiaRegistro>(
  { _id: text, pdf: file, pagine: integer },
  { collection: 'copieRegistri', ...options },
);
copiaSchema.index({ 'pdf.sha256': 1 }); // query: the references of a stored file

const firmaSchema = new Schema<FirmaRegistro>(
  {
    _id: text,
    aoo: text,
    firma: file,
    quando: instant,
    marcata: { type: Boolean, required: true },
    daSeguire: Boolean,
    prove: Number,
    prossimo: Date,
    provato: Date,
  },
  { collection: 'firmeRegistri', ...options },
);
firmaSchema.index({ 'firma.sha256': 1 }); // query: the references of a stored file
firmaSchema.index({ daSeguire: 1, prossimo: 1, quando: 1 }, { partialFilterExpression: { daSeguire: true } }); // query: findSigilliDaSeguire

const admitGiornaliero = appendOnly(giornalieroSchema);
const admitAnnuale = appendOnly(annualeSchema);
const admitCopia = appendOnly(copiaSchema);
const admitFirma = appendOnly(firmaSchema);
export const RegistroGiornalieroModel = model('RegistroGiornaliero', giornalieroSchema);
export const RegistroAnnualeModel = model('RegistroAnnuale', annualeSchema);
export const CopiaRegistroModel = model('CopiaRegistro', copiaSchema);
export const FirmaRegistroModel = model('FirmaRegistro', firmaSchema);

/** The one door for closed days, in their order: all or the first k. @throws a duplicate key if one has been closed meanwhile */
export const insertGiornalieri = async (registri: RegistroGiornaliero[]): Promise<void> => {
  await RegistroGiornalieroModel.insertMany(admitGiornaliero(registri), { ordered: true });
};
/** The one door for closed years. @throws a duplicate key if the year has been closed meanwhile */
export const insertAnnuale = async (registro: RegistroAnnuale): Promise<void> => {
  await RegistroAnnualeModel.insertMany(admitAnnuale([registro]));
};
/** The one door for readable forms. @throws a duplicate key if another process has drawn it meanwhile */
export const insertCopia = async (copia: CopiaRegistro): Promise<void> => {
  await CopiaRegistroModel.insertMany(admitCopia([copia]));
};

/** The one door for seals. @throws a duplicate key if another process has sealed it meanwhile */
export const insertFirmaRegistro = async (firma: FirmaRegistro): Promise<void> => {
  await FirmaRegistroModel.insertMany(admitFirma([{ ...firma, daSeguire: true as const }]));
};

/**
 * Seals whose day may have been shipped without them and whose pause is over: those that were never tried, then those that wait longest.
 * One that is to wait longer than any pause lasts was set by a clock that has been moved back since: it counts as over.
 * @param massima - the longest pause, in milliseconds
 */
export const findSigilliDaSeguire = (limite: number, adesso: Date, massima: number): Promise<FirmaRegistro[]> =>
  FirmaRegistroModel.find({
    daSeguire: true,
    $or: [
      { prossimo: { $exists: false } },
      { prossimo: { $lte: adesso } },
      { prossimo: { $gt: new Date(adesso.getTime() + massima) } },
    ],
  })
    .sort({ prossimo: 1, quando: 1 })
    .limit(limite)
    .lean<FirmaRegistro[]>()
    .exec();

/** It was tried in vain, and is not to be tried again before that instant. */
export const postponeSigillo = async ({ _id }: Pick<FirmaRegistro, '_id'>, prossimo: Date): Promise<void> => {
  await admitFirma(FirmaRegistroModel.updateOne({ _id, daSeguire: true }, { $set: { prossimo }, $inc: { prove: 1 } }));
};

/** The receiver of its day has it, is told of it, or gets it with the day. */
export const settleSigillo = async ({ _id }: Pick<FirmaRegistro, '_id'>): Promise<void> => {
  await admitFirma(
    FirmaRegistroModel.updateOne({ _id }, { $unset: { daSeguire: 1, prove: 1, prossimo: 1, provato: 1 } }),
  );
};

/** Their day was shipped without them and cannot be added to yet: they are tried again. Said twice it counts once. */
export const keepDaSeguire = async (ids: readonly string[]): Promise<void> => {
  await admitFirma(
    FirmaRegistroModel.updateMany({ _id: { $in: [...ids] }, daSeguire: { $ne: true } }, { $set: { daSeguire: true } }),
  );
};

/** All of them are looked at once more: an earlier version did not follow what it sealed after the shipping. @returns how many */
export const markTuttiDaSeguire = async (): Promise<number> =>
  (await admitFirma(FirmaRegistroModel.updateMany({ daSeguire: { $ne: true } }, { $set: { daSeguire: true } })))
    .modifiedCount;

/** Of before: those by which earlier versions found the seals to be followed. */
const VECCHI = ['daSeguire_1_quando_1', 'daSeguire_1_provato_1_quando_1'];

/** Takes away the indexes that seals of an earlier version have. */
export const dropVecchiIndiciSigilli = (): Promise<void> => dropVecchi(FirmaRegistroModel.collection, VECCHI);

/** The closed day that a file belongs to: its register, or the readable form of that. Null for the register of a year. */
export async function findGiornoDi(aoo: string, sha256: string): Promise<string | null> {
  const copia = await CopiaRegistroModel.findOne({ 'pdf.sha256': sha256 }, { _id: 1 }).lean<{ _id: string }>();
  const xml = copia?._id ?? sha256;
  const found = await RegistroGiornalieroModel.findOne({ aoo, 'xml.sha256': xml }, { _id: 0, giorno: 1 }).lean<{
    giorno: string;
  }>();
  return found?.giorno ?? null;
}

export const findGiornaliero = (aoo: string, giorno: string): Promise<RegistroGiornaliero | null> =>
  RegistroGiornalieroModel.findOne({ aoo, giorno }, { _id: 0 }).lean<RegistroGiornaliero>().exec();

/** The last closed day of an AOO. Only what the majority keeps: the next day is chained to it. */
export const findUltimoGiornaliero = (aoo: string): Promise<RegistroGiornaliero | null> =>
  RegistroGiornalieroModel.findOne({ aoo }, { _id: 0 })
    .sort({ giorno: -1 })
    .readConcern('majority')
    .lean<RegistroGiornaliero>()
    .exec();

/** Closed days from `dal` to `al`, both included, in order. */
export const findGiornalieri = (aoo: string, dal: string, al: string): Promise<RegistroGiornaliero[]> =>
  RegistroGiornalieroModel.find({ aoo, giorno: { $gte: dal, $lte: al } }, { _id: 0 })
    .sort({ giorno: 1 })
    .lean<RegistroGiornaliero[]>()
    .exec();

export const findAnnuale = (aoo: string, anno: number): Promise<RegistroAnnuale | null> =>
  RegistroAnnualeModel.findOne({ aoo, anno }, { _id: 0 }).lean<RegistroAnnuale>().exec();

/** The readable form of the register of that hash, if it was drawn. */
export const findCopia = (xml: string): Promise<CopiaRegistro | null> =>
  CopiaRegistroModel.findById(xml).lean<CopiaRegistro>().exec();

/** The readable forms of those registers, by the hash of the register. */
export async function findCopie(xml: readonly string[]): Promise<Map<string, CopiaRegistro>> {
  const found = await CopiaRegistroModel.find({ _id: { $in: [...xml] } }).lean<CopiaRegistro[]>();
  return new Map(found.map((one) => [one._id, one]));
}

/** The seals over those files, by the hash of the file. */
export async function findFirmeRegistri(sha256s: readonly string[]): Promise<Map<string, FirmaRegistro>> {
  const found = await FirmaRegistroModel.find({ _id: { $in: [...sha256s] } }).lean<FirmaRegistro[]>();
  return new Map(found.map((one) => [one._id, one]));
}

/** Which of these files some daily or yearly register is made of. */
export async function findFileDiRegistri(sha256s: string[]): Promise<Set<string>> {
  const named = await Promise.all([
    RegistroGiornalieroModel.distinct('xml.sha256', { 'xml.sha256': { $in: sha256s } }),
    RegistroAnnualeModel.distinct('xml.sha256', { 'xml.sha256': { $in: sha256s } }),
    CopiaRegistroModel.distinct('pdf.sha256', { 'pdf.sha256': { $in: sha256s } }),
    FirmaRegistroModel.distinct('firma.sha256', { 'firma.sha256': { $in: sha256s } }),
  ]);
  return new Set(named.flat());
}
