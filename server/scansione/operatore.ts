import type { Caller } from '../../schemas/accesso.api.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import { findUtente } from '../../schemas/utente.model.js';
import { callerOf, chooseIncarico } from '../accesso/incarico.js';
import { legalDay } from '../lib/clock.js';
import type { DepsScansione } from './deps.js';

/** No user is called so: what comes through the watched folder has no person before a person looks at it. */
export const DA_CARTELLA = '/cartella';

/**
 * Who scanned, as he is today: what the worker does for him it does with his rights of now, and not at all where he has none left.
 * What came through the folder is the protocol office's, without anything reserved.
 * @throws OperazioneNonConsentitaError
 */
export async function operatoreDi(
  { clock }: Pick<DepsScansione, 'clock'>,
  { aoo, operatore, _id }: Pick<ScansioneTenuta, 'aoo' | 'operatore' | '_id'>,
): Promise<Caller | undefined> {
  const richiesta = `scansione-${_id}`;
  if (operatore.utente === DA_CARTELLA)
    return { ...operatore, aoo, ruolo: 'operatore', uo: '', settore: [], richiesta };
  const utente = await findUtente(operatore.perContoDi ?? operatore.utente);
  if (utente === null) return undefined;
  const caller = await callerOf(utente, await chooseIncarico(utente, aoo, legalDay(clock.now())), richiesta);
  if (operatore.perContoDi === undefined) return caller;
  const { utente: _titolare, ...role } = caller;
  return { ...role, utente: operatore.utente, denominazione: operatore.denominazione, perContoDi: utente._id };
}
