import type { Fonte } from '../../formati/fonte.js';

const FINESTRA = 1024 ** 2;

/** A structure cannot be walked: truncated, malformed, larger than is read. The message is for who reads it. */
export class Illeggibile extends Error {}

/** Where an element of a structure stands; `fine` undefined: its end is not known before it is walked. */
export interface Aperto {
  tag: number;
  inizio: number;
  fine: number | undefined;
}

/** A source read onwards through one buffer: headers that stand near to each other cost one reading. */
export class Finestra {
  #bytes: Buffer = Buffer.alloc(0);
  #inizio = 0;

  constructor(readonly fonte: Fonte) {}

  /** Bytes at a place; fewer at the end of the source. */
  async leggi(at: number, lunghezza: number): Promise<Buffer> {
    const from = at - this.#inizio;
    if (from >= 0 && from + lunghezza <= this.#bytes.length) return this.#bytes.subarray(from, from + lunghezza);
    this.#bytes = await this.fonte.leggi(at, Math.max(lunghezza, FINESTRA));
    this.#inizio = at;
    return this.#bytes.subarray(0, lunghezza);
  }

  /** The header there. @param limite - where what holds it ends @throws Illeggibile */
  async apri(at: number, limite: number | undefined): Promise<Aperto> {
    const head = await this.leggi(at, 8);
    const [tag, first] = head;
    const end = limite ?? this.fonte.dimensione;
    if (tag === undefined || first === undefined || at + 2 > end) throw new Illeggibile('La firma è troncata.');
    if ((tag & 0x1f) === 0x1f) throw new Illeggibile('La struttura della firma non è leggibile.');
    if (first === 0x80) {
      if ((tag & 0x20) === 0) throw new Illeggibile('La struttura della firma non è leggibile.');
      return { tag, inizio: at + 2, fine: undefined };
    }
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (count > 6) throw new Illeggibile('La struttura della firma non è leggibile.');
    if (head.length < 2 + count) throw new Illeggibile('La firma è troncata.');
    const inizio = at + 2 + count;
    const fine = inizio + (count === 0 ? first : head.readUIntBE(2, count));
    if (fine > this.fonte.dimensione) throw new Illeggibile('La firma è troncata.');
    if (fine > end) throw new Illeggibile('La struttura della firma non è leggibile.');
    return { tag, inizio, fine };
  }

  /** Whether the elements inside end at this place. */
  async isFine(dentro: Aperto, at: number): Promise<boolean> {
    if (dentro.fine !== undefined) return at >= dentro.fine;
    const zeros = await this.leggi(at, 2);
    if (zeros.length < 2) throw new Illeggibile('La firma è troncata.');
    return zeros[0] === 0 && zeros[1] === 0;
  }
}

/** Where what follows an element begins, when its elements end at `at`. */
export const oltre = ({ fine }: Aperto, at: number): number => fine ?? at + 2;
