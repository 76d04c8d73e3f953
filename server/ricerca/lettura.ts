import { LRUCache } from 'lru-cache';
import { type Blocco, findStato, type StatoIndice } from '../../schemas/ricerca.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { databaseName, type DomandaIstante } from '../../schemas/registrazione-ricerca.model.js';
import { decode, type Insieme, unionOf, unionView, type Vista, withoutView } from './posizioni.js';

/** A place in the register, and how the index counts it. */
export type Voce = Pick<Registrazione, 'anno' | 'numero'>;

export interface Indice {
  stato: StatoIndice;
  segmenti: { id: string; testi: boolean; superate: Insieme }[];
}

export const nomeIndice = (aoo: string, registro: string): string => `${aoo}/${registro}`;

/** The position of a number; undefined for a year that the index does not know, or a number before its first. */
export function posizioneOf({ anni }: Pick<StatoIndice, 'anni'>, { anno, numero }: Voce): number | undefined {
  const year = anni.find((one) => one.anno === anno);
  return year === undefined || numero < year.primo ? undefined : year.base + numero - year.primo;
}

export function voceOf({ anni }: Pick<StatoIndice, 'anni'>, posizione: number): Voce {
  const year = anni.findLast(({ base }) => base <= posizione);
  return year === undefined ? { anno: 0, numero: 0 } : { anno: year.anno, numero: year.primo + posizione - year.base };
}

/** Positions before the number: what comes before its year stays, what would follow the last known year too. */
export function posizioniBefore({ anni }: Pick<StatoIndice, 'anni'>, { anno, numero }: Voce): number {
  const year = anni.find((one) => one.anno === anno);
  if (year !== undefined) {
    const next = anni[anni.indexOf(year) + 1];
    return Math.min(Math.max(year.base, year.base + numero - year.primo), next?.base ?? Infinity);
  }
  return anni.find((one) => one.anno > anno)?.base ?? Infinity;
}

/** Bytes of sets that a process keeps: they never change, and what is asked once is often asked again with one letter more. */
const CACHE_BYTES = 24 * 1024 ** 2;
const EMPTY: Insieme = new Map();
const VOCE_BYTES = 200;

const sizeOf = (insieme: Insieme): number =>
  [...insieme.values()].reduce((sum, { valori }) => sum + valori.byteLength + VOCE_BYTES, VOCE_BYTES);

/** Sets of positions by the name of their block; the one used longest ago goes first. */
const memoria = new LRUCache<string, Insieme>({ maxSize: CACHE_BYTES, sizeCalculation: sizeOf });
const indici = new Map<string, Indice>();
const keyOf = (nome: string): string => `${databaseName()}/${nome}`;

const indiceOf = (stato: StatoIndice): Indice => ({
  stato,
  segmenti: stato.segmenti.map(({ id, testi, superate }) => ({ id, testi, superate: decode(superate.buffer) })),
});

/** The index as this process knows it: what it reads by is looked at again when it has read ({@link isCurrent}). */
export async function readIndice(nome: string): Promise<Indice | null> {
  const known = indici.get(keyOf(nome));
  if (known !== undefined) return known;
  const stato = await findStato(nome);
  if (stato === null) return null;
  const indice = indiceOf(stato);
  if (stato.completo) indici.set(keyOf(nome), indice);
  return indice;
}

/** Whether the index is still the one that was read by; if not, the next one to ask reads it anew. */
export function isCurrent(nome: string, { stato }: Indice, generazione: number | undefined): boolean {
  const current = generazione === stato.generazione;
  if (!current) indici.delete(keyOf(nome));
  return current;
}

/** What is to be found: any of these tokens, or of those that begin so. */
export interface Domanda {
  gettoni: readonly string[];
  prefissi: readonly string[];
}

const ofTesto = (gettone: string): boolean => gettone.startsWith('d=');

/** Names of the blocks that may hold the token. */
const namesOf = ({ segmenti }: Indice, gettone: string): string[] =>
  segmenti.filter(({ testi }) => testi || !ofTesto(gettone)).map(({ id }) => `${id}|${gettone}`);

/** What a process remembers of all tokens that begin so, as one set. */
const beginning = (name: string): string => `${name}*`;

/** Of these sets those in memory, and which are still to be read. */
function recall(names: Iterable<string>): { known: Map<string, Insieme>; missing: string[] } {
  const known = new Map<string, Insieme>();
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const insieme = memoria.get(name);
    if (insieme === undefined) missing.push(name);
    else known.set(name, insieme);
  }
  return { known, missing };
}

/** Blocks that are not in memory, and what else is read at the same instant. */
type Leggi<L extends { blocchi: readonly Blocco[] }> = (blocchi: DomandaIstante['blocchi']) => Promise<L>;

/**
 * The positions of each question, in one reading; what a newer segment holds anew is left out.
 * @returns what was read besides, too
 */
export async function readInsiemi<L extends { blocchi: readonly Blocco[] }>(
  indice: Indice,
  domande: readonly Domanda[],
  leggi: Leggi<L>,
): Promise<{ insiemi: Vista[]; letto: L }> {
  const esatti = recall(domande.flatMap(({ gettoni }) => gettoni.flatMap((one) => namesOf(indice, one))));
  const inizi = recall(
    domande.flatMap(({ prefissi }) => prefissi.flatMap((one) => namesOf(indice, one).map(beginning))),
  );
  const begun = inizi.missing.map((name) => ({ name, start: name.slice(0, -1), sets: [] as Insieme[] }));
  const exact = new Set(esatti.missing);
  const letto = await leggi({ nomi: esatti.missing, inizi: begun.map(({ start }) => start) });
  for (const { _id, b } of letto.blocchi) {
    const insieme = decode(b.buffer);
    if (exact.has(_id)) esatti.known.set(_id, insieme);
    for (const { start, sets } of begun) if (_id.startsWith(start)) sets.push(insieme);
  }
  for (const { name, sets } of begun) inizi.known.set(name, unionOf(sets));
  for (const id of esatti.missing) memoria.set(id, esatti.known.get(id) ?? EMPTY);
  for (const name of inizi.missing) memoria.set(name, inizi.known.get(name) ?? EMPTY);
  const insiemi = domande.map((domanda) => {
    const sets = indice.segmenti.flatMap(({ id, superate }) => {
      const here = [
        ...domanda.gettoni.map((gettone) => esatti.known.get(`${id}|${gettone}`) ?? EMPTY),
        ...domanda.prefissi.map((prefisso) => inizi.known.get(beginning(`${id}|${prefisso}`)) ?? EMPTY),
      ];
      return here.filter(({ size }) => size > 0).map((insieme) => withoutView(insieme, superate));
    });
    return unionView(sets);
  });
  return { insiemi, letto };
}
