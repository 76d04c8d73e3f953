import { AttoRepertorioModel, modelOf, RegistrazioneModel, type Registrazione } from './registrazione.model.js';
import { BLOCCHI, blocchiDa, type Blocco, STATO } from './ricerca.model.js';
import { dropVecchi } from './vecchi-indici.js';

/** What the search reads of the register, and the marks that it takes away when its index holds a record: derived data, never content. */

type Filtro = Record<string, unknown>;
export type Posto = Pick<Registrazione, 'anno' | 'numero'>;

const POSTO = { _id: 0, anno: 1, numero: 1 } as const;
/** Indexes of schemas/registrazione.model.ts, as the planner is told of them: it would take one that grows with the register. */
const PER_ORDINE = { aoo: 1, registro: 1, anno: 1, numero: 1 } as const;
const NUOVE_PER_ORDINE = { daIndicizzare: 1, aoo: 1, anno: 1, numero: 1 } as const;
const NUOVE = { daIndicizzare: { $in: ['nascita', 'atto'] } };

/** The driver's own collection: rows are many and nothing of a document is needed. */
const register = () => RegistrazioneModel.collection;
/** What is kept in memory is of one database. */
export const databaseName = (): string => RegistrazioneModel.db.name;
/** A search that takes longer is refused. */
const MAX_TIME_MS = 15_000;

const posti = (filter: Filtro, hint: Record<string, 1>): Promise<Posto[]> =>
  register()
    .find(filter, { projection: POSTO, hint, maxTimeMS: MAX_TIME_MS, batchSize: 10_000 })
    .toArray() as unknown as Promise<Posto[]>;

/** A place, and which state of the registration stood there. */
export type PostoVersione = Pick<Registrazione, 'anno' | 'numero' | 'versione'>;

/** What a search reads at one instant. */
export interface Istante {
  /** of the index, those that were asked for */
  blocchi: Blocco[];
  /** records that an act has changed: the index does not hold them as they are now */
  cambiate: Posto[];
  /** of those that it does not hold yet, or not as they are now, what passes the filters */
  nuove: PostoVersione[];
  /** how far the index is */
  generazione: number | undefined;
}

export interface DomandaIstante {
  aoo: string;
  /** which of the records that wait for the index are asked for */
  filtri: readonly Filtro[];
  /** name of the index */
  indice: string;
  /** names of blocks, and what names of blocks begin with */
  blocchi: { nomi: readonly string[]; inizi: readonly string[] };
}

/** What waits, in parts: what has changed, and of each question what passes. */
type Attese = Record<string, readonly PostoVersione[]> & { cambiate: readonly (Posto & { aoo: string })[] };
/** A row of the readings: all that waits, an index or a block by its name. */
type RigaIstante = Partial<Blocco> & { generazione?: number; cambiate?: Attese['cambiate'] };

const parteDi = (di: number): string => `domanda${di}`;

/**
 * What waits, read once for all questions, by its mark and its office alone. What the index takes in leaves its place in the index of
 * marks, and the database passes over each such place for five minutes: a question for itself, and by words, passed over hundreds of
 * times as many.
 */
function atteseDi(domande: readonly DomandaIstante[]): object[] {
  const parti = domande.map(({ aoo, filtri }, di) => [
    parteDi(di),
    [{ $match: { $and: [{ aoo }, ...filtri] } }, { $project: { ...POSTO, versione: 1 } }],
  ]);
  return [
    { $match: { ...NUOVE, aoo: { $in: [...new Set(domande.map(({ aoo }) => aoo))] } } },
    {
      $facet: {
        cambiate: [{ $match: { daIndicizzare: 'atto' } }, { $project: { ...POSTO, aoo: 1 } }],
        ...Object.fromEntries(parti),
      },
    },
  ];
}

const byName = (names: readonly string[]) => ({ _id: { $in: [...new Set(names)] } });

/** All blocks that somebody asks for; absent if nobody does. */
function blocchiDi(domande: readonly DomandaIstante[]): object[] {
  const nomi = domande.flatMap(({ blocchi }) => blocchi.nomi);
  const inizi = new Set(domande.flatMap(({ blocchi }) => blocchi.inizi));
  const asked = [...(nomi.length === 0 ? [] : [byName(nomi)]), ...[...inizi].map(blocchiDa)];
  return asked.length === 0 ? [] : [{ $unionWith: { coll: BLOCCHI, pipeline: [{ $match: { $or: asked } }] } }];
}

/** Those of one question: each looks at its own, not at all that were found together. */
function ownOf({ blocchi: { nomi, inizi } }: DomandaIstante, found: ReadonlyMap<string, Blocco>): Blocco[] {
  const begun = inizi.length === 0 ? [] : [...found.keys()].filter((id) => inizi.some((one) => id.startsWith(one)));
  return [...new Set([...nomi, ...begun])].flatMap((id) => found.get(id) ?? []);
}

/** Of many questions at one instant (read concern `snapshot`): what changes meanwhile is in all that is read as it was. */
export async function findIstante(domande: readonly DomandaIstante[]): Promise<Istante[]> {
  const found = (await register()
    .aggregate(
      [
        ...atteseDi(domande),
        {
          $unionWith: {
            coll: STATO,
            pipeline: [{ $match: byName(domande.map(({ indice }) => indice)) }, { $project: { generazione: 1 } }],
          },
        },
        ...blocchiDi(domande),
      ],
      { hint: NUOVE_PER_ORDINE, readConcern: { level: 'snapshot' }, maxTimeMS: MAX_TIME_MS, batchSize: 10_000 },
    )
    .toArray()) as RigaIstante[];
  const blocchi = new Map<string, Blocco>();
  for (const one of found) if (one._id !== undefined && one.b !== undefined) blocchi.set(one._id, one as Blocco);
  const attese = found.find(({ cambiate }) => cambiate !== undefined) as Attese;
  return domande.map((domanda, i) => ({
    blocchi: ownOf(domanda, blocchi),
    cambiate: attese.cambiate.filter(({ aoo }) => aoo === domanda.aoo),
    nuove: [...(attese[parteDi(i)] ?? [])],
    generazione: found.find(({ _id }) => _id === domanda.indice)?.generazione,
  }));
}

/** Places of those that pass. */
export const findPosti = (filters: readonly Filtro[]): Promise<Posto[]> => posti({ $and: [...filters] }, PER_ORDINE);

/** Whole records of those places, or parts of them. @param perImpronta - whether a file's hash says which */
export const findRighe = (
  filters: readonly Filtro[],
  projection: Record<string, 0 | 1>,
  perImpronta = false,
): Promise<Registrazione[]> =>
  register()
    .find(
      { $and: [...filters] },
      {
        projection,
        hint: perImpronta ? { impronte: 1 } : PER_ORDINE,
        maxTimeMS: MAX_TIME_MS,
        batchSize: 10_000,
      },
    )
    .toArray() as unknown as Promise<Registrazione[]>;

/** A page in the order of the register, newest first, without the index of the search. */
export const findPagina = (
  filters: readonly Filtro[],
  projection: Record<string, 0 | 1>,
  limit: number,
): Promise<Registrazione[]> =>
  register()
    .find({ $and: [...filters] }, { projection, maxTimeMS: MAX_TIME_MS })
    .sort({ anno: -1, numero: -1 })
    .limit(limit)
    .toArray() as unknown as Promise<Registrazione[]>;

export const countUpTo = (filters: readonly Filtro[], limit: number): Promise<number> =>
  register().countDocuments({ $and: [...filters] }, { limit, maxTimeMS: MAX_TIME_MS });

/** One place by its filter, the first or the last in order. */
export const findPosto = (filter: Filtro, order: 1 | -1): Promise<(Posto & { dataRegistrazione: Date }) | null> =>
  register().findOne(filter, {
    projection: { ...POSTO, dataRegistrazione: 1 },
    sort: { anno: order, numero: order },
  }) as unknown as Promise<(Posto & { dataRegistrazione: Date }) | null>;

/** Of before: the indexes by words, of all and of what waits, and those of what waits, by office first. */
const VECCHI = [
  'parole_1_aoo_1_anno_1_numero_1',
  'aoo_1_parole_1_anno_-1_numero_-1',
  'aoo_1_daIndicizzare_1_anno_1_numero_1',
  'aoo_1_parole_1_anno_1_numero_1',
];
/** Takes away the indexes that registers of an earlier version have. */
export const dropVecchiIndiciRicerca = (): Promise<void> => dropVecchi(register(), VECCHI);

/** Whether the register has records that do not wait for the index: then an index must be there. */
export const hasIndicizzate = async (aoo: string, registro: string): Promise<boolean> =>
  (await register().findOne(
    { aoo, registro, daIndicizzare: { $exists: false } },
    { projection: { _id: 1 }, hint: PER_ORDINE },
  )) !== null;

export const countNuove = (aoo: string): Promise<number> =>
  register().countDocuments({ aoo, ...NUOVE }, { hint: NUOVE_PER_ORDINE });

/** More of them never wait for long: the index takes them in when they are some hundred. */
const MAX_NUOVE = 10_000;

/** Those that wait for the index, as they are now. */
export const findPostiNuovi = (aoo: string): Promise<PostoVersione[]> =>
  register()
    .find(
      { aoo, ...NUOVE },
      { projection: { ...POSTO, versione: 1 }, hint: NUOVE_PER_ORDINE, limit: MAX_NUOVE, batchSize: MAX_NUOVE },
    )
    .toArray() as unknown as Promise<PostoVersione[]>;

/** What the index makes its tokens from. */
const CAMPI_INDICE = { canonico: 0, eventi: 0, nascita: 0, richiesta: 0, richieste: 0, catena: 0 } as const;

/** Records that wait for the index, oldest first. */
export const readNuove = (aoo: string, limit: number): Promise<Registrazione[]> =>
  register()
    .find({ aoo, ...NUOVE }, { projection: CAMPI_INDICE, hint: NUOVE_PER_ORDINE, batchSize: 10_000 })
    .sort({ anno: 1, numero: 1 })
    .limit(limit)
    .toArray() as unknown as Promise<Registrazione[]>;

/** Records after a place, in order. */
export const readAfter = (aoo: string, registro: string, after: Posto | undefined): AsyncIterable<Registrazione> =>
  register()
    .find(
      {
        aoo,
        registro,
        ...(after !== undefined && {
          $or: [{ anno: after.anno, numero: { $gt: after.numero } }, { anno: { $gt: after.anno } }],
        }),
      },
      { projection: CAMPI_INDICE, batchSize: 1_000 },
    )
    .sort({ anno: 1, numero: 1 }) as unknown as AsyncIterable<Registrazione>;

/** A record as it was when the index took it; what has changed since waits on. */
export type Presa = Pick<Registrazione, '_id' | 'versione'> & { parole: number };

const SETTLE_AT_ONCE = 1_000;

/** Takes the marks from what the index holds, unless an act or the text of a document has changed it since. */
export async function settleIndicizzate(prese: readonly Presa[]): Promise<void> {
  for (let i = 0; i < prese.length; i += SETTLE_AT_ONCE)
    await register().bulkWrite(
      prese.slice(i, i + SETTLE_AT_ONCE).map(({ _id, versione, parole }) => ({
        updateOne: {
          filter: { _id, versione, parole: { $size: parole } },
          update: { $unset: { daIndicizzare: 1, parole: 1 } },
        },
      })),
      { ordered: false },
    );
}

/** Records that name the file, with what its words are added to. */
export async function findByImpronta(sha256: string): Promise<Registrazione[]> {
  const found = await Promise.all(
    [register(), AttoRepertorioModel.collection].map((records) =>
      records.find({ impronte: sha256 }, { projection: CAMPI_INDICE }).toArray(),
    ),
  );
  return found.flat() as unknown as Registrazione[];
}

/** Gives a record its words anew, those of its documents too, unless it has changed since it was read. */
export async function markParole(
  { _id, registro, versione }: Registrazione,
  parole: readonly string[],
): Promise<boolean> {
  const { matchedCount } = await modelOf(registro).collection.updateOne(
    { _id, versione },
    { $set: { parole: [...parole], daIndicizzare: 'atto' } },
  );
  return matchedCount === 1;
}

/** The index gives words of documents to what it takes in; when more than these wait, it is about to. */
const NATE_AT_ONCE = 1_024;

/** Records that wait for the index since their birth and have no words of documents: their files may be known from others. */
export const findNateSenzaTesto = (): Promise<Registrazione[]> =>
  register()
    .find(
      { daIndicizzare: 'nascita', 'impronte.0': { $exists: true }, parole: { $not: /^d=/ } },
      { projection: CAMPI_INDICE, hint: NUOVE_PER_ORDINE, limit: NATE_AT_ONCE },
    )
    .toArray() as unknown as Promise<Registrazione[]>;
