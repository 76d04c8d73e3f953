import type { Caller } from '../../schemas/accesso.api.js';
import type { RitardoRichiesta } from '../../schemas/differimento.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { portataOf } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { changeRegistrazione } from '../protocollo/change.js';
import { evento } from '../protocollo/eventi.js';
import type { Bersaglio } from '../protocollo/lookup.js';
import { faultsOfDifferimento } from './service.js';

/**
 * Answers for a document that was registered late: it cites a deferral that covers the day on which it was registered, or the RGD
 * takes note of why. Then it leaves the list of the late ones; the act stays in its history.
 * @throws StatoIncompatibileError if it was not late, DatiNonValidiError naming `differimento`
 */
export const answerRitardo = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { differimento, motivo }: RitardoRichiesta,
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    if (registrazione.tardiva !== true)
      throw new StatoIncompatibileError(
        'La registrazione non è tra quelle tardive, oppure qualcuno ha già risposto del ritardo: rileggere la scheda.',
      );
    if (differimento === undefined && portataOf(caller.ruolo, 'apri-differimento') === undefined)
      throw new OperazioneNonConsentitaError(
        'Senza un differimento, del ritardo prende atto il responsabile della gestione documentale.',
      );
    const giorno = legalDay(registrazione.dataRegistrazione);
    const faults = await faultsOfDifferimento(caller.aoo, { ...registrazione, differimento }, giorno);
    if (faults.length > 0) throw new DatiNonValidiError(faults);
    return [
      evento('ritardo', chi, {
        ...(differimento !== undefined && { differimento }),
        ...(motivo !== undefined && { motivo }),
      }),
    ];
  });
