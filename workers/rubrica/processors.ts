import { refreshIpa, runDovute } from '../../server/rubrica/ipa/service.js';
import { CODA_RUBRICA, LAVORO_IMPORTA } from '../../server/rubrica/ipa/sveglia.js';
import type { Lavori } from '../registry.js';

/** The files of the IPA: imported when somebody asks (or by the next turn, whatever Redis has lost), fetched every night. */
export const rubrica: Lavori = {
  coda: CODA_RUBRICA,
  ricorrenze: [
    { nome: LAVORO_IMPORTA, pattern: '* * * * *' },
    { nome: 'rubrica.ipa-notte', pattern: '40 1 * * *' },
  ],
  processors: ({ config, clock, log, store }) => ({
    [LAVORO_IMPORTA]: (_job, segnale) => runDovute({ clock, log, store }, segnale),
    'rubrica.ipa-notte': async (_job, segnale) => {
      const fetched = await refreshIpa({ config, clock, log, store }, segnale);
      log.info({ fetched }, 'ipa files fetched');
      return runDovute({ clock, log, store }, segnale);
    },
  }),
};
