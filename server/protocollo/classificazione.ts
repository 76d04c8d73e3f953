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

/** What is asked when a registration is classified. */
export interface Classificare {
  codice: string;
  motivo?: string | undefined;
  titolario?: 'registrazione' | 'oggi' | undefined;
}

/**
 * Classifies, or classifies again: free, with trace (LG §3.1.5). The voce is one of those in force on the day of the registration,
 * unless the officer chooses the titolario of today (titolario.md 5.2 rule 6); the event says which, old and new with their version.
 * A voce that is riservata makes the registration so.
 * @throws DatiNonValidiError naming `codice`, OperazioneNonConsentitaError
 */
export const classifyRegistrazione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { codice: typed, motivo, titolario }: Classificare,
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    if (!mayOn(caller, 'classifica', registrazione.uffici))
      throw new OperazioneNonConsentitaError('Si classificano i documenti del proprio ufficio.');
    const impostazioni = await configurazioneAl(caller.aoo, 'impostazioni', legalDay(deps.clock.now()));
    const sottoclasse =
      impostazioni.sottoclasseOperatore || mayOn(caller, 'classifica-sottoclasse', registrazione.uffici);
    const giorno = titolario === 'oggi' ? deps.clock.now() : registrazione.dataRegistrazione;
    const found = await requireClassifica(caller.aoo, legalDay(giorno), typed, { motivo, sottoclasse }).catch(renamed);
    const nuovo = { codice: found.codice, voce: found.voce, versione: found.versione };
    const { codice, versione } = registrazione.classifica ?? {};
    if (codice === nuovo.codice && versione === nuovo.versione) return [];
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
        ...(titolario === 'oggi' && { titolario }),
        ...(delega !== undefined && { delega }),
        ...(riservatezza !== registrazione.riservatezza && { riservatezza }),
      }),
    ];
  });
