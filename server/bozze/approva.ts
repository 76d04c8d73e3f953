import type { Caller } from '../../schemas/accesso.api.js';
import type { ApprovazioneRichiesta } from '../../schemas/bozza.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import type { Deps } from '../deps.js';
import { type Bersaglio, changeBozza } from './cambia.js';
import { freezeLettera } from './lettera.js';
import { chiOf } from './lettura.js';
import { requireComplete } from './richiesta.js';

/** What an approval gave, and what was signed after it, falls when the draft is worked on again. The files stay. */
const SENZA_APPROVAZIONE = { approvata: 1, firma: 1 } as const;

/** Sends a draft to the head; only what could be registered as it is. @throws DatiNonValidiError with all that is missing */
export const sendBozza = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  osservazioni: string | undefined,
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'invia', async (bozza) => {
    await requireComplete(deps, caller, bozza);
    return { unset: { rinvio: 1 }, osservazioni };
  });

/** The head's answer. What is approved is frozen: the file that will be signed and registered is made now. */
export function decideBozza(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { esito, osservazioni = '' }: ApprovazioneRichiesta,
): Promise<Bozza> {
  const chi = chiOf(caller);
  const said = osservazioni === '' ? undefined : osservazioni;
  if (esito === 'rinviata')
    return changeBozza(deps, caller, bersaglio, 'rinvia', () => ({
      set: { rinvio: { ...chi, quando: deps.clock.now(), osservazioni } },
      unset: SENZA_APPROVAZIONE,
      osservazioni: said,
    }));
  return changeBozza(deps, caller, bersaglio, 'approva', async (bozza) => {
    await requireComplete(deps, caller, bozza);
    const quando = deps.clock.now();
    const documento = await freezeLettera(deps, bozza, quando, caller.denominazione);
    return {
      set: { approvata: { n: bozza.n, quando, ...chi, documento } },
      unset: { rinvio: 1, firma: 1 },
      osservazioni: said,
      impronte: [documento.sha256],
    };
  });
}

/** Takes a draft back to be worked on: an approval there was falls. */
export const withdrawBozza = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  motivo: string | undefined,
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'ritira', () => ({ unset: SENZA_APPROVAZIONE, osservazioni: motivo }));

/** Puts a draft aside for good; it stays readable, with its reason. */
export const discardBozza = (deps: Deps, caller: Caller, bersaglio: Bersaglio, motivo: string): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'scarta', () => ({ osservazioni: motivo }));
