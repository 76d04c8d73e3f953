import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../server/lib/logger.js';
import type { ObjectStore } from '../storage/object-store.js';

export type Processor = (job: Job, segnale: AbortSignal) => Promise<unknown>;
export interface WorkerDeps {
  log: Logger;
  store: ObjectStore;
}

/** A worker on a queue: each job's name has its processor; an unknown name is dropped with a warning. */
export function startWorker(
  queue: string,
  processors: Readonly<Record<string, Processor>>,
  { connection, prefix, log, segnale }: { connection: Redis; prefix: string; log: Logger; segnale: AbortSignal },
): Worker {
  const worker = new Worker(
    queue,
    async (job) => {
      const processor = processors[job.name];
      if (processor === undefined) {
        log.warn({ job: job.id, nome: job.name }, 'unknown job dropped');
        return undefined;
      }
      const start = performance.now();
      const result = await processor(job, segnale);
      log.info({ job: job.id, nome: job.name, ms: Math.round(performance.now() - start) }, 'job done');
      return result;
    },
    { connection, prefix },
  );
  worker.on('failed', (job, error) => log.error({ job: job?.id, nome: job?.name, err: error }, 'job failed'));
  worker.on('error', (error) => log.warn({ err: error.message }, 'queue away'));
  return worker;
}
