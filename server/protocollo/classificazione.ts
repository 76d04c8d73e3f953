import { requireClassifica } from '../../classification/service.js';
import { delegaFor, mayOn } from '../accesso/diritti.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { DatiNonValidiError, OperazioneNonConsentitaError } from '../lib/problem.js';
import { changeRegistrazione } from './change.js';
import { evento } from './eventi.js';
import type { Bersaglio } from './lookup.js';
import { competentiOf, riservatezzaUnder } from './riservatezza.js';

/** The fields of this request have names of their own. */
const CAMPI: Readonly<Record<string, string>> = { classifica: 'codice', motivoClassifica: 'motivo' };
function renamed(error: unknown): never {
  if (!(error instanceof DatiNonValidiError)) throw error;
  throw new DatiNonValidiError(
    error.errori.map(({ campo, messaggio }) => ({ campo: CAMPI[campo] ?? campo, messaggio })),
  );
}

/**
 * Classifies, or classifies again: free, with trace (LG §3.1.5). The voce is one of those in force on the day of the registration
 * (titolario.md 5.2). A voce that is riservata makes the registration so.
 * @throws DatiNonValidiError naming `codice`, OperazioneNonConsentitaError
 */
export const classifyRegistrazione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  typed: string,
  motivo: string | undefined,
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    if (!mayOn(caller, 'classifica', registrazione.uffici))
      throw new OperazioneNonConsentitaError('Si classificano i documenti del proprio ufficio.');
    const impostazioni = await configurazioneAl(caller.aoo, 'impostazioni', legalDay(deps.clock.now()));
    const sottoclasse =
      impostazioni.sottoclasseOperatore || mayOn(caller, 'classifica-sottoclasse', registrazione.uffici);
    const found = await requireClassifica(caller.aoo, legalDay(registrazione.dataRegistrazione), typed, {
      motivo,
      sottoclasse,
    }).catch(renamed);
    const nuovo = { codice: found.codice, voce: found.voce, versione: found.versione };
    if (registrazione.classifica?.codice === nuovo.codice) return [];
    const delega =
      impostazioni.sottoclasseOperatore || found.livello < 3
        ? undefined
        : delegaFor(caller, 'classifica-sottoclasse', registrazione.uffici);
    const riservatezza = riservatezzaUnder(registrazione.riservatezza, found.riservata, competentiOf(registrazione));
    return [
      evento('classificazione', chi, {
        campo: 'classifica',
        ...(registrazione.classifica !== undefined && { vecchio: registrazione.classifica }),
        nuovo,
        ...(motivo !== undefined && { motivo }),
        ...(delega !== undefined && { delega }),
        ...(riservatezza !== registrazione.riservatezza && { riservatezza }),
      }),
    ];
  });
