import { model, Schema } from 'mongoose';
import type { EsitoVerifica } from './firma.api.js';
import type { Antivirus, Formato } from './formato.api.js';
import { AttoRepertorioModel, RegistrazioneModel } from './registrazione.model.js';

/**
 * What is known of a stored file beside the records that name it: how it stands with the antivirus, and its format where a
 * registration could not wait for all of it. It can be made again from the file; instants are the machine's.
 */
export interface EsameFile {
  /** SHA-256 of the file */
  _id: string;
  antivirus?: Antivirus & { quando: Date };
  formato?: Formato;
  /** when the first proof of its signatures ends, as its certificates and timestamps say; absent where it bears none */
  scadenzaFirma?: Date;
  /** what the last verification of its signatures said; absent where none was made, or there was nothing to say */
  firme?: EsitoVerifica;
}

const free = Schema.Types.Mixed;
const esameFileSchema = new Schema<EsameFile>(
  { _id: { type: String, required: true }, antivirus: free, formato: free, scadenzaFirma: Date, firme: free },
  { collection: 'esamiFile', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
esameFileSchema.index({ 'antivirus.stato': 1 }, { partialFilterExpression: { 'antivirus.stato': 'non-controllato' } }); // query: findNonControllati
esameFileSchema.index({ scadenzaFirma: 1 }, { partialFilterExpression: { scadenzaFirma: { $exists: true } } }); // query: readScadenzeFirma

export const EsameFileModel = model('EsameFile', esameFileSchema);

/** What is known of these files, by their hash. */
export async function findEsami(sha256s: readonly string[]): Promise<Map<string, EsameFile>> {
  if (sha256s.length === 0) return new Map();
  const found = await EsameFileModel.find({ _id: { $in: [...sha256s] } }).lean<EsameFile[]>();
  return new Map(found.map((one) => [one._id, one]));
}

/** Keeps what the antivirus said; that a file was not checked never takes the place of what was found. */
export async function saveAntivirus(sha256: string, antivirus: Antivirus, quando: Date): Promise<void> {
  const set = { $set: { antivirus: { ...antivirus, quando } } };
  if (antivirus.stato === 'non-controllato')
    await EsameFileModel.updateOne(
      { _id: sha256 },
      { $setOnInsert: { antivirus: { ...antivirus, quando } } },
      { upsert: true },
    );
  else await EsameFileModel.updateOne({ _id: sha256 }, set, { upsert: true });
}

export async function saveFormato(sha256: string, formato: Formato): Promise<void> {
  await EsameFileModel.updateOne({ _id: sha256 }, { $set: { formato } }, { upsert: true });
}

export async function saveScadenzaFirma(sha256: string, scadenzaFirma: Date): Promise<void> {
  await EsameFileModel.updateOne({ _id: sha256 }, { $set: { scadenzaFirma } }, { upsert: true });
}

/** Keeps what a verification said, in the place of the one before. */
export async function saveFirme(sha256: string, firme: EsitoVerifica): Promise<void> {
  await EsameFileModel.updateOne({ _id: sha256 }, { $set: { firme } }, { upsert: true });
}

/** Files whose signatures end between two instants, the first to end first. */
export const readScadenzeFirma = (
  dal: Date,
  al: Date,
): AsyncIterable<Pick<EsameFile, '_id'> & { scadenzaFirma: Date }> =>
  EsameFileModel.collection
    .find({ scadenzaFirma: { $gte: dal, $lt: al } }, { projection: { scadenzaFirma: 1 }, batchSize: 1_000 })
    .sort({ scadenzaFirma: 1 }) as unknown as AsyncIterable<Pick<EsameFile, '_id'> & { scadenzaFirma: Date }>;

/** Files that the antivirus has still to see, some at a time. */
export const findNonControllati = async (limit: number): Promise<string[]> =>
  (
    await EsameFileModel.find(
      { 'antivirus.stato': 'non-controllato', 'antivirus.motivo': { $ne: 'rifiutato' } },
      { _id: 1 },
    )
      .limit(limit)
      .lean<{ _id: string }[]>()
  ).map(({ _id }) => _id);

/** True if some registration was made before this file had been examined to its end. */
export const isIncompleto = async (sha256: string): Promise<boolean> =>
  (
    await Promise.all(
      [RegistrazioneModel, AttoRepertorioModel].map((records) =>
        records.exists({
          impronte: sha256,
          $or: [{ 'documento.formato.incompleto': true }, { 'allegati.formato.incompleto': true }],
        }),
      ),
    )
  ).some((found) => found !== null);

const MAX_REGISTRAZIONI = 5;
const MAX_ACCANTO = 30;

interface FileConNome {
  nome: string;
  sha256: string;
}

/** What a file is called where it is registered, and the files that are registered with it: a detached signature is of one of them. */
export async function findAccanto(sha256: string): Promise<{ nome?: string; accanto: FileConNome[] }> {
  const named = await Promise.all(
    [RegistrazioneModel, AttoRepertorioModel].map((records) =>
      records
        .find({ impronte: sha256 }, { documento: 1, allegati: 1 })
        .limit(MAX_REGISTRAZIONI)
        .lean<{ documento?: FileConNome; allegati: FileConNome[] }[]>(),
    ),
  );
  const files = named
    .flat()
    .flatMap(({ documento, allegati }) => [...(documento === undefined ? [] : [documento]), ...allegati]);
  const nome = files.find((one) => one.sha256 === sha256)?.nome;
  const others = new Map(files.filter((one) => one.sha256 !== sha256).map((one) => [one.sha256, one]));
  const accanto = [...others.values()].slice(0, MAX_ACCANTO).map((one) => ({ nome: one.nome, sha256: one.sha256 }));
  return { ...(nome !== undefined && { nome }), accanto };
}
