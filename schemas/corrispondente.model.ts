import { model, Schema, type Types } from 'mongoose';
import type { Fonte, TipoRecapito } from './corrispondente.api.js';
import { findByParole } from './parole-rubrica.js';
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
  /** folded name, by which lists are sorted */
  nome: string;
  /** codes, addresses and names that others may share, see `codiciOf` in server/rubrica */
  codici: string[];
  /** every address that was seen, by a short digest of it */
  recapiti?: Record<string, RecapitoVisto>;
}

/** An address as registrations said it: first and last day, in how many. */
export interface RecapitoVisto {
  tipo: TipoRecapito;
  valore: string;
  fonte: Fonte;
  dal: string;
  al: string;
  volte: number;
}

/** What one registration says of one subject. */
export type Uso = Pick<Corrispondente, 'chiave' | 'soggetto' | 'parole' | 'nome' | 'codici'> & {
  visti: Record<string, RecapitoVisto>;
};

/** A memory as it is read: with the place where it is kept. */
export type Ricordo = Pick<Corrispondente, 'vista' | 'chiave' | 'soggetto' | 'usi' | 'ultimoUso' | 'nome' | 'codici'> &
  Pick<Partial<Corrispondente>, 'recapiti'> & { _id: Types.ObjectId };

const text = { type: String, required: true };

export const soggettoSchema = new Schema<Soggetto>(
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

/** Derived: a use lost with a dying server costs a place in a list, waiting would cost the register. */
const WRITE_CONCERN = { w: 1, journal: false } as const;

const corrispondenteSchema = new Schema<Corrispondente>(
  {
    aoo: text,
    vista: text,
    chiave: text,
    soggetto: { type: soggettoSchema, required: true },
    usi: { type: Number, required: true },
    ultimoUso: { type: Date, required: true },
    parole: { type: [String], required: true },
    nome: { type: String, default: '' },
    codici: { type: [String], required: true },
    recapiti: Schema.Types.Mixed,
  },
  {
    collection: 'corrispondenti',
    strict: 'throw',
    versionKey: false,
    autoIndex: false,
    writeConcern: WRITE_CONCERN,
  },
);
corrispondenteSchema.index({ aoo: 1, vista: 1, chiave: 1 }, { unique: true }); // query: recordUsi. One entry for each correspondent and view
corrispondenteSchema.index({ aoo: 1, vista: 1, parole: 1 }); // query: findCorrispondenti, by the beginning of a word
corrispondenteSchema.index({ aoo: 1, vista: 1, usi: -1, ultimoUso: -1 }); // query: findCorrispondenti, by use alone or with one or two letters
corrispondenteSchema.index({ aoo: 1, vista: 1, nome: 1, _id: 1 }); // query: the list, by name
corrispondenteSchema.index({ aoo: 1, vista: 1, codici: 1 }); // query: findRicordiByCodici, who may be the same
export const CorrispondenteModel = model('Corrispondente', corrispondenteSchema);

/** Uses of one subject in one view. */
export interface UsoVisto extends Uso {
  aoo: string;
  vista: string;
  volte: number;
  adesso: Date;
}

const recapitiOf = ({ visti }: UsoVisto) => {
  const entries = Object.entries(visti).map(([impronta, visto]) => ({ path: `recapiti.${impronta}`, ...visto }));
  if (entries.length === 0) return { set: {}, min: {}, max: {}, inc: {} };
  return {
    set: Object.fromEntries(
      entries.flatMap(({ path, tipo, valore, fonte }) => [
        [`${path}.tipo`, tipo],
        [`${path}.valore`, valore],
        [`${path}.fonte`, fonte],
      ]),
    ),
    min: Object.fromEntries(entries.map(({ path, dal }) => [`${path}.dal`, dal])),
    max: Object.fromEntries(entries.map(({ path, al }) => [`${path}.al`, al])),
    inc: Object.fromEntries(entries.map(({ path, volte }) => [`${path}.volte`, volte])),
  };
};

/** Counts uses; what is said now of a subject adds to what was known, the newest holds. */
export async function recordUsi(usi: readonly UsoVisto[]): Promise<void> {
  const operations = usi.map((uso) => {
    const { aoo, vista, chiave, soggetto, parole, nome, codici, volte, adesso } = uso;
    const recapiti = recapitiOf(uso);
    return {
      updateOne: {
        filter: { aoo, vista, chiave },
        update: {
          $set: {
            ...Object.fromEntries(
              Object.entries(soggetto).map(([campo, value]) => [`soggetto.${campo}`, value as string]),
            ),
            nome,
            ...recapiti.set,
          },
          $inc: { usi: volte, ...recapiti.inc },
          $max: { ultimoUso: adesso, ...recapiti.max },
          ...(Object.keys(recapiti.min).length > 0 && { $min: recapiti.min }),
          $addToSet: { parole: { $each: parole }, codici: { $each: codici } },
        },
        upsert: true,
      },
    };
  });
  // the driver's own: for each registration, mongoose would look through the schema for every path
  if (operations.length > 0)
    await CorrispondenteModel.collection.bulkWrite(operations, { ordered: false, writeConcern: WRITE_CONCERN });
}

/** What of a memory follows from the rest. */
type Derivati = Pick<Corrispondente, 'parole' | 'codici'>;

/**
 * Takes one use away; what nobody uses any more is forgotten, and so are the addresses that only that use had said.
 * @param derive - words and codes of what is left
 */
export async function withdrawUsi(
  aoo: string,
  viste: readonly string[],
  usi: readonly Uso[],
  derive: (ricordo: Ricordo) => Derivati,
): Promise<void> {
  for (const { chiave, visti } of usi) {
    const filter = { aoo, vista: { $in: [...viste] }, chiave };
    const inc = Object.fromEntries(Object.keys(visti).map((impronta) => [`recapiti.${impronta}.volte`, -1]));
    await CorrispondenteModel.updateMany(filter, { $inc: { usi: -1, ...inc } });
    await CorrispondenteModel.deleteMany({ ...filter, usi: { $lte: 0 } });
    for (const [impronta, { tipo, valore }] of Object.entries(visti)) {
      const campo = tipo === 'postale' ? 'soggetto.indirizzo' : 'soggetto.domicilioDigitale';
      const forgotten = { ...filter, [`recapiti.${impronta}.volte`]: { $lte: 0 } };
      await CorrispondenteModel.updateMany({ ...forgotten, [campo]: valore }, { $unset: { [campo]: 1 } });
      await CorrispondenteModel.updateMany(forgotten, { $unset: { [`recapiti.${impronta}`]: 1 } });
    }
    const left = await CorrispondenteModel.find(filter, CAMPI_RICORDO).lean<Ricordo[]>();
    for (const one of left) await CorrispondenteModel.updateOne({ _id: one._id }, { $set: derive(one) });
  }
}

const SORT = { usi: -1, ultimoUso: -1 } as const;
const PAROLE = { aoo: 1, vista: 1, parole: 1 } as const;
export const CAMPI_RICORDO = {
  vista: 1,
  chiave: 1,
  soggetto: 1,
  usi: 1,
  ultimoUso: 1,
  nome: 1,
  codici: 1,
  recapiti: 1,
} as const;

/** What several views know of the same subject, as one: uses together, the rest as it was said last. Pure. */
export function groupRicordi(ricordi: readonly Ricordo[]): Ricordo[] {
  const groups = new Map<string, Ricordo>();
  for (const one of ricordi) {
    const known = groups.get(one.chiave);
    const [newer, older] = known !== undefined && known.ultimoUso >= one.ultimoUso ? [known, one] : [one, known];
    groups.set(one.chiave, older === undefined ? newer : { ...newer, usi: newer.usi + older.usi });
  }
  return [...groups.values()];
}

const byUse = (a: Ricordo, b: Ricordo): number =>
  b.usi - a.usi || b.ultimoUso.getTime() - a.ultimoUso.getTime() || (a.chiave < b.chiave ? -1 : 1);

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
): Promise<Ricordo[]> {
  const found = await Promise.all(
    viste.map((vista) =>
      findByParole<Ricordo>(CorrispondenteModel.collection, {
        base: { aoo, vista },
        prefissi,
        limite,
        sort: SORT,
        parole: PAROLE,
        ordine: { aoo: 1, vista: 1, ...SORT },
        proiezione: CAMPI_RICORDO,
      }),
    ),
  );
  const first = found.flat();
  // one of several views may have named it without being among the first there: its uses count all the same
  const all = viste.length === 1 ? first : await findRicordi(aoo, viste, [...new Set(first.map((one) => one.chiave))]);
  return all.sort(byUse).slice(0, limite);
}

/** What some views know under these keys. */
export const findRicordi = async (
  aoo: string,
  viste: readonly string[],
  chiavi: readonly string[],
): Promise<Ricordo[]> =>
  chiavi.length === 0
    ? []
    : groupRicordi(
        await CorrispondenteModel.find(
          { aoo, vista: { $in: [...viste] }, chiave: { $in: [...chiavi] } },
          CAMPI_RICORDO,
        ).lean<Ricordo[]>(),
      );

/** A memory of the AOO by its place, whatever its view. */
export const findRicordo = (aoo: string, id: string): Promise<Ricordo | null> =>
  CorrispondenteModel.findOne({ _id: id, aoo }, CAMPI_RICORDO).lean<Ricordo>().exec();

/** Memories that share a code, an address or a name. */
export const findRicordiByCodici = async (
  aoo: string,
  viste: readonly string[],
  codici: readonly string[],
  limite: number,
): Promise<Ricordo[]> =>
  codici.length === 0
    ? []
    : groupRicordi(
        await CorrispondenteModel.find({ aoo, vista: { $in: [...viste] }, codici: { $in: [...codici] } }, CAMPI_RICORDO)
          .limit(limite)
          .lean<Ricordo[]>(),
      );

const FILL_AT_ONCE = 500;

/**
 * Gives the memories of an earlier version what they lack.
 * @param derive - told again from what they say
 * @returns how many there were
 */
export async function fillRicordi(
  derive: (soggetto: Soggetto) => Pick<Corrispondente, 'parole' | 'nome' | 'codici'>,
): Promise<number> {
  let filled = 0;
  for (;;) {
    const some = await CorrispondenteModel.find({ codici: { $exists: false } }, { soggetto: 1 })
      .limit(FILL_AT_ONCE)
      .lean<Pick<Ricordo, '_id' | 'soggetto'>[]>();
    if (some.length === 0) return filled;
    await CorrispondenteModel.bulkWrite(
      some.map(({ _id, soggetto }) => ({
        updateOne: { filter: { _id, codici: { $exists: false } }, update: { $set: derive(soggetto) } },
      })),
      { ordered: false },
    );
    filled += some.length;
  }
}
