import { isDuplicateKey } from '../server/lib/mongo.js';
import { DatiNonValidiError } from '../server/lib/problem.js';
import {
  findRevisioni,
  findVersioni,
  insertVersioni,
  type Versione,
  VersioneTitolarioModel,
} from '../schemas/titolario.model.js';
import { type AttoClassifica, faultOfClassifica } from './classifica.js';
import { normalizeCodice } from './codice.js';
import { alOf, versioneOn, type VoceInVigore, vociOn } from './titolario.js';

/** A version with its voci as they stand on one day. */
export interface TitolarioInVigore {
  numero: number;
  denominazione: string;
  dal: string;
  al?: string;
  voci: readonly VoceInVigore[];
  byCodice: ReadonlyMap<string, VoceInVigore>;
}

interface Cached {
  revisioni: string;
  versioni: readonly Versione[];
  /** By number of version and day; days asked for are few. */
  views: Map<string, TitolarioInVigore>;
  checkedAtMs: number;
}

/** How long a change made by another process may stay unseen. */
const STALE_MS = 1_000;
const MAX_VIEWS = 40;
const cache = new Map<string, Cached>();

const keyOf = (aoo: string): string => `${VersioneTitolarioModel.db.name}/${aoo}`;

/** The versions of an AOO, read again when their revision counters say that something changed. */
async function versioniOf(aoo: string): Promise<Cached> {
  const key = keyOf(aoo);
  const known = cache.get(key);
  const nowMs = performance.now();
  if (known !== undefined && nowMs - known.checkedAtMs < STALE_MS) return known;
  const revisioni = await findRevisioni(aoo);
  if (known?.revisioni === revisioni) {
    known.checkedAtMs = nowMs;
    return known;
  }
  const fresh: Cached = { revisioni, versioni: await findVersioni(aoo), views: new Map(), checkedAtMs: nowMs };
  if (fresh.versioni.length > 0) cache.set(key, fresh);
  return fresh;
}

function viewOn({ versioni, views }: Cached, versione: Versione, day: string): TitolarioInVigore {
  const key = `${versione.numero}/${day}`;
  const known = views.get(key);
  if (known !== undefined) return known;
  const voci = vociOn(versione, day);
  const al = alOf(versioni, versione);
  const { numero, denominazione, dal } = versione;
  const byCodice = new Map(voci.map((voce) => [voce.codice, voce]));
  const view: TitolarioInVigore = { numero, denominazione, dal, ...(al !== undefined && { al }), voci, byCodice };
  if (views.size >= MAX_VIEWS) views.clear();
  views.set(key, view);
  return view;
}

/**
 * Gives an AOO its first versions. Safe to repeat and to run in several processes at once: a version that is there, by its
 * number or its first day, stays as it is.
 */
export async function ensureTitolario(aoo: string, versioni: readonly Versione[]): Promise<void> {
  const present = await findVersioni(aoo);
  const missing = versioni.filter(
    (one) => !present.some(({ numero, dal }) => numero === one.numero || dal === one.dal),
  );
  if (missing.length === 0) return;
  await insertVersioni(aoo, missing).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
  cache.delete(keyOf(aoo));
}

/** All versions of an AOO by number, at most a second old; not to be changed by who reads them. */
export const listVersioni = async (aoo: string): Promise<readonly Versione[]> => (await versioniOf(aoo)).versioni;

/** To be called after a version was added or changed. */
export const forgetTitolario = (aoo: string): void => void cache.delete(keyOf(aoo));

/** The titolario of an AOO in force on a legal day (`YYYY-MM-DD`); undefined before its first version. */
export async function titolarioOf(aoo: string, day: string): Promise<TitolarioInVigore | undefined> {
  const cached = await versioniOf(aoo);
  const versione = versioneOn(cached.versioni, day);
  return versione && viewOn(cached, versione, day);
}

/** One version by its number, with its voci as they stand on a legal day; undefined if the AOO has none of that number. */
export async function findVersione(aoo: string, numero: number, day: string): Promise<TitolarioInVigore | undefined> {
  const cached = await versioniOf(aoo);
  const versione = cached.versioni.find((one) => one.numero === numero);
  return versione && viewOn(cached, versione, day);
}

/** The voce of a code as typed (`VI/3`, `6.3`, …) in the version in force on a legal day, closed ones too; undefined if there is none. */
export async function findVoce(aoo: string, day: string, typed: string): Promise<VoceInVigore | undefined> {
  const codice = normalizeCodice(typed);
  return codice === null ? undefined : (await titolarioOf(aoo, day))?.byCodice.get(codice);
}

/**
 * The voce with which a document may be classified on a legal day.
 * @throws DatiNonValidiError naming `classifica` (or `motivoClassifica`) if the code is unknown, closed, or not for who asks
 */
export async function requireClassifica(
  aoo: string,
  day: string,
  typed: string,
  atto: AttoClassifica,
): Promise<VoceInVigore> {
  const voce = await findVoce(aoo, day, typed);
  if (voce === undefined) {
    const messaggio = `La voce «${typed.slice(0, 60)}» non esiste nel titolario in vigore: sceglierne una, per esempio VI.3.`;
    throw new DatiNonValidiError([{ campo: 'classifica', messaggio }]);
  }
  const fault = faultOfClassifica(voce, atto);
  if (fault !== null) throw new DatiNonValidiError([fault]);
  return voce;
}
