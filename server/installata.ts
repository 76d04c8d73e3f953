import { findSistema } from '../schemas/sistema.model.js';
import { completeDerivati } from './derivati.js';
import { ConfigurazioneError } from './lib/config.js';
import type { Logger } from './lib/logger.js';
import type { Avanzamento } from './protocollo/completa.js';
import { requireNoRestore } from './salvataggio/in-corso.js';

/** So often the log says how far it is. */
const LOG_MS = 5_000;

/**
 * The system that the connected database holds, ready for both processes: no restore was left half-way, and records of an earlier
 * version are completed.
 * @param told - how far the registrations of an earlier version are
 * @throws ConfigurazioneError on an empty database, or one half restored
 */
export async function requireInstallata(
  log: Logger,
  told: (avanzamento: Avanzamento) => void = () => undefined,
): Promise<NonNullable<Awaited<ReturnType<typeof findSistema>>>> {
  await requireNoRestore();
  const sistema = await findSistema();
  if (sistema === null)
    throw new ConfigurazioneError(
      'La base dati è vuota: eseguire prima npm run installa (oppure npm run demo per provare).',
    );
  let logged = performance.now();
  const completed = await completeDerivati((avanzamento) => {
    told(avanzamento);
    if (performance.now() - logged < LOG_MS) return;
    logged = performance.now();
    log.info({ ...avanzamento }, 'completing registrations of an earlier version');
  });
  if (completed > 0) log.info({ completed }, 'records of an earlier version completed');
  return sistema;
}
