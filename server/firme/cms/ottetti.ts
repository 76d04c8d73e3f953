import { createHash, type Hash } from 'node:crypto';
import type { Segmento } from '../../formati/fonte.js';
import { type Aperto, Finestra, Illeggibile, oltre } from './finestra.js';
import { TAG } from './asn1.js';

/* The content of an envelope, passed once: in one piece or in many, of any size, without being held. */

const PEZZO = 1024 ** 2;
/** Strings in strings. */
const MAX_DEPTH = 8;
/** Parts that a content may have: more are made only to make the reader work. */
const MAX_PEZZI = 4_000_000;
/** Parts that are told to who wants to read the content. */
const MAX_SEGMENTI = 200_000;

/** Bytes of a part of a source; the next is being read while the last one is used. */
export async function* pezziDi(finestra: Finestra, inizio: number, lunghezza: number): AsyncGenerator<Buffer, void> {
  if (lunghezza <= PEZZO) {
    yield await finestra.leggi(inizio, lunghezza);
    return;
  }
  const end = inizio + lunghezza;
  const read = (at: number) => finestra.fonte.leggi(at, Math.min(PEZZO, end - at));
  let next = read(inizio);
  for (let at = inizio; at < end;) {
    const piece = await next;
    if (piece.length === 0) throw new Illeggibile('La firma è troncata.');
    at += piece.length;
    if (at < end) {
      next = read(at);
      next.catch(() => undefined); // told when it is awaited
    }
    yield piece;
  }
}

/** What is learned of a content while it passes. */
export class Passata {
  readonly #hash: Map<string, Hash>;
  #segmenti: Segmento[] | undefined = [];
  #dimensione = 0;
  #pezzi = 0;

  constructor(algoritmi: Iterable<string>) {
    this.#hash = new Map([...new Set(algoritmi)].map((one) => [one, createHash(one)]));
  }

  get dimensione(): number {
    return this.#dimensione;
  }

  /** Its parts in the source; undefined where they are too many. */
  get segmenti(): Segmento[] | undefined {
    return this.#segmenti;
  }

  async prendi(finestra: Finestra, inizio: number, lunghezza: number): Promise<void> {
    this.#pezzi += 1;
    if (this.#pezzi > MAX_PEZZI) throw new Illeggibile('Il contenuto è diviso in troppe parti.');
    this.#dimensione += lunghezza;
    if (this.#segmenti !== undefined && lunghezza > 0 && this.#segmenti.push({ inizio, lunghezza }) > MAX_SEGMENTI)
      this.#segmenti = undefined;
    for await (const piece of pezziDi(finestra, inizio, lunghezza))
      for (const hash of this.#hash.values()) hash.update(piece);
  }

  fine(): Map<string, Buffer> {
    return new Map([...this.#hash].map(([name, hash]) => [name, hash.digest()]));
  }
}

/** Passes an OCTET STRING, whole or in pieces (BER). @returns where what follows it begins @throws Illeggibile */
export async function passaOttetti(finestra: Finestra, stringa: Aperto, passata: Passata, depth = 0): Promise<number> {
  if (depth > MAX_DEPTH) throw new Illeggibile('La struttura della firma non è leggibile.');
  if (stringa.tag === TAG.octetString && stringa.fine !== undefined) {
    await passata.prendi(finestra, stringa.inizio, stringa.fine - stringa.inizio);
    return stringa.fine;
  }
  if (stringa.tag !== TAG.octetStringAPezzi) throw new Illeggibile('Il contenuto della firma non è leggibile.');
  let at = stringa.inizio;
  while (!(await finestra.isFine(stringa, at)))
    at = await passaOttetti(finestra, await finestra.apri(at, stringa.fine), passata, depth + 1);
  return oltre(stringa, at);
}

/** The digests of a whole source, in one pass. */
export async function digestDiFonte(finestra: Finestra, algoritmi: Iterable<string>): Promise<Map<string, Buffer>> {
  const passata = new Passata(algoritmi);
  await passata.prendi(finestra, 0, finestra.fonte.dimensione);
  return passata.fine();
}
