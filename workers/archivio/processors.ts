import type { Job } from 'bullmq';
import { findReferenced } from '../../schemas/registrazione.model.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { sweepFiles } from '../../storage/sweep-files.js';
import type { Processor, WorkerDeps } from '../registry.js';

/** Files that no record names go to the trash a day after their last use, and away after thirty more (issue of storage: see docs/adr/0003). */
export const archivioProcessors = ({ store, log }: WorkerDeps & { store: ObjectStore }): Record<string, Processor> => ({
  'archivio.sweep-files': async (_job: Job, segnale: AbortSignal) => {
    const report = await sweepFiles(store, findReferenced, { signal: segnale });
    log.info({ ...report }, 'files swept');
    return report;
  },
});
