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
import { PAUSA_MASSIMA_MS, pausaSigillo } from './regole/pausa-sigillo.js';
import { segui } from './seguiti.js';
import { isAccettato } from './stati.js';

const INSIEME = 100;
const TIPO = 'registro-giornaliero';

/**
 * Whether nothing is left to be done about a seal: its day goes with it, a package names it, or the archivist was told that the receiver
 * takes no additions. Of a day that is not accepted yet what follows its acceptance looks for seals.
 */
async function isSeguito(
  deps: DepsConservazione,
  { aoo, firma }: FirmaRegistro,
  giorno: string,
  invano: ReadonlySet<string>,
): Promise<boolean> {
  const primo = await findPrimo(aoo, TIPO, giorno);
  if (primo === null || !isAccettato(primo.stato)) return true;
  const named = async (): Promise<boolean> =>
    (await findDi(aoo, TIPO, giorno)).some(
      ({ vivo, pacchetto }) => vivo === true && pacchetto.file.some(({ sha256 }) => sha256 === firma.sha256),
    );
  if (await named()) return true;
  if (invano.has(`${aoo} ${giorno}`)) return false;
  await segui(deps, primo);
  if (await named()) return true;
  const told = await findNonInviabile({ aoo, tipo: TIPO, riferimento: giorno });
  return told?.mancanze.some(({ codice }) => codice === 'conservatore-senza-aggiunta') === true;
}

/** It is tried again after a pause that grows: what is missing stands in the desk meanwhile (segui). */
const postpone = ({ clock }: DepsConservazione, sigillo: FirmaRegistro): Promise<void> =>
  postponeSigillo(sigillo, new Date(clock.now().getTime() + pausaSigillo((sigillo.prove ?? 0) + 1)));

/**
 * Seals that were put on days which had been shipped, told to their receivers: some in one turn, each tried again after a pause of its
 * own while something is missing. A day has two of them, and is looked at once.
 * @param fine - end of the turn, as `performance.now()` counts
 */
export async function seguiSigilli(deps: DepsConservazione, fine: number, segnale: AbortSignal): Promise<void> {
  const invano = new Set<string>();
  for (const sigillo of await findSigilliDaSeguire(INSIEME, deps.clock.now(), PAUSA_MASSIMA_MS)) {
    if (segnale.aborted || performance.now() >= fine) return;
    try {
      const giorno = await findGiornoDi(sigillo.aoo, sigillo._id);
      // the register of a year is shipped nowhere
      if (giorno === null || (await isSeguito(deps, sigillo, giorno, invano))) await settleSigillo(sigillo);
      else {
        invano.add(`${sigillo.aoo} ${giorno}`);
        await postpone(deps, sigillo);
      }
    } catch (error) {
      await postpone(deps, sigillo);
      deps.log.error({ err: error, aoo: sigillo.aoo }, 'late seal not followed: tried again after a pause');
    }
  }
}
