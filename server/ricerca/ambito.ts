import type { Filtro } from '../accesso/visibilita.js';

/** A filter of who may see what, as marks of the index (`ambitiOf` in gettoni.ts): all, any of these, or no such marks. */
export type Ambito = 'tutto' | readonly string[] | null;

const keysOf = (filtro: Filtro): string[] => Object.keys(filtro).sort();
const isOnly = (filtro: Filtro, ...keys: string[]): boolean => keysOf(filtro).join() === keys.sort().join();

/** Values of `{$in: [...]}`, or the one there is. */
function valuesOf(test: unknown): string[] | null {
  if (typeof test === 'string') return [test];
  if (typeof test !== 'object' || test === null || !isOnly(test as Filtro, '$in')) return null;
  return (test as { $in: string[] }).$in;
}

const marks = (prefix: string, test: unknown): string[] | null =>
  valuesOf(test)?.map((value) => `${prefix}${value}`) ?? null;

function ordinaria(filtro: Filtro): string[] | null {
  const { 'riservatezza.livello': _livello, ...rest } = filtro;
  if (isOnly(rest)) return ['#*'];
  return isOnly(rest, 'uffici') ? marks('#U:', rest['uffici']) : null;
}

/** What is reserved and names an office, a person, or stands with who registered it. */
function riservata(filtro: Filtro): string[] | null {
  const { 'riservatezza.livello': _livello, $or, ...rest } = filtro;
  if ($or !== undefined && isOnly(rest)) return all(($or as Filtro[]).map(riservata));
  if (isOnly(rest, 'riservatezza.uo')) return marks('#R:', rest['riservatezza.uo']);
  if (isOnly(rest, 'riservatezza.utenti')) return marks('#P:', rest['riservatezza.utenti']);
  const withNobody = JSON.stringify(rest['assegnazioni']) === '{"$size":0}';
  return isOnly(rest, 'assegnazioni', 'operatore') && withNobody ? marks('#O:', rest['operatore']) : null;
}

const all = (many: readonly (string[] | null)[]): string[] | null =>
  many.some((one) => one === null) ? null : many.flatMap((one) => one ?? []);

function branch(filtro: Filtro): string[] | null {
  if (filtro['riservatezza.livello'] === 'ordinaria') return ordinaria(filtro);
  return filtro['riservatezza.livello'] === 'riservata' ? riservata(filtro) : null;
}

/**
 * The filter of `visibleTo` as marks. It is read, not written again: a rule of rights that is not understood here gives null, and
 * is then asked of each registration that was found.
 */
export function ambitoOf(filtro: Filtro): Ambito {
  const { aoo: _aoo, ...rest } = filtro;
  if (isOnly(rest)) return 'tutto';
  if (isOnly(rest, '_id') && JSON.stringify(rest['_id']) === '{"$in":[]}') return [];
  if (isOnly(rest, '$or')) return all((rest['$or'] as Filtro[]).map(branch));
  return branch(rest);
}
