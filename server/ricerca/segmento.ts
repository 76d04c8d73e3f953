import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { type Blocco, blocchiOf, insertBlocchi, type Segmento } from '../../schemas/ricerca.model.js';
import { countOf, decode, encode, type Insieme, insiemeOf, unionOf, withoutAll } from './posizioni.js';
import { isRara } from './sequenze.js';

/** Segments of the index: written once, merged into greater ones, taken away. */

const WRITE_AT_ONCE = 2_000;
const NIENTE = new mongo.Binary(Buffer.alloc(0));

/** Eight letters and digits: no two segments share them. */
export const newSegmentoId = (): string => randomBytes(8).readBigUInt64LE().toString(36).padStart(13, '0').slice(-8);

/** As the database orders names. */
const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Said again and again while a segment is written, which of a great one takes minutes. @throws when the work is another's, or is to end */
export type Tieni = () => Promise<unknown>;

class Scrittore {
  #waiting: Blocco[] = [];
  testi = false;

  /**
   * @param n - records of the segment
   * @param tieni - keeps the work ours, or throws
   */
  constructor(
    private readonly segmento: string,
    private readonly n: number,
    private readonly tieni: Tieni,
  ) {}

  async put(gettone: string, insieme: Insieme): Promise<void> {
    if (isRara(gettone, countOf(insieme), this.n)) return;
    if (gettone.startsWith('d=')) this.testi = true;
    this.#waiting.push({ _id: `${this.segmento}|${gettone}`, b: new mongo.Binary(encode(insieme)) });
    if (this.#waiting.length >= WRITE_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const blocchi = this.#waiting;
    this.#waiting = [];
    if (blocchi.length > 0) await insertBlocchi(blocchi);
    await this.tieni();
  }
}

/** Gathers what records are found by, until it is enough for a segment. */
export class Raccoglitore {
  readonly #posizioni = new Map<string, number[]>();
  n = 0;
  /** pairs of token and position, which is what costs memory */
  coppie = 0;

  /** @param posizione - higher than all before it */
  add(posizione: number, gettoni: ReadonlySet<string>): void {
    for (const gettone of gettoni) {
      const known = this.#posizioni.get(gettone);
      if (known === undefined) this.#posizioni.set(gettone, [posizione]);
      else known.push(posizione);
    }
    this.n += 1;
    this.coppie += gettoni.size;
  }

  async write(id: string, tieni: Tieni): Promise<Segmento> {
    const scrittore = new Scrittore(id, this.n, tieni);
    for (const gettone of [...this.#posizioni.keys()].sort(byBytes))
      await scrittore.put(gettone, insiemeOf(this.#posizioni.get(gettone) ?? []));
    await scrittore.flush();
    return { id, n: this.n, testi: scrittore.testi, superate: NIENTE };
  }
}

/** A block of a segment that is read token by token. */
interface Testa {
  gettone: string;
  /** of the token: what the order of blocks is told by */
  bytes: Buffer;
  insieme: Insieme;
}

interface Fonte {
  next: () => Promise<void>;
  head: () => Testa | undefined;
}

/** Reads a segment token by token, without what newer ones hold anew. */
async function openFonte({ id, superate }: Segmento): Promise<Fonte> {
  const old = decode(superate.buffer);
  const iterator = blocchiOf(id)[Symbol.asyncIterator]();
  let head: Testa | undefined;
  const next = async (): Promise<void> => {
    const result = await iterator.next();
    if (result.done === true) {
      head = undefined;
      return;
    }
    const gettone = result.value._id.slice(id.length + 1);
    head = { gettone, bytes: Buffer.from(gettone), insieme: withoutAll(decode(result.value.b.buffer), old) };
  };
  await next();
  return { next, head: () => head };
}

/** Writes several segments as one, which holds nothing that a newer one holds anew. */
export async function mergeSegmenti(id: string, segmenti: readonly Segmento[], tieni: Tieni): Promise<Segmento> {
  const fonti = await Promise.all(segmenti.map(openFonte));
  const n = segmenti.reduce((sum, one) => sum + one.n, 0);
  const scrittore = new Scrittore(id, n, tieni);
  for (;;) {
    let same: { fonte: Fonte; testa: Testa }[] = [];
    for (const fonte of fonti) {
      const testa = fonte.head();
      if (testa === undefined) continue;
      const order = same[0] === undefined ? -1 : Buffer.compare(testa.bytes, same[0].testa.bytes);
      if (order < 0) same = [{ fonte, testa }];
      else if (order === 0) same.push({ fonte, testa });
    }
    const [least] = same;
    if (least === undefined) break;
    const sets = same.map(({ testa }) => testa.insieme).filter(({ size }) => size > 0);
    if (sets.length > 0) await scrittore.put(least.testa.gettone, unionOf(sets));
    await Promise.all(same.map(({ fonte }) => fonte.next()));
  }
  await scrittore.flush();
  return { id, n, testi: scrittore.testi, superate: NIENTE };
}
