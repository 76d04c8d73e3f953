import type { Caller } from '../../schemas/accesso.api.js';
import type { Incarico, Utente } from '../../schemas/utente.model.js';
import { OperazioneNonConsentitaError } from '../lib/problem.js';
import { aooOf, descendantsOf } from './aoo.js';

/** A charge holds from `dal` to `al`, both days included; without dates, always. Pure. */
export const isValidOn = ({ dal, al }: Pick<Incarico, 'dal' | 'al'>, day: string): boolean =>
  (dal === undefined || dal <= day) && (al === undefined || day <= al);

export const validIncarichi = (incarichi: readonly Incarico[], day: string): Incarico[] =>
  incarichi.filter((one) => isValidOn(one, day));

/**
 * The charge in which a user acts on a legal day: the first valid one, in the AOO that is named or else in any.
 * @param aoo - the header X-AOO
 * @throws Problema 400 for an AOO that does not exist, OperazioneNonConsentitaError for one that is not the user's, or without a valid charge
 */
export async function chooseIncarico(utente: Utente, aoo: string | undefined, day: string): Promise<Incarico> {
  if (aoo !== undefined) await aooOf(aoo);
  const own = aoo === undefined ? utente.incarichi : utente.incarichi.filter((one) => one.aoo === aoo);
  const [first] = validIncarichi(own, day);
  if (first !== undefined) return first;
  throw new OperazioneNonConsentitaError(
    aoo === undefined
      ? 'Nessun incarico è valido oggi: chiedere all’amministratore di sistema di controllare le date.'
      : `Nessun incarico è valido oggi nella AOO ${aoo}: sceglierne un’altra, oppure chiedere all’amministratore di sistema.`,
  );
}

/** Who asks, in the AOO, office and role of the charge. */
export async function callerOf(
  { _id, denominazione }: Utente,
  { aoo, ruolo, uo }: Incarico,
  richiesta: string,
): Promise<Caller> {
  return { utente: _id, denominazione, aoo, ruolo, uo, settore: await descendantsOf(aoo, uo), richiesta };
}
