import type { Ruolo } from '../../../schemas/accesso.api.js';
import { portataOf } from '../../../server/accesso/diritti.js';
import type { Route } from '../../../server/lib/route.js';

/** `get /registrazioni`: how an operation is called. */
export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

const mayAsk = ({ atto }: Pick<Route, 'atto'>, ruolo: Ruolo): boolean =>
  (typeof atto === 'string' ? [atto] : atto).some(
    (one) => one === 'pubblico' || one === 'sessione' || portataOf(ruolo, one) !== undefined,
  );

/**
 * The operations divided among the roles: each is asked by one of those that may, the rarest right first, as evenly as that allows;
 * the same at every run. That the others are refused is in the matrix of rights.
 * @returns names of operations, in the order of the document
 */
export function shareOut(
  routes: readonly Pick<Route, 'method' | 'path' | 'atto'>[],
  ruoli: readonly Ruolo[],
): Map<Ruolo, string[]> {
  const shares = new Map<Ruolo, string[]>(ruoli.map((ruolo) => [ruolo, []]));
  const sizeOf = (ruolo: Ruolo): number => shares.get(ruolo)?.length ?? 0;
  const questions = routes.map((one) => ({ name: nameOf(one), able: ruoli.filter((ruolo) => mayAsk(one, ruolo)) }));
  for (const { name, able } of questions.toSorted((a, b) => a.able.length - b.able.length)) {
    const [least] = able.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    if (least === undefined) throw new Error(`${name}: no role may ask it`);
    shares.get(least)?.push(name);
  }
  const order = new Map(routes.map((one, i) => [nameOf(one), i]));
  for (const names of shares.values()) names.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return shares;
}
