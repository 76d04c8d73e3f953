import type { Collection } from 'mongoose';

/** With so few letters nearly everything matches: going through the list in its order ends sooner. */
const SHORT = 2;
/** Above so many matches of the rarest word the list is gone through in its order: ten are found soon. */
const COMMON = 600;
/** Below so many, one word serves the look-up as well as another. */
const RARE = 150;
const MAX_TIME_MS = 3_000;

type Indice = Record<string, 1 | -1>;

export interface RicercaParole {
  /** equalities with which every index begins, and what else must hold */
  base: Record<string, unknown>;
  /** folded beginnings of words, all wanted; the longest first */
  prefissi: readonly string[];
  limite: number;
  sort: Indice;
  /** the index that begins with the words */
  parole: Indice;
  /** the index that is in the order of the list */
  ordine: Indice;
  proiezione: Record<string, 0 | 1>;
}

interface Parola {
  prefisso: string;
  filtro: { parole: RegExp };
}

/** Codes are rare; words may be anything. */
const isCodice = ({ prefisso }: Parola): boolean => prefisso.length >= 5 && /\d/.test(prefisso);

/** The word by which to look up: that of the fewest matches; undefined if all have many, `nessuna` if one has none. */
async function findRarest(
  collection: Collection,
  base: Record<string, unknown>,
  parole: Indice,
  words: readonly Parola[],
): Promise<Parola | undefined | 'nessuna'> {
  const codice = words.find(isCodice);
  if (codice !== undefined) return codice;
  let best: { word: Parola; count: number } | undefined;
  for (const word of words.filter(({ prefisso }) => prefisso.length > SHORT).slice(0, 3)) {
    const count = await collection.countDocuments(
      { ...base, ...word.filtro },
      { limit: COMMON, maxTimeMS: MAX_TIME_MS, hint: parole },
    );
    if (count === 0) return 'nessuna';
    if (count < (best?.count ?? COMMON)) best = { word, count };
    if (count < RARE) break; // the others can hardly be worth their asking
  }
  return best?.word;
}

/**
 * The first entries of a list in whose words each prefix begins one. A prefix that few words have is looked up and its matches
 * sorted; one that many have is not: the list is gone through in its order until enough are found.
 */
export async function findByParole<R>(collection: Collection, ricerca: RicercaParole): Promise<R[]> {
  const { base, prefissi, limite, sort, parole, ordine, proiezione } = ricerca;
  const words = prefissi.map((prefisso) => ({ prefisso, filtro: { parole: new RegExp(`^${prefisso}`) } }));
  const rarest = await findRarest(collection, base, parole, words);
  if (rarest === 'nessuna') return [];
  const rest = words.filter((word) => word !== rarest).map(({ filtro }) => filtro);
  const filters = rarest === undefined ? rest : [rarest.filtro, ...rest];
  const found = await collection
    .find({ ...base, ...(filters.length > 0 && { $and: filters }) }, { projection: proiezione })
    .sort(sort)
    .limit(limite)
    .hint(rarest === undefined ? ordine : parole)
    .maxTimeMS(MAX_TIME_MS)
    .toArray();
  return found as R[];
}
