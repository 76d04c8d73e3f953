import { model, Schema } from 'mongoose';
import type { Codice, MisurePagina } from '../server/scansione/tipi.js';
import type { QualitaPagina } from './scansione.api.js';

/** What was read of a page, in the rotation in which it stood; the pictures are stored files. */
export interface EsitoPagina {
  rotazione: 0 | 90 | 180 | 270;
  /** measured against the thresholds of that day */
  qualita: Pick<QualitaPagina, 'codice' | 'messaggio' | 'rotazione'>[];
  misure?: MisurePagina;
  codici: Codice[];
  codiceIllegibile: boolean;
  copia?: { tipo: 'g4' | 'jpeg'; sha256: string; larghezza: number; altezza: number; dpi: number; grigio: boolean };
  anteprima?: string;
  miniatura?: string;
  /** JSON of the words, as a stored file */
  parole?: string;
  /** 0 to 1 */
  fiducia?: number;
  /** the page cannot be read, and why; then there is no copy of it */
  rifiutata?: string;
}

/** The work on one page. The scan says which pages there are and how they stand; this is made from it, and can be made again. */
export interface PaginaTenuta {
  /** `<scan>/<page>` */
  _id: string;
  scansione: string;
  pagina: string;
  rotazione: 0 | 90 | 180 | 270;
  /** absent until it is read */
  esito?: EsitoPagina;
  daLeggere?: true;
  tentativi: number;
  /** who reads it, until when, by the clock of the machine */
  presa?: { quale: string; fino: Date };
  /** files that exist for it */
  impronte: string[];
}

const text = { type: String, required: true };
const free = Schema.Types.Mixed;
const paginaSchema = new Schema<PaginaTenuta>(
  {
    _id: text,
    scansione: text,
    pagina: text,
    rotazione: { type: Number, required: true },
    esito: free,
    daLeggere: Boolean,
    tentativi: { type: Number, required: true },
    presa: free,
    impronte: [String],
  },
  {
    collection: 'pagineScansione',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
paginaSchema.index({ scansione: 1, pagina: 1 }, { unique: true }); // query: the pages of a scan. A page is there once
paginaSchema.index({ scansione: 1, daLeggere: 1 }, { partialFilterExpression: { daLeggere: true } }); // query: what is still to read
paginaSchema.index({ impronte: 1 }); // query: the references of a stored file

export const PaginaScansioneModel = model('PaginaScansione', paginaSchema);

export const idPagina = (scansione: string, pagina: string): string => `${scansione}/${pagina}`;

/** The pages of a scan by their id. */
export async function findPagine(scansione: string): Promise<Map<string, PaginaTenuta>> {
  const found = await PaginaScansioneModel.find({ scansione }).lean<PaginaTenuta[]>();
  return new Map(found.map((one) => [one.pagina, one]));
}

export const findPagina = (scansione: string, pagina: string): Promise<PaginaTenuta | null> =>
  PaginaScansioneModel.findOne({ _id: idPagina(scansione, pagina) })
    .lean<PaginaTenuta>()
    .exec();

/** Makes the work of pages that have none. What is there stays as it is. */
export async function ensurePagine(
  scansione: string,
  pagine: readonly { id: string; rotazione: PaginaTenuta['rotazione']; esito?: EsitoPagina; impronte?: string[] }[],
): Promise<void> {
  if (pagine.length === 0) return;
  await PaginaScansioneModel.bulkWrite(
    pagine.map(({ id, rotazione, esito, impronte = [] }) => ({
      updateOne: {
        filter: { _id: idPagina(scansione, id) },
        update: {
          $setOnInsert: {
            scansione,
            pagina: id,
            rotazione,
            tentativi: 0,
            impronte,
            ...(esito === undefined ? { daLeggere: true } : { esito }),
          },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** Pages that were turned are read again; who reads one as it stood writes nothing any more. */
export async function rereadPagine(
  scansione: string,
  pagine: readonly { id: string; rotazione: PaginaTenuta['rotazione'] }[],
): Promise<void> {
  if (pagine.length === 0) return;
  await PaginaScansioneModel.bulkWrite(
    pagine.map(({ id, rotazione }) => ({
      updateOne: {
        filter: { _id: idPagina(scansione, id), rotazione: { $ne: rotazione } },
        update: { $set: { rotazione, daLeggere: true, tentativi: 0 }, $unset: { presa: 1 } },
      },
    })),
    { ordered: false },
  );
}

/** Takes a page of a scan to read it, one that nobody reads: one winner. @returns null where there is none */
export const takePagina = (scansione: string, quale: string, adesso: Date, fino: Date): Promise<PaginaTenuta | null> =>
  PaginaScansioneModel.findOneAndUpdate(
    { scansione, daLeggere: true, $or: [{ presa: { $exists: false } }, { 'presa.fino': { $lt: adesso } }] },
    { $set: { presa: { quale, fino } }, $inc: { tentativi: 1 } },
    { returnDocument: 'after' },
  )
    .lean<PaginaTenuta>()
    .exec();

export async function renewPresaPagina(_id: string, quale: string, fino: Date): Promise<boolean> {
  return (
    (await PaginaScansioneModel.updateOne({ _id, 'presa.quale': quale }, { $set: { 'presa.fino': fino } }))
      .matchedCount === 1
  );
}

/** Gives a page back unread: the machine failed, so the try does not count. */
export const releasePagina = async (_id: string, quale: string, conta: boolean): Promise<void> => {
  await PaginaScansioneModel.updateOne(
    { _id, 'presa.quale': quale },
    { $unset: { presa: 1 }, ...(!conta && { $inc: { tentativi: -1 } }) },
  );
};

/** Writes what was read, if who read it still has the page. @returns whether it was written */
export async function savePagina(
  _id: string,
  quale: string,
  esito: EsitoPagina,
  impronte: readonly string[],
): Promise<boolean> {
  const { matchedCount } = await PaginaScansioneModel.updateOne(
    { _id, 'presa.quale': quale },
    {
      $set: { esito },
      $unset: { presa: 1, daLeggere: 1 },
      $addToSet: { impronte: { $each: [...impronte] } },
    },
  );
  return matchedCount === 1;
}

/** Whether pages of a scan are still to be read, by whomever. */
export const hasDaLeggere = async (scansione: string): Promise<boolean> =>
  (await PaginaScansioneModel.exists({ scansione, daLeggere: true })) !== null;

/** A page that was taken out is not read any more. */
export const dropPagine = async (scansione: string, pagine: readonly string[]): Promise<void> => {
  if (pagine.length === 0) return;
  await PaginaScansioneModel.updateMany(
    { _id: { $in: pagine.map((one) => idPagina(scansione, one)) }, daLeggere: true },
    { $unset: { daLeggere: 1, presa: 1 } },
  );
};

/** How many pages of each scan are read. */
export async function countFatte(scansioni: readonly string[]): Promise<Map<string, number>> {
  const found = await PaginaScansioneModel.aggregate<{ _id: string; fatte: number }>([
    { $match: { scansione: { $in: [...scansioni] }, daLeggere: { $exists: false } } },
    { $group: { _id: '$scansione', fatte: { $sum: 1 } } },
  ]);
  return new Map(found.map(({ _id, fatte }) => [_id, fatte]));
}

/** Which of these files some page names. */
export async function findNellePagine(sha256s: string[]): Promise<Set<string>> {
  return new Set(await PaginaScansioneModel.distinct('impronte', { impronte: { $in: sha256s } }));
}
