import type { UpdateQuery } from 'mongoose';
import {
  type Aoo,
  type AooIniziale,
  AooModel,
  findAllAoo,
  type ImpostazioniAoo,
  updateAoo,
} from '../../schemas/aoo.model.js';
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
const trees = createCache(async (key) => buildTree(await findUffici(aooOfKey(key))), { ttlMs: TTL_MS, max: 200 });
const members = createCache(async (key) => new Set(await findNomiUtenti(aooOfKey(key))), { ttlMs: TTL_MS, max: 200 });

const database = (): string => AooModel.db.name;
const keyOf = (aoo: string): string => `${database()}/${aoo}`;
const aooOfKey = (key: string): string => key.slice(key.indexOf('/') + 1);

/** Every AOO, by its code. */
export const allAooByCodice = (): Promise<ReadonlyMap<string, Aoo>> => allAoo.get(database());

/** The settings with which an AOO began, version 0 of its configuration. @throws Problema 400 `aoo-sconosciuta` */
export const inizialiOf = async (codice: string): Promise<ImpostazioniAoo> => (await wholeAoo(codice)).impostazioni;

/** The AOO of that code, at most two seconds old. @throws Problema 400 `aoo-sconosciuta` */
export const aooOf = (codice: string): Promise<Aoo> => wholeAoo(codice);

async function wholeAoo(codice: string): Promise<AooIniziale> {
  const aoo = (await allAoo.get(database())).get(codice);
  if (aoo === undefined)
    throw new Problema('aoo-sconosciuta', `La AOO «${codice.slice(0, 40)}» non esiste: controllare il codice.`);
  return aoo;
}

/** Changes an AOO if it still is as `where` says; null if not. The change is seen at once in this process. */
export async function changeAoo(
  codice: string,
  where: Record<string, unknown>,
  update: UpdateQuery<AooIniziale>,
): Promise<Aoo | null> {
  const changed = await updateAoo(codice, where, update);
  forgetAoo();
  return changed;
}

/** To be called after an AOO was added. */
export const forgetAoo = (): void => allAoo.forget(database());

/** To be called after an office was added or changed. */
export const forgetUffici = (aoo: string): void => trees.forget(keyOf(aoo));

interface Tree {
  byCodice: ReadonlyMap<string, Ufficio>;
  aperti: ReadonlySet<string>;
  /** what was asked for, kept as long as the tree: every request asks for its caller's */
  subtrees: Map<string, readonly string[]>;
}

function buildTree(uffici: readonly Ufficio[]): Tree {
  const byCodice = new Map(uffici.map((ufficio) => [ufficio.codice, ufficio]));
  const aperti = new Set(uffici.filter(({ attivo }) => attivo).map(({ codice }) => codice));
  return { byCodice, aperti, subtrees: new Map() };
}

const treeOf = (aoo: string): Promise<Tree> => trees.get(keyOf(aoo));

/** All offices of an AOO by code, the closed ones too, at most two seconds old. */
export const ufficiOf = async (aoo: string): Promise<Ufficio[]> => [...(await treeOf(aoo)).byCodice.values()];

/** One office, also a closed one; undefined if the AOO has none of that code. */
export const ufficioOf = async (aoo: string, codice: string): Promise<Ufficio | undefined> =>
  (await treeOf(aoo)).byCodice.get(codice);

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
export async function descendantsOf(aoo: string, uo: string): Promise<readonly string[]> {
  const { byCodice, subtrees } = await treeOf(aoo);
  const known = subtrees.get(uo) ?? subtreeOf(byCodice.values(), uo);
  subtrees.set(uo, known);
  return known;
}

/** What a request may name in an AOO: offices that are open, active users with a charge there. */
export interface Conosciuti {
  uffici: ReadonlySet<string>;
  utenti: ReadonlySet<string>;
}

/** What the AOO knows, at most two seconds old. @throws Problema 400 `aoo-sconosciuta` */
export async function conosciutiOf(aoo: string): Promise<Conosciuti> {
  const [, { aperti }, utenti] = await Promise.all([aooOf(aoo), treeOf(aoo), members.get(keyOf(aoo))]);
  return { uffici: aperti, utenti };
}

/** To be called after a user was added or changed. */
export const forgetMembers = (aoo: string): void => members.forget(keyOf(aoo));
