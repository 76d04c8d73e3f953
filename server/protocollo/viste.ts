import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { withSeenFascicoli } from '../fascicoli/nomi.js';
import { withSeenProtocollo, withSeenRisponde } from './risposte.js';

/** The registrations as their reader may know them: what they answer and where they stand is named only to who may see that, too. */
export const withSeen = async <
  R extends Pick<Registrazione, 'registro' | 'risponde' | 'protocollo' | 'fascicolo' | 'altriFascicoli'>,
>(
  caller: Caller,
  registrazioni: readonly R[],
) => withSeenFascicoli(caller, await withSeenRisponde(caller, await withSeenProtocollo(caller, registrazioni)));
