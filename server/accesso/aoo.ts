import type { UpdateQuery } from 'mongoose';
import { type Aoo, AooModel, findAllAoo, updateAoo } from '../../schemas/aoo.model.js';
import { findNomiUtenti } from '../../schemas/utente.model.js';
import { findUffici, type Ufficio } from '../../schemas/ufficio.model.js';
import { Problema } from '../lib/problem.js';
import { createCache } from './cache.js';

/** How long a change made by another process may stay unseen. */
const TTL_MS = 2_000;

// AOO are few and nearly every request needs one: all are read at once. The key is the database
const allAoo = createCache(async () => new Map((await findAllAoo()).map((aoo) => [aoo._id, aoo])), {
  ttlMs: TTL_MS,
  max: 10,
});
const trees = createCache(
  async (key) => new Map((await findUffici(aooOfKey(key))).map((ufficio) => [ufficio.codice, ufficio])),
  {
    ttlMs: TTL_MS,
    max: 200,
  },
);

const members = createCache(async (key) => new Set(await findNomiUtenti(aooOfKey(key))), { ttlMs: TTL_MS, max: 200 });

const database = (): string => AooModel.db.name;
const keyOf = (aoo: string): string => `${database()}/${aoo}`;
const aooOfKey = (key: string): string => key.slice(key.indexOf('/') + 1);

/** Every AOO, by its code. */
export const allAooByCodice = (): Promise<ReadonlyMap<string, Aoo>> => allAoo.get(database());

/** The AOO of that code, at most two seconds old. @throws Problema 400 `aoo-sconosciuta` */
export async function aooOf(codice: string): Promise<Aoo> {
  const aoo = (await allAooByCodice()).get(codice);
  if (aoo === undefined)
    throw new Problema('aoo-sconosciuta', `La AOO «${codice.slice(0, 40)}» non esiste: controllare il codice.`);
  return aoo;
}

/** Changes an AOO if it still is as `where` says; null if not. The change is seen at once in this process. */
export async function changeAoo(
  codice: string,
  where: Record<string, unknown>,
  update: UpdateQuery<Aoo>,
): Promise<Aoo | null> {
  const changed = await updateAoo(codice, where, update);
  forgetAoo();
  return changed;
}

/** To be called after an AOO was added. */
export const forgetAoo = (): void => allAoo.forget(database());

/** To be called after an office was added or changed. */
export const forgetUffici = (aoo: string): void => trees.forget(keyOf(aoo));

const treeOf = (aoo: string): Promise<ReadonlyMap<string, Ufficio>> => trees.get(keyOf(aoo));

/** All offices of an AOO by code, the closed ones too, at most two seconds old. */
export const ufficiOf = async (aoo: string): Promise<Ufficio[]> => [...(await treeOf(aoo)).values()];

/** One office, also a closed one; undefined if the AOO has none of that code. */
export const ufficioOf = async (aoo: string, codice: string): Promise<Ufficio | undefined> =>
  (await treeOf(aoo)).get(codice);

/** Codes of an office and of all offices below it, closed ones too; the office itself is first. Pure. */
export function subtreeOf(uffici: Iterable<Pick<Ufficio, 'codice' | 'padre'>>, uo: string): string[] {
  const children = new Map<string, string[]>();
  for (const { codice, padre } of uffici) {
    if (padre !== undefined) children.set(padre, [...(children.get(padre) ?? []), codice]);
  }
  const found = new Set([uo]);
  for (const codice of found) for (const child of children.get(codice) ?? []) found.add(child); // a Set walks what is added meanwhile
  return [...found];
}

/** Codes of an office and of all offices below it. */
export const descendantsOf = async (aoo: string, uo: string): Promise<string[]> =>
  subtreeOf((await treeOf(aoo)).values(), uo);

/** What a request may name in an AOO: offices that are open, active users with a charge there, means. */
export interface Conosciuti {
  uffici: ReadonlySet<string>;
  utenti: ReadonlySet<string>;
  mezzi: ReadonlySet<string>;
}

/** What the AOO knows, at most two seconds old. @throws Problema 400 `aoo-sconosciuta` */
export async function conosciutiOf(aoo: string): Promise<Conosciuti> {
  const [{ impostazioni }, uffici, utenti] = await Promise.all([aooOf(aoo), ufficiOf(aoo), members.get(keyOf(aoo))]);
  return {
    uffici: new Set(uffici.filter(({ attivo }) => attivo).map(({ codice }) => codice)),
    utenti,
    mezzi: new Set(impostazioni.mezzi.map(({ codice }) => codice)),
  };
}

/** To be called after a user was added or changed. */
export const forgetMembers = (aoo: string): void => members.forget(keyOf(aoo));
