import { findSistema } from '../schemas/sistema.model.js';
import { completeDerivati } from './derivati.js';
import { ConfigurazioneError } from './lib/config.js';
import type { Logger } from './lib/logger.js';
import { requireNoRestore } from './salvataggio/in-corso.js';

/**
 * The system that the connected database holds, ready for both processes: no restore was left half-way, and records of an earlier
 * version are completed.
 * @throws ConfigurazioneError on an empty database, or one half restored
 */
export async function requireInstallata(log: Logger): Promise<NonNullable<Awaited<ReturnType<typeof findSistema>>>> {
  await requireNoRestore();
  const sistema = await findSistema();
  if (sistema === null)
    throw new ConfigurazioneError(
      'La base dati è vuota: eseguire prima npm run installa (oppure npm run demo per provare).',
    );
  const completed = await completeDerivati();
  if (completed > 0) log.info({ completed }, 'records of an earlier version completed');
  return sistema;
}
