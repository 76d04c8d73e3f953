import type { Caller } from '../../schemas/accesso.api.js';
import { insertAccesso } from '../../schemas/accesso-registrato.model.js';
import type { Clock } from '../lib/clock.js';

type Chi = Pick<Caller, 'utente' | 'richiesta'> & Partial<Pick<Caller, 'aoo' | 'motivoAccesso'>>;

/**
 * Writes one line of the audit, durable before it returns: who did the act, or read what is reserved and why. To be called
 * before what was read is shown.
 * @param riferimento - what it is about, ids only: `2026/12`, a user, an office
 * @see LG on the formation of documents §3.1.6: permanent trace of what is done and by whom
 */
export async function recordAccesso(
  clock: Clock,
  chi: Chi,
  atto: string,
  riferimento?: string,
  motivo = chi.motivoAccesso,
): Promise<void> {
  await insertAccesso({
    quando: clock.now(),
    utente: chi.utente,
    ...(chi.aoo !== undefined && { aoo: chi.aoo }),
    atto,
    ...(riferimento !== undefined && { riferimento }),
    ...(motivo !== undefined && { motivo }),
    richiesta: chi.richiesta,
  });
}
