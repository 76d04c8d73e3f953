import { findBlocchi, findGenerazione, findStato, type StatoIndice } from '../../schemas/ricerca.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { databaseName } from '../../schemas/registrazione-ricerca.model.js';
import { decode, type Insieme, unionOf, withoutAll } from './posizioni.js';

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
class Memoria {
  readonly #sets = new Map<string, Insieme>();
  #bytes = 0;

  get(id: string): Insieme | undefined {
    const known = this.#sets.get(id);
    if (known === undefined) return undefined;
    this.#sets.delete(id);
    this.#sets.set(id, known);
    return known;
  }

  put(id: string, insieme: Insieme): void {
    if (this.#sets.has(id)) return;
    this.#sets.set(id, insieme);
    this.#bytes += sizeOf(insieme);
    for (const [oldest, set] of this.#sets) {
      if (this.#bytes <= CACHE_BYTES) break;
      this.#sets.delete(oldest);
      this.#bytes -= sizeOf(set);
    }
  }
}

const memoria = new Memoria();
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
export async function isCurrent(nome: string, { stato }: Indice): Promise<boolean> {
  const current = (await findGenerazione(nome)) === stato.generazione;
  if (!current) indici.delete(keyOf(nome));
  return current;
}

/** What is to be found: any of these tokens, or of those that begin so. */
export interface Domanda {
  gettoni: readonly string[];
  prefissi: readonly string[];
}

const escapeRegex = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const ofTesto = (gettone: string): boolean => gettone.startsWith('d=');

/** Names of the blocks that may hold the token. */
const namesOf = ({ segmenti }: Indice, gettone: string): string[] =>
  segmenti.filter(({ testi }) => testi || !ofTesto(gettone)).map(({ id }) => `${id}|${gettone}`);

/**
 * The positions of each question, in one reading; what a newer segment holds anew is left out.
 */
export async function readInsiemi(indice: Indice, domande: readonly Domanda[]): Promise<Insieme[]> {
  const found = new Map<string, Insieme>();
  const missing: string[] = [];
  for (const id of new Set(domande.flatMap(({ gettoni }) => gettoni.flatMap((one) => namesOf(indice, one))))) {
    const known = memoria.get(id);
    if (known === undefined) missing.push(id);
    else found.set(id, known);
  }
  const prefissi = domande.flatMap((one) => one.prefissi);
  const patterns = prefissi.flatMap((prefisso) =>
    namesOf(indice, prefisso).map((name) => new RegExp(`^${escapeRegex(name)}`)),
  );
  const [blocchi, begun] = await Promise.all([
    missing.length === 0 ? [] : findBlocchi(missing),
    patterns.length === 0 ? [] : findBlocchi(patterns),
  ]);
  for (const { _id, b } of blocchi) found.set(_id, decode(b.buffer));
  for (const id of missing) memoria.put(id, found.get(id) ?? EMPTY);
  const inizi = begun.map(({ _id, b }) => ({ _id, insieme: decode(b.buffer) }));
  return domande.map((domanda) => {
    const sets = indice.segmenti.flatMap(({ id, superate }) => {
      const here = [
        ...domanda.gettoni.map((gettone) => found.get(`${id}|${gettone}`) ?? EMPTY),
        ...domanda.prefissi.flatMap((prefisso) =>
          inizi.filter(({ _id }) => _id.startsWith(`${id}|${prefisso}`)).map(({ insieme }) => insieme),
        ),
      ];
      return here.filter(({ size }) => size > 0).map((insieme) => withoutAll(insieme, superate));
    });
    return unionOf(sets);
  });
}
