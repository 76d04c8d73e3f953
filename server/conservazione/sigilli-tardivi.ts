import {
  type FirmaRegistro,
  findGiornoDi,
  findSigilliDaSeguire,
  postponeSigillo,
  settleSigillo,
} from '../../schemas/registro-giornaliero.model.js';
import { findNonInviabile } from '../../schemas/non-inviabile.model.js';
import { findDi, findPrimo } from '../../schemas/versamento.model.js';
import type { DepsConservazione } from './deps.js';
import { segui } from './seguiti.js';
import { isAccettato } from './stati.js';

const INSIEME = 100;
const TIPO = 'registro-giornaliero';

/**
 * Whether nothing is left to be done about a seal: its day goes with it, a package names it, or the archivist was told that the receiver
 * takes no additions. Of a day that is not accepted yet what follows its acceptance looks for seals.
 */
async function isSeguito(deps: DepsConservazione, { _id, aoo, firma }: FirmaRegistro): Promise<boolean> {
  const giorno = await findGiornoDi(aoo, _id);
  if (giorno === null) return true; // the register of a year is shipped nowhere
  const primo = await findPrimo(aoo, TIPO, giorno);
  if (primo === null || !isAccettato(primo.stato)) return true;
  const named = async (): Promise<boolean> =>
    (await findDi(aoo, TIPO, giorno)).some(
      ({ vivo, pacchetto }) => vivo === true && pacchetto.file.some(({ sha256 }) => sha256 === firma.sha256),
    );
  if (await named()) return true;
  await segui(deps, primo);
  if (await named()) return true;
  const told = await findNonInviabile({ aoo, tipo: TIPO, riferimento: giorno });
  return told?.mancanze.some(({ codice }) => codice === 'conservatore-senza-aggiunta') === true;
}

/** Seals that were put on days which had been shipped, told to their receivers; one that fails is left for the next turn. */
export async function seguiSigilli(deps: DepsConservazione, segnale: AbortSignal): Promise<void> {
  for (const sigillo of await findSigilliDaSeguire(INSIEME)) {
    if (segnale.aborted) return;
    try {
      if (await isSeguito(deps, sigillo)) await settleSigillo(sigillo);
      else await postponeSigillo(sigillo, deps.clock.now());
    } catch (error) {
      await postponeSigillo(sigillo, deps.clock.now());
      deps.log.error({ err: error, aoo: sigillo.aoo }, 'late seal not followed: tried again at the next turn');
    }
  }
}
