import { findRighe } from '../../schemas/registrazione-ricerca.model.js';
import type { Filtro } from '../accesso/visibilita.js';
import { createBatcher } from '../lib/batcher.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import type { Voce } from './lettura.js';

/** Places of the register, and what stands there. */

export const chiaveOf = ({ anno, numero }: Voce): string => `${anno}/${numero}`;

/** Places as a filter, a year at a time: the order index finds them. */
export function filtroVoci(voci: readonly Voce[]): Filtro {
  const years = new Map<number, Set<number>>();
  for (const { anno, numero } of voci) years.set(anno, (years.get(anno) ?? new Set()).add(numero));
  const groups = [...years].map(([anno, numeri]) => ({ anno, numero: { $in: [...numeri] } }));
  const [only] = groups;
  return groups.length === 1 && only !== undefined ? only : { $or: groups };
}

export const among = (aoo: string, voci: readonly Voce[]): Filtro[] => [
  { aoo, registro: REGISTRO_GENERALE },
  filtroVoci(voci),
];

/** So many searches ask together at most. */
export const INSIEME = 8;

/**
 * Reads some data of the records of those places, whoever may see them: with one question for all who ask at the same time.
 * @param campi - data that are read, or that are not: those of `R`
 */
export const createLettore = <R extends Voce>(campi: Record<string, 0 | 1>) =>
  createBatcher<{ aoo: string; voci: readonly Voce[] }, R[]>(async (domande) => {
    const read = new Map<string, R>();
    const readOf = async (aoo: string): Promise<void> => {
      const voci = domande.flatMap((one) => (one.aoo === aoo ? one.voci : []));
      const found = (await findRighe(among(aoo, voci), campi)) as unknown as R[];
      for (const one of found) read.set(`${aoo}/${chiaveOf(one)}`, one);
    };
    await Promise.all([...new Set(domande.map(({ aoo }) => aoo))].map(readOf));
    return domande.map(({ aoo, voci }) => voci.flatMap((one) => read.get(`${aoo}/${chiaveOf(one)}`) ?? []));
  }, INSIEME);
