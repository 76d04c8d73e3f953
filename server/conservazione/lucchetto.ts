import type { Caller } from '../../schemas/accesso.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { findPrimo } from '../../schemas/versamento.model.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { ConservatoError } from '../lib/problem.js';
import { type AttoSuConservato, vietatoSuFascicolo, vietatoSuRegistrazione } from './blocco.js';
import { conservatoreDi } from './conservatore.js';
import { riferimentoUnita } from './regole/riferimento.js';
import { isAccettato, isInCorso } from './stati.js';

type Chi = Pick<Caller, 'utente' | 'aoo' | 'richiesta'>;
interface Atto {
  tipo: string;
  dettagli: Record<string, unknown>;
}

const asked = ({ tipo, dettagli }: Atto): AttoSuConservato => {
  const campo = dettagli['campo'];
  return { tipo, campo: typeof campo === 'string' ? campo : undefined };
};

/** The attempt stays on record before it is refused. */
async function refuse({ clock }: Pick<Deps, 'clock'>, chi: Chi, riferimento: string, { tipo }: Atto, motivo: string) {
  await recordAccesso(clock, chi, 'tenta-modifica-conservato', riferimento, { dettagli: { atto: tipo } });
  return new ConservatoError(motivo);
}

/** Of acts that no rule would refuse nothing is looked up. */
const NULLA = { aggiungeDocumenti: false, aggiornaMetadati: false, fascicoli: false };

/**
 * What the receiver keeps of a registration is changed only as far as the receiver can be told. Annulments always can.
 * @throws ConservatoError; the attempt is in the audit
 */
export async function requireModificabile(
  deps: Pick<Deps, 'clock' | 'config'>,
  chi: Chi,
  registrazione: Pick<Registrazione, 'aoo' | 'registro' | 'anno' | 'numero'>,
  atti: readonly Atto[],
): Promise<void> {
  if (atti.every((one) => vietatoSuRegistrazione(asked(one), NULLA) === null)) return;
  const riferimento = riferimentoUnita(registrazione);
  const primo = await findPrimo(registrazione.aoo, 'unita-documentaria', riferimento);
  if (primo === null || !isAccettato(primo.stato)) return;
  const conservatore = await conservatoreDi(deps, registrazione.aoo, primo.conservatore);
  for (const one of atti) {
    const motivo = vietatoSuRegistrazione(asked(one), conservatore?.capacita ?? NULLA);
    if (motivo !== null) throw await refuse(deps, chi, riferimento, one, motivo);
  }
}

/**
 * A fascicolo that the receiver keeps, or is being sent, stays as it was closed.
 * @throws ConservatoError; the attempt is in the audit
 */
export async function requireFascicoloModificabile(
  deps: Pick<Deps, 'clock'>,
  chi: Chi,
  { _id, aoo, stato }: Pick<Fascicolo, '_id' | 'aoo' | 'stato'>,
  atti: readonly Atto[],
): Promise<void> {
  if (stato !== 'chiuso' || atti.every((one) => vietatoSuFascicolo(asked(one)) === null)) return;
  const primo = await findPrimo(aoo, 'fascicolo', _id);
  if (primo === null || !(isAccettato(primo.stato) || (isInCorso(primo.stato) && primo.tentativi.length > 0))) return;
  for (const one of atti) {
    const motivo = vietatoSuFascicolo(asked(one));
    if (motivo !== null) throw await refuse(deps, chi, `fascicolo/${_id}`, one, motivo);
  }
}
