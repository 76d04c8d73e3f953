import type { ObjectStore } from '../../storage/object-store.js';

/** Bytes of a file, or of a part of it, read only as far as they are needed. */
export interface Fonte {
  readonly dimensione: number;
  /** At most `lunghezza` bytes from `inizio` on; fewer at the end. @throws FuoriLimite */
  leggi(inizio: number, lunghezza: number): Promise<Buffer>;
}

/** An examination wanted more bytes or more time than it was given. */
export class FuoriLimite extends Error {
  constructor() {
    super('the examination of a file passed its limit');
  }
}

/** What an examination may spend, whatever a hostile file makes it want; one for all the files of a request. */
export class Limite {
  readonly #end: number;
  #left: number;

  constructor({ ms, bytes }: { ms: number; bytes: number }) {
    this.#end = performance.now() + ms;
    this.#left = bytes;
  }

  /** Milliseconds that are left. */
  get tempo(): number {
    return this.#end - performance.now();
  }

  /** @throws FuoriLimite */
  spendi(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0 || this.tempo < 0) throw new FuoriLimite();
  }
}

export const fonteDiBytes = (bytes: Buffer, limite?: Limite): Fonte => ({
  dimensione: bytes.length,
  leggi: (inizio, lunghezza) => {
    limite?.spendi(0);
    return Promise.resolve(bytes.subarray(inizio, inizio + lunghezza));
  },
});

const PAGE = 64 * 1024;
const KEPT_PAGES = 16;

/** A source over ranges that cost a call each: small readings share pages, long ones go straight. */
export function fonteAPagine(
  dimensione: number,
  limite: Limite,
  readRange: (inizio: number, fine: number) => Promise<Buffer>,
): Fonte {
  const pages = new Map<number, Promise<Buffer>>();
  const range = (inizio: number, lunghezza: number): Promise<Buffer> => {
    limite.spendi(lunghezza);
    return readRange(inizio, inizio + lunghezza - 1);
  };
  const page = (n: number): Promise<Buffer> => {
    const known = pages.get(n);
    if (known !== undefined) {
      pages.delete(n);
      pages.set(n, known); // the last used goes last
      return known;
    }
    const read = range(n * PAGE, Math.min(PAGE, dimensione - n * PAGE));
    pages.set(n, read);
    const [oldest] = pages.keys();
    if (pages.size > KEPT_PAGES && oldest !== undefined) pages.delete(oldest);
    return read;
  };
  return {
    dimensione,
    leggi: async (inizio, lunghezza) => {
      limite.spendi(0);
      const length = Math.max(0, Math.min(lunghezza, dimensione - inizio));
      if (length === 0) return Buffer.alloc(0);
      if (length > PAGE) return range(inizio, length);
      const first = Math.floor(inizio / PAGE);
      const last = Math.floor((inizio + length - 1) / PAGE);
      const read = await Promise.all(Array.from({ length: last - first + 1 }, (_one, i) => page(first + i)));
      const from = inizio - first * PAGE;
      return (read.length === 1 ? (read[0] ?? Buffer.alloc(0)) : Buffer.concat(read)).subarray(from, from + length);
    },
  };
}

/** A stored file; its first bytes, kept while it arrived, are not read again. */
export function fonteDiDeposito(
  store: Pick<ObjectStore, 'open'>,
  { sha256, dimensione, inizio: head }: { sha256: string; dimensione: number; inizio: Buffer },
  limite: Limite,
): Fonte {
  if (head.length >= dimensione) return fonteDiBytes(head, limite);
  const stored = fonteAPagine(dimensione, limite, async (inizio, fine) => {
    const { stream } = await store.open(sha256, { start: inizio, end: fine });
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
  return {
    dimensione,
    leggi: (inizio, lunghezza) =>
      inizio + lunghezza <= head.length
        ? Promise.resolve(head.subarray(inizio, inizio + lunghezza))
        : stored.leggi(inizio, lunghezza),
  };
}

export interface Segmento {
  inizio: number;
  lunghezza: number;
}

/** The part of a source that these segments make, one after the other, as what an envelope holds. */
export function fonteDiSegmenti(fonte: Fonte, segmenti: readonly Segmento[]): Fonte {
  const starts: number[] = [];
  let total = 0;
  for (const { lunghezza } of segmenti) {
    starts.push(total);
    total += lunghezza;
  }
  /** Index of the segment that holds a place. */
  const indexAt = (place: number): number => {
    let [low, high] = [0, segmenti.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    dimensione: total,
    leggi: async (inizio, lunghezza) => {
      const end = Math.min(inizio + lunghezza, total);
      const parts: Buffer[] = [];
      for (let at = inizio, i = indexAt(inizio); at < end; i += 1) {
        const segmento = segmenti[i];
        if (segmento === undefined) break;
        const skip = at - (starts[i] ?? 0);
        const part = await fonte.leggi(segmento.inizio + skip, Math.min(segmento.lunghezza - skip, end - at));
        if (part.length === 0 && segmento.lunghezza > skip) break; // cut short
        parts.push(part);
        at += part.length;
      }
      return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
    },
  };
}
