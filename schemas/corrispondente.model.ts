import { model, Schema } from 'mongoose';
import type { Soggetto } from './soggetto.api.js';

/** The view of the whole AOO, for who sees all that is `ordinaria`; no office can have such a code. */
export const VISTA_AOO = '/aoo';

/**
 * A subject of past registrations as one view knows it: the whole AOO, or one office. An office's copy holds only what
 * its own registrations said, so that uses, addresses and codes seen elsewhere do not show through.
 * Derived from the register, to be suggested while typing: never a source.
 */
export interface Corrispondente {
  aoo: string;
  vista: string;
  /** see `chiaveOf` in server/rubrica */
  chiave: string;
  soggetto: Soggetto;
  usi: number;
  ultimoUso: Date;
  /** folded words of name, codes and addresses */
  parole: string[];
}

/** What one registration says of one subject. */
export type Uso = Omit<Corrispondente, 'aoo' | 'vista' | 'usi' | 'ultimoUso'>;

export interface Suggerimento {
  soggetto: Soggetto;
  usi: number;
}

const text = { type: String, required: true };

const soggettoSchema = new Schema<Soggetto>(
  {
    tipo: text,
    denominazione: String,
    cognome: String,
    nome: String,
    uo: String,
    codiceFiscale: String,
    partitaIva: String,
    codiceIPA: String,
    codiceAOO: String,
    denominazioneAOO: String,
    codiceUO: String,
    denominazioneUO: String,
    domicilioDigitale: String,
    indirizzo: String,
    paese: String,
  },
  { _id: false, strict: 'throw' },
);

const corrispondenteSchema = new Schema<Corrispondente>(
  {
    aoo: text,
    vista: text,
    chiave: text,
    soggetto: { type: soggettoSchema, required: true },
    usi: { type: Number, required: true },
    ultimoUso: { type: Date, required: true },
    parole: { type: [String], required: true },
  },
  {
    collection: 'corrispondenti',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    writeConcern: { w: 1, journal: false }, // derived: a use lost with a dying server costs a place in a list, waiting would cost the register
  },
);
corrispondenteSchema.index({ aoo: 1, vista: 1, chiave: 1 }, { unique: true }); // query: recordUsi. One entry for each correspondent and view
corrispondenteSchema.index({ aoo: 1, vista: 1, parole: 1 }); // query: findCorrispondenti, by the beginning of a word
corrispondenteSchema.index({ aoo: 1, vista: 1, usi: -1, ultimoUso: -1 }); // query: findCorrispondenti, by use alone or with one or two letters
const CorrispondenteModel = model('Corrispondente', corrispondenteSchema);

/** Uses of one subject in one view. */
export interface UsoVisto extends Uso {
  aoo: string;
  vista: string;
  volte: number;
  adesso: Date;
}

/** Counts uses; what is said now of a subject adds to what was known, the newest holds. */
export async function recordUsi(usi: readonly UsoVisto[]): Promise<void> {
  const operations = usi.map(({ aoo, vista, chiave, soggetto, parole, volte, adesso }) => ({
    updateOne: {
      filter: { aoo, vista, chiave },
      update: {
        $set: Object.fromEntries(
          Object.entries(soggetto).map(([campo, value]) => [`soggetto.${campo}`, value as string]),
        ),
        $inc: { usi: volte },
        $max: { ultimoUso: adesso },
        $addToSet: { parole: { $each: parole } },
      },
      upsert: true,
    },
  }));
  if (operations.length > 0) await CorrispondenteModel.bulkWrite(operations, { ordered: false });
}

/** Takes one use away; what nobody uses any more is forgotten. */
export async function withdrawUsi(aoo: string, viste: readonly string[], chiavi: readonly string[]): Promise<void> {
  const filter = { aoo, vista: { $in: [...viste] }, chiave: { $in: [...chiavi] } };
  await CorrispondenteModel.updateMany(filter, { $inc: { usi: -1 } });
  await CorrispondenteModel.deleteMany({ ...filter, usi: { $lte: 0 } });
}

/** With so few letters nearly everything matches: going through the most used ones first ends sooner. */
const SHORT = 2;
const SORT = { usi: -1, ultimoUso: -1, chiave: 1 } as const;
const MAX_TIME_MS = 3_000;

/**
 * The correspondents of some views in whose words each prefix begins one; the most used first, then the latest. One that
 * several views know comes once, with their uses together.
 * @param prefissi - folded, the longest first
 */
export async function findCorrispondenti(
  aoo: string,
  viste: readonly string[],
  prefissi: readonly string[],
  limite: number,
): Promise<Suggerimento[]> {
  const [vista] = viste;
  const words = prefissi.map((prefisso) => ({ parole: new RegExp(`^${prefisso}`) }));
  const filter = { aoo, ...(words.length > 0 && { $and: words }) };
  const isShort = (prefissi[0]?.length ?? 0) <= SHORT;
  if (vista !== undefined && viste.length === 1) {
    const query = CorrispondenteModel.find({ ...filter, vista }, { _id: 0, soggetto: 1, usi: 1 })
      .sort(SORT)
      .limit(limite)
      .maxTimeMS(MAX_TIME_MS);
    if (isShort) query.sort({ usi: -1, ultimoUso: -1 }).hint({ aoo: 1, vista: 1, usi: -1, ultimoUso: -1 });
    return query.lean<Suggerimento[]>();
  }
  return CorrispondenteModel.aggregate<Suggerimento>([
    { $match: { ...filter, vista: { $in: [...viste] } } },
    { $sort: { ultimoUso: -1 } },
    {
      $group: {
        _id: '$chiave',
        soggetto: { $first: '$soggetto' },
        usi: { $sum: '$usi' },
        ultimoUso: { $max: '$ultimoUso' },
      },
    },
    { $sort: { usi: -1, ultimoUso: -1, _id: 1 } },
    { $limit: limite },
    { $project: { _id: 0, soggetto: 1, usi: 1 } },
  ]).option({ maxTimeMS: MAX_TIME_MS });
}
