import { createHash } from 'node:crypto';
import { setImmediate as turno } from 'node:timers/promises';
import { canonicalizza, type Scelta } from '../crea/c14n.js';
import { digestOfFonte } from '../impronte.js';
import type { Accanto } from '../raccolta.js';
import { type Elemento, XmlRifiutato } from './albero.js';
import { formaDi } from './forma.js';
import { testoDi } from './testo.js';

/** The files that a detached signature may be of. */
export interface FileAccanto {
  file: readonly Accanto[];
  /** the one file is said to be the signed one: that it is not is then an answer */
  certo: boolean;
  /** a file is the one of that name and no other: in a container the names are part of what is signed */
  perNome: boolean;
  /** digests that signatures of the same container have asked for already */
  impronte?: Impronte;
}

/** More are not tried for one reference. */
const MAX_PROVE = 30;
/** A file that is canonicalised is held in memory. */
const MAX_XML = 16 * 1024 ** 2;

/** The work of one canonical form, and of all of one verification, in marks and pieces of text that the parser walks: seconds. */
const MAX_FATICA = 80_000;
const MAX_FATICHE = 400_000;
const PEZZO = 256;

/** More would have to be put into canonical form than is done while others wait. */
export class FaticaEccessiva extends Error {}

function faticaDi(xml: string): number {
  let marks = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) marks += 1;
  return marks + Math.ceil(xml.length / PEZZO);
}

const plain = (uri: string): string => {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
};

/** The files that an address may mean, the likely ones first; nothing is ever fetched. Pure. */
export function candidatiDi(uri: string | undefined, { file, perNome }: FileAccanto): Accanto[] {
  const named = plain(uri ?? '').replace(/^\.\//, '');
  if (perNome) return file.filter(({ nome }) => nome === named);
  const last = named.split(/[/\\]/).at(-1);
  const rank = ({ nome }: Accanto): number => (nome === named ? 0 : nome === last ? 1 : 2);
  return [...file].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_PROVE);
}

/** Digests of files as references ask for them, each computed once. */
export class Impronte {
  readonly #known = new Map<string, Promise<Buffer | undefined>>();
  readonly #files = new Map<Accanto, number>();
  readonly #commentati = new Set<Accanto>();
  #fatiche = MAX_FATICHE;

  /**
   * The canonical form of a text, or of a part of it, once others had their turn.
   * @throws FaticaEccessiva, and what canonicalizza throws
   */
  async canonica(xml: string, scelta: Scelta): Promise<string> {
    const fatica = faticaDi(xml);
    this.#fatiche -= fatica;
    if (fatica > MAX_FATICA || this.#fatiche < 0) throw new FaticaEccessiva();
    await turno();
    return canonicalizza(xml, scelta);
  }

  /** Whether a file whose canonical form was asked for has comments: they are not in it, and whoever opens the file may see them. */
  haCommenti(file: Accanto): boolean {
    return this.#commentati.has(file);
  }

  /**
   * @param algoritmo - as node:crypto names it
   * @param trasformazioni - none: the bytes as they are; a canonicalisation: of the file as XML
   * @returns undefined where the transformation is not done here, or not to be done to this file
   * @throws FuoriLimite, FaticaEccessiva
   */
  async di(file: Accanto, algoritmo: string, trasformazioni: readonly Elemento[]): Promise<Buffer | undefined> {
    const n = this.#files.get(file) ?? this.#files.size;
    this.#files.set(file, n);
    const [one, ...others] = trasformazioni;
    if (others.length > 0) return undefined;
    const key = `${n} ${algoritmo} ${one === undefined ? '' : JSON.stringify(formaDi(one, '') ?? null)}`;
    const known = this.#known.get(key) ?? this.#compute(file, algoritmo, one);
    this.#known.set(key, known);
    return known;
  }

  async #compute(file: Accanto, algoritmo: string, metodo: Elemento | undefined): Promise<Buffer | undefined> {
    const { fonte, sha256 } = file;
    if (metodo === undefined && algoritmo === 'sha256' && sha256 !== undefined) return Buffer.from(sha256, 'hex');
    if (metodo === undefined) return digestOfFonte(fonte, algoritmo);
    if (formaDi(metodo, '') === undefined || fonte.dimensione > MAX_XML) return undefined;
    const bytes = await fonte.leggi(0, MAX_XML);
    if (!bytes.includes('<')) return undefined;
    try {
      const xml = testoDi(bytes);
      const forma = formaDi(metodo, xml);
      if (xml.includes('<!--')) this.#commentati.add(file);
      return (
        forma &&
        createHash(algoritmo)
          .update(await this.canonica(xml, forma), 'utf8')
          .digest()
      );
    } catch (error) {
      if (error instanceof XmlRifiutato || error instanceof RangeError || isMalformed(error)) return undefined;
      throw error;
    }
  }
}

/** What the parser throws of a text that is not XML. */
const isMalformed = (error: unknown): boolean => error instanceof Error && /^\d+:\d+: /.test(error.message);
