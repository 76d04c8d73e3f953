import type { Istante } from '../../schemas/registrazione-ricerca.model.js';
import type { StatoIndice } from '../../schemas/ricerca.model.js';
import { posizioneOf, posizioniBefore, type Voce, voceOf } from './lettura.js';
import { intersectionView, type Vista } from './posizioni.js';
import { countPosizioni, eachPosizione } from './selezione.js';
import { type Controlli, passing } from './verifica-candidati.js';

/** Before zero: the first comes earlier in a list, newest first. */
export const newestFirst = (one: Voce, other: Voce): number => other.anno - one.anno || other.numero - one.numero;

/** Two lists of different places as one, newest first. */
function merged(one: readonly Voce[], other: readonly Voce[]): Voce[] {
  const all: Voce[] = [];
  let next = 0;
  for (const voce of other) {
    for (let head = one[next]; head !== undefined && newestFirst(head, voce) < 0; head = one[(next += 1)])
      all.push(head);
    all.push(voce);
  }
  return [...all, ...one.slice(next)];
}

/** What may be found: of the index, what has not changed since, and of the register what the index does not hold as it is now. */
export class Candidati {
  readonly #stato: StatoIndice;
  /** what is in all sets; undefined for everything. Its blocks are made once, for the page and for the count */
  readonly #insieme: Vista | undefined;
  readonly #da: number;
  readonly #a: number;
  readonly #nuove: readonly Voce[];
  /** positions that are told from the register */
  readonly #altrove: ReadonlySet<number>;

  constructor(
    stato: StatoIndice,
    insiemi: readonly Vista[],
    { da, a }: { da: number; a: number },
    { nuove, cambiate }: Pick<Istante, 'nuove' | 'cambiate'>,
  ) {
    this.#stato = stato;
    this.#insieme = insiemi.length === 0 ? undefined : intersectionView(insiemi);
    this.#da = da;
    this.#a = a;
    this.#nuove = [...nuove].sort(newestFirst);
    this.#altrove = new Set([...nuove, ...cambiate].flatMap((one) => posizioneOf(stato, one) ?? []));
  }

  /** The first ones after a place, or of all; newest first. */
  take(dopo: Voce | undefined, quante: number): Voce[] {
    const voci: Voce[] = [];
    const end = dopo === undefined ? this.#a : Math.min(this.#a, posizioniBefore(this.#stato, dopo));
    this.#each(end, quante, (posizione) => voci.push(voceOf(this.#stato, posizione)));
    const nuove = dopo === undefined ? this.#nuove : this.#nuove.filter((one) => newestFirst(dopo, one) < 0);
    return merged(nuove, voci).slice(0, quante);
  }

  /** How many there are, up to a limit. */
  count(limite: number): number {
    const whole = this.#insieme !== undefined && this.#a >= this.#stato.fine; // no set holds what is beyond the end
    const indicizzate = countPosizioni(this.#insieme, this.#da, whole ? Infinity : this.#a, this.#altrove, limite);
    return Math.min(this.#nuove.length + indicizzate, limite);
  }

  #each(end: number, quante: number, visit: (posizione: number) => void): void {
    let left = quante;
    if (left <= 0) return;
    eachPosizione(this.#insieme, this.#da, end, (posizione) => {
      if (this.#altrove.has(posizione)) return true;
      visit(posizione);
      left -= 1;
      return left > 0;
    });
  }
}

export interface Raccolta {
  /** the first that pass, as many as were asked for */
  voci: Voce[];
  /** how many pass, up to the limit of the count */
  quante: number;
  /** the last that was looked at, if there may be more */
  interrotta?: Voce;
}

interface Limiti {
  tieni: number;
  conta: number;
  /** candidates looked at, where looking means to read them */
  esamina: number;
}

/** As many as are counted: where nearly all pass, one look is enough. */
const AT_ONCE = 1_024;

/** The first candidates that pass, and how many do; one batch after the other where they must be read to know. */
export async function collect(
  aoo: string,
  candidati: Candidati,
  dopo: Voce | undefined,
  controlli: Controlli,
  { tieni, conta, esamina }: Limiti,
): Promise<Raccolta> {
  if (controlli.filtri.length === 0 && controlli.frasi.length === 0) {
    const voci = candidati.take(dopo, tieni);
    return { voci, quante: dopo === undefined ? candidati.count(conta) : voci.length };
  }
  const voci: Voce[] = [];
  let quante = 0;
  const take = (voce: Voce): void => {
    quante += 1;
    if (voci.length < tieni) voci.push(voce);
  };
  let from = dopo;
  for (let left = esamina; left > 0; left -= AT_ONCE) {
    const looked = candidati.take(from, Math.min(AT_ONCE, left));
    (await passing(aoo, looked, controlli)).forEach(take);
    if (quante >= conta || looked.length < Math.min(AT_ONCE, left)) return { voci, quante };
    from = looked.at(-1);
  }
  return from === undefined ? { voci, quante } : { voci, quante, interrotta: from };
}
