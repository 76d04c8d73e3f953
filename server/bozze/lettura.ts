import type { Caller } from '../../schemas/accesso.api.js';
import { type Bozza, BozzaModel, type Chi } from '../../schemas/bozza.model.js';
import { findByChiavi } from '../../schemas/registrazione.model.js';
import { recordAccesso } from '../accesso/audit.js';
import { passesReserve } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import type { Clock } from '../lib/clock.js';
import { NonTrovatoError, Problema } from '../lib/problem.js';
import { chiaveOf, markRegistrata } from './segno.js';
import { visibleBozze } from './visibilita.js';

export const chiOf = ({ utente, denominazione, perContoDi }: Caller): Chi => ({
  utente,
  denominazione,
  ...(perContoDi !== undefined && { perContoDi }),
});

type Riservabile = Pick<Bozza, '_id' | 'riservatezza'>;

/** What is reserved is read with a trace, before it is shown: one line for what was read together. */
export async function traceBozze(clock: Clock, caller: Caller, read: readonly Riservabile[]): Promise<void> {
  const ids = read
    .filter(({ riservatezza }) => riservatezza.livello === 'riservata')
    .map(({ _id }) => _id.toHexString());
  const [first] = ids;
  if (first === undefined) return;
  const atto = caller.motivoAccesso === undefined ? 'legge-riservate' : 'accede-riservate';
  const dettagli = { bozze: ids };
  await recordAccesso(clock, caller, atto, ids.length === 1 ? `bozze/${first}` : 'elenco', { dettagli });
}

/**
 * A registration that was cut between its number and the mark on the draft is found by its key, and the mark made: whoever reads
 * the draft next mends it.
 */
async function healed({ clock }: Pick<Deps, 'clock'>, bozza: Bozza): Promise<Bozza> {
  if (bozza.inRegistrazione === undefined || bozza.registrazione !== undefined) return bozza;
  const [registrazione] = await findByChiavi(bozza.aoo, [{ ...chiaveOf(bozza), sha256: '' }]);
  if (registrazione === undefined) return bozza;
  const chi = { utente: bozza.inRegistrazione.utente, denominazione: bozza.inRegistrazione.utente };
  return (await markRegistrata(bozza, registrazione, chi, clock.now())) ?? bozza;
}

/**
 * A draft that the caller may see.
 * @throws NonTrovatoError if it is not there, or not the caller's to see (contract §5)
 * @throws Problema `motivo-accesso-richiesto` for who may read what is reserved by saying why, and has not
 */
export async function requireBozza(deps: Pick<Deps, 'clock'>, caller: Caller, id: string): Promise<Bozza> {
  const found = await BozzaModel.findOne({ $and: [{ _id: id }, visibleBozze(caller)] })
    .lean<Bozza>()
    .exec();
  if (found !== null) {
    await traceBozze(deps.clock, caller, [found]);
    return healed(deps, found);
  }
  if (passesReserve(caller) && (await BozzaModel.exists({ _id: id, aoo: caller.aoo })) !== null)
    throw new Problema(
      'motivo-accesso-richiesto',
      'La bozza è riservata: per leggerla indicare il motivo nell’intestazione X-Motivo-Accesso. La lettura resta annotata.',
    );
  throw new NonTrovatoError('La bozza non c’è: controllare l’indirizzo.');
}
