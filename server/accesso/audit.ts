import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { type AccessoRegistrato, insertAccesso } from '../../schemas/accesso-registrato.model.js';
import type { Clock } from '../lib/clock.js';
import { inTransaction } from './transaction.js';

type Chi = Pick<Caller, 'utente' | 'richiesta'> & Partial<Pick<Caller, 'aoo' | 'motivoAccesso' | 'perContoDi'>>;

const lineOf = (clock: Clock, { utente, perContoDi, aoo, richiesta }: Chi, atto: string): AccessoRegistrato => ({
  quando: clock.now(),
  utente,
  ...(perContoDi !== undefined && { perContoDi }),
  ...(aoo !== undefined && { aoo }),
  atto,
  richiesta,
});

/**
 * Writes one line of the audit, durable before it returns: who did the act, or read what is reserved and why. To be called
 * before what was read is shown.
 * @param riferimento - what it is about, ids only: `2026/12`, a user, an office
 * @param piu - the reason of the act, where it is not that of the request; what else belongs to the line, ids only; the transaction
 *   of the act
 * @see LG on the formation of documents §3.1.6: permanent trace of what is done and by whom
 */
export async function recordAccesso(
  clock: Clock,
  chi: Chi,
  atto: string,
  riferimento?: string,
  {
    motivo = chi.motivoAccesso,
    dettagli,
    session = null,
  }: Partial<Pick<AccessoRegistrato, 'motivo' | 'dettagli'>> & { session?: ClientSession | null } = {},
): Promise<void> {
  await insertAccesso(
    {
      ...lineOf(clock, chi, atto),
      ...(riferimento !== undefined && { riferimento }),
      ...(motivo !== undefined && { motivo }),
      ...(dettagli !== undefined && { dettagli }),
    },
    session,
  );
}

/** A change of people or rights, and its line of the audit: both or neither. @param dettagli - what changes, never a password */
export const changeWithAudit = <T>(
  clock: Clock,
  chi: Chi,
  { atto, riferimento, dettagli }: Required<Pick<AccessoRegistrato, 'atto' | 'riferimento' | 'dettagli'>>,
  change: (session: ClientSession) => Promise<T>,
): Promise<T> =>
  inTransaction(async (session) => {
    const changed = await change(session);
    await insertAccesso({ ...lineOf(clock, chi, atto), riferimento, dettagli }, session);
    return changed;
  });
