import { runFissita } from '../../server/conservazione/fissita/lavora.js';
import { CODA_FISSITA, LAVORO_FISSITA } from '../../server/conservazione/fissita/sveglia.js';
import { systemClock } from '../../server/lib/clock.js';
import { tellAvvisi } from '../avvisi/processors.js';
import type { Lavori } from '../registry.js';

/** Every stored file read again, every chain replayed, by night and a share at a time (server/conservazione/fissita). */
export const fissita: Lavori = {
  coda: CODA_FISSITA,
  ricorrenze: [{ nome: LAVORO_FISSITA, pattern: '3-59/10 * * * *' }],
  processors: ({ config, store, log, clock }) => ({
    [LAVORO_FISSITA]: async (_job, segnale) => {
      const done = await runFissita({ store, clock: systemClock }, config.fissitaGiorni, {
        segnale,
        onGuasto: async () => {
          await tellAvvisi({ config, clock, log });
        },
      });
      if (done !== null && done.letti + done.catene > 0) log.info({ ...done }, 'stored files read again');
      if (done !== null && done.nuoviGuasti > 0) log.error({ guasti: done.nuoviGuasti }, 'stored files altered');
      return done;
    },
  }),
};
