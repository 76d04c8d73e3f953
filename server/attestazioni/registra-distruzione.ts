import type { Caller } from '../../schemas/accesso.api.js';
import type { DistruzioneRichiesta } from '../../schemas/attestazione.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiMancantiError, DatiNonValidiError, NonTrovatoError, StatoIncompatibileError } from '../lib/problem.js';
import { changeRegistrazione } from '../protocollo/change.js';
import { evento } from '../protocollo/eventi.js';
import type { Bersaglio } from '../protocollo/lookup.js';
import { fattiDi } from './di-registrazione.js';
import { distruzioneDi, faultsOfDistruzione, motiviContro } from './distruzione.js';

/**
 * Records that the paper original of an attested copy was destroyed: the act that allowed it, when, how, before whom. Refused while the
 * rule forbids it, with every reason; it is written in the chain of the registration and never taken back (agid-scansione §9 no. 6).
 * @throws DatiNonValidiError, NonTrovatoError for an attestation that is not of this registration, DatiMancantiError with the reasons,
 *   StatoIncompatibileError where it is recorded already, and what changeRegistrazione throws
 */
export const recordDistruzione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  richiesta: DistruzioneRichiesta,
): Promise<Registrazione> => {
  const faults = faultsOfDistruzione(richiesta, legalDay(deps.clock.now()));
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const { attestazione: id, autorizzazione, giorno, modalita, presenti } = richiesta;
  return changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    const fatti = (await fattiDi(registrazione)).filter(({ attestazione }) => attestazione._id === id);
    if (fatti.length === 0)
      throw new NonTrovatoError(
        'L’attestazione non è di questa registrazione: controllare quale copia è stata attestata.',
      );
    const nuove = fatti.filter(({ copia }) => distruzioneDi(registrazione, copia.sha256) === undefined);
    if (nuove.length === 0)
      throw new StatoIncompatibileError('La distruzione di questo originale è già registrata: si legge nella storia.');
    const motivi = nuove.flatMap((one) => motiviContro({ ...one.fatti, autorizzazione }));
    if (motivi.length > 0)
      throw new DatiMancantiError(
        `L’originale non si può distruggere: ${[...new Set(motivi.map(({ messaggio }) => messaggio))].join(' ')}`,
        motivi,
      );
    // the same copy may stand in two places of the registration: its paper is one
    return [...new Set(nuove.map(({ copia }) => copia.sha256))].map((copia) =>
      evento('distruzione-originale', chi, {
        attestazione: id,
        copia,
        autorizzazione,
        giorno,
        modalita,
        presenti,
      }),
    );
  });
};
