import { systemClock } from '../../server/lib/clock.js';
import { runSalvataggio } from '../../server/salvataggio/service.js';
import type { Lavori } from '../registry.js';

/** The nightly backup, after the day was closed. Without `BACKUP_DIR` there is no place for it: the page of the RGD says so. */
export const salvataggio: Lavori = {
  coda: 'salvataggio',
  ricorrenze: [{ nome: 'salvataggio.notte', pattern: '30 2 * * *' }],
  processors: ({ config, store, log }) => ({
    'salvataggio.notte': async () => {
      if (config.salvataggi === undefined) {
        log.warn('no place for backups: BACKUP_DIR is not set');
        return undefined;
      }
      const salvato = await runSalvataggio({ store, clock: systemClock, luogo: config.salvataggi });
      log.info({ ...salvato }, 'backup made and verified');
      return salvato;
    },
  }),
};
