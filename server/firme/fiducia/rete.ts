import { openAddress } from '../../lib/scarico.js';

/* Lists and answers that authorities publish, asked over the network: little, seldom, and never of private networks. */

const ATTESA_MS = 5_000;
const IN_TUTTO_MS = 15_000;
const MAX_BYTES = 24 * 1024 ** 2;
/** What is kept of answers, bytes. */
const MAX_TENUTI = 48 * 1024 ** 2;
/** An address that did not answer is not asked again for so long. */
const RIPOSO_MS = 60_000;

export interface Chiamata {
  url: string;
  corpo?: { tipo: string; bytes: Buffer };
  /** the domain's instant: what is kept is good until the date of its renewal */
  adesso: Date;
  /** until when an answer is good; undefined: it is not kept, nor is it what was asked for */
  finoOf: (bytes: Buffer) => Date | undefined;
  segnale?: AbortSignal;
}

async function legge(url: string, { corpo, segnale }: Chiamata, retiPrivate: boolean): Promise<Buffer> {
  const limite = AbortSignal.timeout(IN_TUTTO_MS);
  const stream = await openAddress(url, {
    retiPrivate,
    http: true,
    attesaMs: ATTESA_MS,
    segnale: segnale === undefined ? limite : AbortSignal.any([limite, segnale]),
    ...(corpo !== undefined && { corpo }),
  });
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > MAX_BYTES) throw new Error('the answer of an authority is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Asks addresses, keeps what they answered until it is renewed. */
export class Rete {
  readonly #tenuti = new Map<string, { bytes: Buffer; fino: Date }>();
  readonly #muti = new Map<string, number>();
  readonly #inCorso = new Map<string, Promise<Buffer | undefined>>();
  #bytes = 0;

  constructor(private readonly retiPrivate: boolean) {}

  /** What an address answers; undefined where it does not, or answers something else. */
  async chiedi(chiamata: Chiamata): Promise<Buffer | undefined> {
    const key = `${chiamata.url} ${chiamata.corpo?.bytes.toString('base64') ?? ''}`;
    const known = this.#tenuti.get(key);
    if (known !== undefined && chiamata.adesso < known.fino) return known.bytes;
    if ((this.#muti.get(chiamata.url) ?? 0) > performance.now()) return undefined;
    const running = this.#inCorso.get(key);
    if (running !== undefined) return running;
    const asked = this.#chiede(key, chiamata).finally(() => this.#inCorso.delete(key));
    this.#inCorso.set(key, asked);
    return asked;
  }

  async #chiede(key: string, chiamata: Chiamata): Promise<Buffer | undefined> {
    const bytes = await legge(chiamata.url, chiamata, this.retiPrivate).catch(() => undefined);
    const fino = bytes === undefined ? undefined : chiamata.finoOf(bytes);
    if (bytes === undefined || fino === undefined) {
      if (chiamata.segnale?.aborted !== true) this.#tace(chiamata.url);
      return undefined;
    }
    this.#tieni(key, bytes, fino);
    return bytes;
  }

  #tace(url: string): void {
    if (this.#muti.size > 1_000) this.#muti.clear();
    this.#muti.set(url, performance.now() + RIPOSO_MS);
  }

  #tieni(key: string, bytes: Buffer, fino: Date): void {
    this.#bytes += bytes.length - (this.#tenuti.get(key)?.bytes.length ?? 0);
    this.#tenuti.delete(key);
    this.#tenuti.set(key, { bytes, fino });
    for (const [oldest, { bytes: old }] of this.#tenuti) {
      if (this.#bytes <= MAX_TENUTI) break;
      this.#tenuti.delete(oldest);
      this.#bytes -= old.length;
    }
  }
}
