import type { Voce } from './lettura.js';
import { type Controlli, passing } from './verifica-candidati.js';

/** Before zero: the first comes earlier in a list, newest first. */
export const newestFirst = (one: Voce, other: Voce): number => other.anno - one.anno || other.numero - one.numero;

/** Two lists as one, newest first, each place once. */
export function* merged(one: readonly Voce[], other: Iterable<Voce>): Generator<Voce, void> {
  let next = 0;
  for (const voce of other) {
    let head = one[next];
    while (head !== undefined && newestFirst(head, voce) < 0) {
      yield head;
      head = one[(next += 1)];
    }
    if (head !== undefined && newestFirst(head, voce) === 0) next += 1;
    yield voce;
  }
  for (; next < one.length; next += 1) yield one[next] as Voce;
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

const AT_ONCE = 500;

/** Walks the candidates and keeps those that pass; one batch after the other where they must be read. */
export async function collect(
  aoo: string,
  candidati: Iterable<Voce>,
  controlli: Controlli,
  { tieni, conta, esamina }: Limiti,
): Promise<Raccolta> {
  const voci: Voce[] = [];
  let quante = 0;
  const take = (voce: Voce): void => {
    quante += 1;
    if (voci.length < tieni) voci.push(voce);
  };
  if (controlli.filtri.length === 0 && controlli.frasi.length === 0) {
    for (const voce of candidati) {
      take(voce);
      if (quante >= conta) break;
    }
    return { voci, quante };
  }
  let batch: Voce[] = [];
  let seen = 0;
  for (const voce of candidati) {
    batch.push(voce);
    seen += 1;
    if (batch.length < AT_ONCE) continue;
    (await passing(aoo, batch, controlli)).forEach(take);
    if (quante >= conta) return { voci, quante };
    if (seen >= esamina) return { voci, quante, interrotta: voce };
    batch = [];
  }
  (await passing(aoo, batch, controlli)).forEach(take);
  return { voci, quante };
}
