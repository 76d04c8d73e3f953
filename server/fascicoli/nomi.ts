import type { Caller } from '../../schemas/accesso.api.js';
import type { FascicoloBreve } from '../../schemas/fascicolo.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { findBrevi } from './visibilita.js';

type Collocato = Pick<Registrazione, 'fascicolo' | 'altriFascicoli'>;

export interface FascicoloDi extends FascicoloBreve {
  principale: boolean;
}

/** Where a document stands, as far as its reader may see; the primary one first. */
export const brevi = (
  visti: ReadonlyMap<string, FascicoloBreve>,
  { fascicolo, altriFascicoli = [] }: Collocato,
): FascicoloDi[] =>
  [fascicolo, ...altriFascicoli].flatMap((id) => {
    const breve = id === undefined ? undefined : visti.get(id);
    return breve === undefined ? [] : [{ ...breve, principale: id === fascicolo }];
  });

/** The registrations as their reader may know them: a fascicolo is named only to who may see it (contract §5). */
export async function withSeenFascicoli<R extends Collocato>(
  caller: Caller,
  registrazioni: readonly R[],
): Promise<(R & { visti?: FascicoloDi[] })[]> {
  const ids = registrazioni.flatMap(({ fascicolo, altriFascicoli = [] }) => [
    ...(fascicolo === undefined ? [] : [fascicolo]),
    ...altriFascicoli,
  ]);
  if (ids.length === 0) return [...registrazioni];
  const seen = await findBrevi(caller, ids);
  return registrazioni.map((one) => {
    const visti = brevi(seen, one);
    if (one.fascicolo === undefined) return one;
    if (seen.has(one.fascicolo)) return { ...one, visti };
    const { fascicolo: _hidden, ...rest } = one;
    return { ...(rest as R), ...(visti.length > 0 && { visti }) };
  });
}
