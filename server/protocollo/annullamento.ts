import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Provvedimento } from '../../schemas/registrazione.api.js';
import { mayOn, portataOf } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { changeRegistrazione, type Chi } from './change.js';
import { faultsOfProvvedimento } from './checks.js';
import { evento } from './eventi.js';
import type { Bersaglio } from './lookup.js';
import { formatNumero, REGISTRO_GENERALE } from './rules.js';

/**
 * The act that the system makes when the RGD gives none: some act must always be shown (DPR 445/2000 art. 54 c. 2). Its number
 * is that of the registration and of the event which holds it, so it needs no counter and is used once.
 */
export const ownProvvedimento = (
  { registro, anno, numero, eventi }: Registrazione,
  caller: Caller,
  { data }: Chi,
): Provvedimento => ({
  numero: `${registro === REGISTRO_GENERALE ? '' : `${registro} `}${formatNumero(numero)}/${anno}-${eventi.length + 1}`,
  data: legalDay(data),
  autore: caller.denominazione,
});

export interface Annullamento {
  motivo: string;
  provvedimento?: Provvedimento | undefined;
}

/** Who asks for an annulment is not who grants it, except the RGD himself (DPR 445/2000 art. 61 c. 3 lett. g). */
function requireOther({ ruolo, utente }: Caller, { richiestaAnnullamento }: Registrazione): void {
  if (ruolo !== 'rgd' && richiestaAnnullamento?.utente === utente)
    throw new OperazioneNonConsentitaError(
      'L’annullamento lo ha chiesto la stessa persona: lo concede il responsabile della gestione documentale.',
    );
}

/**
 * Annuls, or asks for it: who may annul (rgd, vicario) annuls, also what others have asked for; who may only ask, asks.
 * Nothing changes until it is granted (DPR 445/2000 art. 54, 61 c. 3 lett. g).
 * @returns the registration, and whether a person still has to decide
 */
export async function annulRegistrazione(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { motivo, provvedimento }: Annullamento,
): Promise<{ registrazione: Registrazione; asked: boolean }> {
  const grants = portataOf(caller.ruolo, 'annulla') !== undefined;
  const faults = faultsOfProvvedimento(provvedimento, deps.clock.now());
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  const registrazione = await changeRegistrazione(deps, caller, bersaglio, (one, chi) => {
    if (grants) {
      requireOther(caller, one);
      return [
        evento('annullamento', chi, { motivo, provvedimento: provvedimento ?? ownProvvedimento(one, caller, chi) }),
      ];
    }
    if (!mayOn(caller, 'chiedi-annullamento', one.uffici))
      throw new OperazioneNonConsentitaError('L’annullamento si chiede per i documenti del proprio settore.');
    if (one.stato === 'annullamento-richiesto')
      throw new StatoIncompatibileError(
        'L’annullamento è già stato chiesto: decide il responsabile della gestione documentale.',
      );
    return [evento('annullamento-richiesto', chi, { motivo, ...(provvedimento !== undefined && { provvedimento }) })];
  });
  return { registrazione, asked: !grants };
}

/** Refuses an annulment that was asked for: the registration is valid again, the request stays readable. */
export const denyAnnullamento = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  motivo: string,
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, ({ stato }, chi) => {
    if (stato !== 'annullamento-richiesto')
      throw new StatoIncompatibileError(
        'Nessuno ha chiesto l’annullamento di questa registrazione: non c’è nulla da negare.',
      );
    return [evento('annullamento-negato', chi, { motivo })];
  });
