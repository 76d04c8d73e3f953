import { findSistema } from '../../schemas/sistema.model.js';
import { createSpedisci } from '../../server/conservazione/avvisi/posta.js';
import { runAvvisi } from '../../server/conservazione/avvisi/service.js';
import type { Lavori, WorkerDeps } from '../registry.js';

/** The alarms of now, computed, kept and sent where mail is configured. */
export async function tellAvvisi({ config, clock, log }: Pick<WorkerDeps, 'config' | 'clock' | 'log'>) {
  const spedisci = config.avvisi === undefined ? undefined : createSpedisci(config.avvisi);
  const dimostrazione = (await findSistema())?.dimostrazione === true;
  return runAvvisi({ clock, config, log, dimostrazione, spedisci });
}

export const avvisi: Lavori = {
  coda: 'avvisi',
  ricorrenze: [{ nome: 'avvisi.valuta', pattern: '1-59/2 * * * *' }],
  processors: (deps) => ({ 'avvisi.valuta': () => tellAvvisi(deps) }),
};
