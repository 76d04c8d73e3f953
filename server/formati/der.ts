import type { Fonte } from './fonte.js';

/** An element of DER or BER (X.690), by places in the source; with indefinite length `fine` is not known before it is walked. */
export interface Elemento {
  tag: number;
  /** where the element begins */
  testa: number;
  /** where its content begins */
  inizio: number;
  fine: number | undefined;
}

export const SEQUENCE = 0x30;
export const SET = 0x31;
export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const OCTET_STRING_A_PEZZI = 0x24;
export const OID = 0x06;
export const UTF8 = 0x0c;
export const BIT_STRING = 0x03;
export const CONTEXT_0 = 0xa0;

const MAX_LENGTH_BYTES = 6;
const MAX_DEPTH = 30;

/** The element at a place; undefined where there is none. What says to go on past the end is taken to end there. */
export async function elementoA(fonte: Fonte, testa: number): Promise<Elemento | undefined> {
  const head = await fonte.leggi(testa, 2 + MAX_LENGTH_BYTES);
  const [tag, first] = head;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  if (first < 0x80) return { tag, testa, inizio: testa + 2, fine: Math.min(testa + 2 + first, fonte.dimensione) };
  const count = first & 0x7f;
  if (count === 0) return { tag, testa, inizio: testa + 2, fine: undefined };
  if (count > MAX_LENGTH_BYTES || head.length < 2 + count) return undefined;
  const inizio = testa + 2 + count;
  return { tag, testa, inizio, fine: Math.min(inizio + head.readUIntBE(2, count), fonte.dimensione) };
}

/** The two zero bytes that end what has no length. */
const isEnd = ({ tag, inizio, fine }: Elemento): boolean => tag === 0 && inizio === fine;

/** Where the element after this one begins. */
export async function dopo(fonte: Fonte, elemento: Elemento, depth = 0): Promise<number | undefined> {
  if (elemento.fine !== undefined) return elemento.fine;
  if (depth > MAX_DEPTH) return undefined;
  for (let at: number | undefined = elemento.inizio; at !== undefined;) {
    const one = await elementoA(fonte, at);
    if (one === undefined) return undefined;
    if (isEnd(one)) return one.inizio;
    at = await dopo(fonte, one, depth + 1);
  }
  return undefined;
}

/** The elements inside one, in order, as they are asked for. */
export async function* figli(fonte: Fonte, padre: Elemento): AsyncGenerator<Elemento, void> {
  for (let at: number | undefined = padre.inizio; at !== undefined && at < (padre.fine ?? fonte.dimensione);) {
    const one = await elementoA(fonte, at);
    if (one === undefined || isEnd(one)) return;
    yield one;
    at = await dopo(fonte, one);
  }
}

/** The first elements inside one. */
export async function primiFigli(fonte: Fonte, padre: Elemento | undefined, count: number): Promise<Elemento[]> {
  const found: Elemento[] = [];
  if (padre === undefined || count === 0) return found;
  for await (const one of figli(fonte, padre)) {
    found.push(one);
    if (found.length === count) break; // the rest is not walked
  }
  return found;
}

const SHORT = 64;

/** The content of a short element, as hex digits. */
export async function esadecimale(fonte: Fonte, elemento: Elemento | undefined): Promise<string> {
  if (elemento?.fine === undefined || elemento.fine - elemento.inizio > SHORT) return '';
  return (await fonte.leggi(elemento.inizio, elemento.fine - elemento.inizio)).toString('hex');
}
