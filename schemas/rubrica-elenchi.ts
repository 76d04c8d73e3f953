import { Types } from 'mongoose';
import { CAMPI_RICORDO, CorrispondenteModel, type Ricordo } from './corrispondente.model.js';
import { findByParole } from './parole-rubrica.js';
import { type SchedaCorrispondente, SchedaModel } from './rubrica.model.js';

/** Where a page of a list by name goes on: after that name and that entry. */
export interface DopoNome {
  nome: string;
  id: string;
}
export interface ElencoPerNome {
  filtro: Record<string, unknown>;
  prefissi: readonly string[];
  dopo: DopoNome | undefined;
  limite: number;
}

const after = (dopo: DopoNome | undefined): Record<string, unknown> =>
  dopo === undefined
    ? {}
    : {
        nome: { $gte: dopo.nome },
        $or: [{ nome: { $gt: dopo.nome } }, { nome: dopo.nome, _id: { $gt: new Types.ObjectId(dopo.id) } }],
      };

const SORT = { nome: 1, _id: 1 } as const;

/** Memories of some views, by name. */
export const listRicordi = (
  aoo: string,
  viste: readonly string[],
  { filtro, prefissi, dopo, limite }: ElencoPerNome,
): Promise<Ricordo[]> =>
  findByParole(CorrispondenteModel.collection, {
    base: { aoo, vista: { $in: [...viste] }, ...filtro, ...after(dopo) },
    prefissi,
    limite,
    sort: SORT,
    parole: { aoo: 1, vista: 1, parole: 1 },
    ordine: { aoo: 1, vista: 1, ...SORT },
    proiezione: CAMPI_RICORDO,
  });

/** Entries of an AOO, or of the IPA, by name. */
export const listSchede = (
  aoo: string,
  { filtro, prefissi, dopo, limite }: ElencoPerNome,
): Promise<SchedaCorrispondente[]> =>
  findByParole(SchedaModel.collection, {
    base: { aoo, ...filtro, ...after(dopo) },
    prefissi,
    limite,
    sort: SORT,
    parole: { aoo: 1, parole: 1 },
    ordine: { aoo: 1, ...SORT },
    proiezione: {},
  });

/** Entries to be proposed while typing: of the IPA the AOO before the bodies and their offices. */
export const proposeSchede = (
  aoo: readonly string[],
  filtro: Record<string, unknown>,
  prefissi: readonly string[],
  limite: number,
): Promise<SchedaCorrispondente[]> =>
  findByParole(SchedaModel.collection, {
    base: { aoo: { $in: [...aoo] }, ...filtro },
    prefissi,
    limite,
    sort: { rango: 1, nome: 1 },
    parole: { aoo: 1, parole: 1 },
    ordine: { aoo: 1, rango: 1, nome: 1 },
    proiezione: { storia: 0 },
  });

const wordsFilter = (prefissi: readonly string[]) =>
  prefissi.length === 0 ? {} : { $and: prefissi.map((prefisso) => ({ parole: new RegExp(`^${prefisso}`) })) };

/** How many entries, at most `fino`. */
export const countSchede = (
  aoo: string,
  filtro: Record<string, unknown>,
  prefissi: readonly string[],
  fino: number,
): Promise<number> => SchedaModel.countDocuments({ aoo, ...filtro, ...wordsFilter(prefissi) }, { limit: fino }).exec();

/** Keys of the memories, at most `fino`; of several views each key once. */
export async function listChiavi(
  aoo: string,
  viste: readonly string[],
  filtro: Record<string, unknown>,
  prefissi: readonly string[],
  fino: number,
): Promise<string[]> {
  const found = await CorrispondenteModel.find(
    { aoo, vista: { $in: [...viste] }, ...filtro, ...wordsFilter(prefissi) },
    { _id: 0, chiave: 1 },
  )
    .limit(fino * viste.length)
    .lean<{ chiave: string }[]>();
  return [...new Set(found.map(({ chiave }) => chiave))];
}

/** Codes that more than one memory or entry of the AOO has, with where. */
export const findCodiciComuni = (
  aoo: string,
  vista: string,
  limite: number,
): Promise<{ _id: string; ids: Types.ObjectId[] }[]> =>
  CorrispondenteModel.aggregate<{ _id: string; ids: Types.ObjectId[] }>([
    { $match: { aoo, vista } },
    { $project: { codici: 1 } },
    { $unionWith: { coll: 'rubrica', pipeline: [{ $match: { aoo, stato: 'attivo' } }, { $project: { codici: 1 } }] } },
    { $unwind: '$codici' },
    { $group: { _id: '$codici', ids: { $push: '$_id' }, quanti: { $sum: 1 } } },
    { $match: { quanti: { $gt: 1 } } },
    { $sort: { _id: 1 } }, // codici fiscali come before names
    { $limit: limite },
    { $project: { ids: { $slice: ['$ids', 12] } } },
  ])
    .allowDiskUse(true)
    .option({ maxTimeMS: 20_000 })
    .exec();

/** Administrations that registrations name without their IPA code. */
export const findSenzaIpa = (aoo: string, vista: string, limite: number): Promise<Ricordo[]> =>
  CorrispondenteModel.find(
    { aoo, vista, 'soggetto.tipo': 'PAI', 'soggetto.codiceIPA': { $exists: false } },
    CAMPI_RICORDO,
  )
    .limit(limite)
    .lean<Ricordo[]>()
    .exec();

export const findRicordiByIds = async (aoo: string, ids: readonly Types.ObjectId[]): Promise<Ricordo[]> =>
  ids.length === 0
    ? []
    : CorrispondenteModel.find({ _id: { $in: [...ids] }, aoo }, CAMPI_RICORDO)
        .lean<Ricordo[]>()
        .exec();
