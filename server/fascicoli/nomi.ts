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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const idIn = (value: unknown): string[] => (isRecord(value) && typeof value['id'] === 'string' ? [value['id']] : []);

/** The acts of a registration as their reader may know them: a fascicolo that he may not see is not named in them either. */
export async function withSeenAtti<E extends { tipo: string; dettagli: Record<string, unknown> }>(
  caller: Caller,
  { elementi }: { elementi: readonly E[] },
): Promise<{ elementi: E[] }> {
  const ids = elementi.flatMap(({ tipo, dettagli }) =>
    tipo === 'fascicolazione' ? [...idIn(dettagli['di']), ...idIn(dettagli['da'])] : [],
  );
  if (ids.length === 0) return { elementi: [...elementi] };
  const seen = await findBrevi(caller, ids);
  return {
    elementi: elementi.map((one) => {
      if (one.tipo !== 'fascicolazione') return one;
      const { azione, motivo, delega, di, da } = one.dettagli;
      const shown = (nome: string, value: unknown): Record<string, unknown> =>
        idIn(value).some((id) => seen.has(id)) ? { [nome]: value } : {};
      return {
        ...one,
        dettagli: {
          azione,
          ...shown('di', di),
          ...shown('da', da),
          ...(motivo !== undefined && { motivo }),
          ...(delega !== undefined && { delega }),
        },
      };
    }),
  };
}
