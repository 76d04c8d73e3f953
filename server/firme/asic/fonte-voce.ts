import type { Readable } from 'node:stream';
import { type Fonte, FuoriLimite } from '../../formati/fonte.js';
import type { ElencoZip, VoceZip } from '../../formati/zip.js';

/** An entry that is not what the directory of its archive says: its length, or its compression. */
export class VoceRotta extends Error {}

/** What may be expanded for one container, however often. */
const MAX_ESPANSI = 8 * 1024 ** 3;

/** Bytes that are still expanded. */
export class Bilancio {
  #left = MAX_ESPANSI;

  /** @throws FuoriLimite */
  spendi(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw new FuoriLimite();
  }
}

/** An entry that is read on, and begun again where somebody wants what is behind. */
class Lettura {
  #chunks: AsyncIterator<Buffer> | undefined;
  #stream: Readable | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(
    private readonly elenco: ElencoZip,
    private readonly voce: VoceZip,
    private readonly bilancio: Bilancio,
  ) {}

  async #begin(): Promise<AsyncIterator<Buffer>> {
    this.#stream?.destroy();
    this.#stream = await this.elenco.apri(this.voce);
    if (this.#stream === undefined) throw new VoceRotta(this.voce.nome);
    this.#at = 0;
    this.#rest = Buffer.alloc(0);
    return (this.#stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The next piece; empty at the end. */
  async #next(): Promise<Buffer> {
    if (this.#rest.length > 0) {
      const piece = this.#rest;
      this.#rest = Buffer.alloc(0);
      return piece;
    }
    try {
      const next = await this.#chunks?.next();
      const piece = next === undefined || next.done === true ? Buffer.alloc(0) : next.value;
      this.bilancio.spendi(piece.length);
      return piece;
    } catch (error) {
      if (error instanceof FuoriLimite) throw error;
      throw new VoceRotta(this.voce.nome, { cause: error });
    }
  }

  async leggi(inizio: number, fine: number): Promise<Buffer> {
    if (this.#chunks === undefined || inizio < this.#at) this.#chunks = await this.#begin();
    const parts: Buffer[] = [];
    while (this.#at < fine) {
      const piece = await this.#next();
      if (piece.length === 0) throw new VoceRotta(this.voce.nome); // shorter than it says
      const wanted = piece.subarray(Math.max(0, inizio - this.#at), fine - this.#at);
      if (wanted.length > 0) parts.push(wanted);
      const used = Math.min(piece.length, fine - this.#at);
      this.#rest = piece.subarray(used);
      this.#at += used;
    }
    if (this.#at === this.voce.espansi && (await this.#next()).length > 0) throw new VoceRotta(this.voce.nome); // longer
    return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
  }

  close(): void {
    this.#stream?.destroy();
  }
}

/**
 * An entry of an archive as a source: expanded piece by piece as it is read from its beginning on, so that memory does not grow with it.
 * @throws VoceRotta when read, where the entry is longer or shorter than it says; FuoriLimite where too much is expanded
 */
export function fonteDiVoce(elenco: ElencoZip, voce: VoceZip, bilancio: Bilancio): Fonte & { close: () => void } {
  const lettura = new Lettura(elenco, voce, bilancio);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    dimensione: voce.espansi,
    close: () => lettura.close(),
    leggi: (inizio, lunghezza) => {
      const fine = Math.min(inizio + lunghezza, voce.espansi);
      if (fine < inizio || (fine === inizio && voce.espansi > 0)) return Promise.resolve(Buffer.alloc(0));
      const read = turn.then(() => lettura.leggi(inizio, fine)); // one after the other: they share the place
      turn = read.catch(() => undefined);
      return read;
    },
  };
}
