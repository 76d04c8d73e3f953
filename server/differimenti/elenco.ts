import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { afterCursor, CONTA_FINO_A, cursorOf, type Pagina, RIGA } from '../protocollo/elenchi.js';

/** The registrations under a deferral that the caller may see: those that cite it, newest first. */
export async function listDifferite(
  caller: Caller,
  id: string,
  { limite = LIMITE_PREDEFINITO, cursore }: { limite?: number | undefined; cursore?: string | undefined },
): Promise<Pagina> {
  const { aoo } = caller;
  /** Each branch is whole, so that each has an index of its own. */
  const filterOf = (rest: readonly Filtro[]): Filtro => ({
    $or: [{ 'differimento.id': id }, { 'ritardo.differimento.id': id }].map((one) => ({
      $and: [{ aoo, ...one }, visibleTo(caller), ...rest],
    })),
  });
  const [found, totale] = await Promise.all([
    RegistrazioneModel.find(filterOf(cursore === undefined ? [] : [afterCursor(cursore, 'prima')]), RIGA)
      .sort({ anno: -1, numero: -1 })
      .limit(limite + 1)
      .lean<Registrazione[]>(),
    RegistrazioneModel.countDocuments(filterOf([])).limit(CONTA_FINO_A + 1),
  ]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: cursorOf(last) }),
    ...(totale > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale }),
  };
}
