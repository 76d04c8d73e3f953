import { model, Schema } from 'mongoose';
import { appendOnly } from './append-only.js';
import type { TipoConfigurazione } from './configurazione.api.js';

/** A version without what it holds. */
export interface TestaVersione {
  numero: number;
  /** first legal day on which it counts, `YYYY-MM-DD` */
  validoDal: string;
  autore: string;
  quando: Date;
  motivo: string;
}

/** One version of one content of an AOO; never changed: another one follows it. */
export interface VersioneConfigurazione extends TestaVersione {
  aoo: string;
  tipo: TipoConfigurazione;
  contenuto: unknown;
}

const text = { type: String, required: true };

const configurazioneSchema = new Schema<VersioneConfigurazione>(
  {
    aoo: text,
    tipo: text,
    numero: { type: Number, required: true, min: 1 },
    validoDal: { ...text, match: /^\d{4}-\d{2}-\d{2}$/ },
    autore: text,
    quando: { type: Date, required: true },
    motivo: text,
    contenuto: { type: Schema.Types.Mixed, required: true },
  },
  {
    collection: 'configurazioni',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
    minimize: false,
  },
);
configurazioneSchema.index({ aoo: 1, tipo: 1, numero: 1 }, { unique: true }); // query: all below; decides between two writers

const admit = appendOnly(configurazioneSchema);
export const ConfigurazioneModel = model('Configurazione', configurazioneSchema);

/** Adds a version. @throws a duplicate key when another one has that number */
export const insertVersione = async (versione: VersioneConfigurazione): Promise<void> => {
  await ConfigurazioneModel.insertMany(admit([versione]));
};

/** The versions of one content, by number, without what they hold. */
export const findTeste = (aoo: string, tipo: TipoConfigurazione): Promise<TestaVersione[]> =>
  ConfigurazioneModel.find({ aoo, tipo }, { _id: 0, numero: 1, validoDal: 1, autore: 1, quando: 1, motivo: 1 })
    .sort({ numero: 1 })
    .lean<TestaVersione[]>()
    .exec();

/** What one version holds; undefined if there is none of that number. */
export async function findContenuto(aoo: string, tipo: TipoConfigurazione, numero: number): Promise<unknown> {
  const found = await ConfigurazioneModel.findOne({ aoo, tipo, numero }, { _id: 0, contenuto: 1 }).lean<{
    contenuto: unknown;
  }>();
  return found?.contenuto;
}
