import { sweepFiles } from '../../storage/sweep-files.js';
import type { Lavori } from '../registry.js';
import { findFileNominati } from './referenze.js';

/** Files that no record names go to the trash a day after their last use, and away after thirty more (docs/adr/0003). */
export const archivio: Lavori = {
  coda: 'archivio',
  ricorrenze: [{ nome: 'archivio.sweep-files', pattern: '17 * * * *' }],
  processors: ({ store, log }) => ({
    'archivio.sweep-files': async (_job, segnale) => {
      const report = await sweepFiles(store, findFileNominati, { signal: segnale });
      log.info({ ...report }, 'files swept');
      return report;
    },
  }),
};
