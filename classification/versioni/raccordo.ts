import type { Raccordo, Versione, Voce } from '../../schemas/titolario.model.js';
import { compareCodici, isUnder, lineageOf } from '../codice.js';
import { type Coppia, pairVoci, sameText } from './appaia.js';

const closedFromStart = ({ chiusaDal }: Voce, dal: string): boolean => chiusaDal !== undefined && chiusaDal <= dal;

function rowOf({ prima, dopo }: Coppia, dal: string): Raccordo {
  if (dopo === undefined) return { ...(prima && { da: prima.codice }), tipo: 'cessata' };
  if (prima === undefined) return { a: dopo.codice, tipo: 'nuova' };
  const row = { da: prima.codice, a: dopo.codice };
  if (closedFromStart(dopo, dal) && prima.chiusaDal === undefined) return { ...row, tipo: 'cessata' };
  if (prima.codice !== dopo.codice) return { ...row, tipo: 'spostata' };
  return { ...row, tipo: sameText(prima.voce, dopo.voce) ? 'uguale' : 'rinominata' };
}

const codeOf = ({ a, da }: Raccordo): string => a ?? da ?? '';

export const sortRaccordo = (righe: readonly Raccordo[]): Raccordo[] =>
  [...righe].sort((x, y) => compareCodici(codeOf(x), codeOf(y)) || compareCodici(x.da ?? '', y.da ?? ''));

/**
 * The mapping that two versions say by themselves. What one voce becomes when it is divided, or of which ones another is made, only
 * a person knows: such voci come out as ended and new, and the mapping is then given by hand.
 */
export const proposeRaccordo = (prima: readonly Voce[], { dal, voci }: Pick<Versione, 'dal' | 'voci'>): Raccordo[] =>
  sortRaccordo(pairVoci(prima, voci).map((coppia) => rowOf(coppia, dal)));

/** What two versions say by themselves never changes: made once. */
const proposed = new WeakMap<Versione, readonly Raccordo[]>();

/** The mapping of a version from the one before; empty for the first one. */
export function raccordoOf(versioni: readonly Versione[], numero: number): readonly Raccordo[] {
  const versione = versioni.find((one) => one.numero === numero);
  const before = versioni.find((one) => one.numero === numero - 1);
  if (versione === undefined || before === undefined) return [];
  const known = versione.raccordo ?? proposed.get(versione);
  if (known !== undefined) return known;
  const raccordo = proposeRaccordo(before.voci, versione);
  proposed.set(versione, raccordo);
  return raccordo;
}

/** Codes of an earlier version. */
export interface Antenate {
  versione: number;
  /** In numeric order. */
  codici: string[];
}

/**
 * From which voci of each earlier version a voce and what stands below it come, nearest version first; versions in which there is
 * nothing are left out. A voce that begins with its version has none.
 * @param sotto - whether what stands below the voce counts too
 */
export function antenateOf(versioni: readonly Versione[], numero: number, codice: string, sotto = true): Antenate[] {
  const found: Antenate[] = [];
  let codici = new Set([codice]);
  for (let later = numero; codici.size > 0 && later > 1; later -= 1) {
    const wanted = [...codici];
    const isOne = (a: string) => codici.has(a) || (sotto && wanted.some((one) => isUnder(a, one)));
    codici = new Set(
      raccordoOf(versioni, later).flatMap(({ da, a }) => (da !== undefined && a !== undefined && isOne(a) ? [da] : [])),
    );
    if (codici.size > 0) found.push({ versione: later - 1, codici: [...codici].sort(compareCodici) });
  }
  return found;
}

/** Of some codes, those that none of the others covers: what is below goes with what is above. */
export const topmost = (codici: readonly string[]): string[] =>
  codici.filter(
    (codice) =>
      !lineageOf(codice)
        .slice(1)
        .some((above) => codici.includes(above)),
  );
