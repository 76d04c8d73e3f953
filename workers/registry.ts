import { type Job, type JobsOptions, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { RegisterClock } from '../server/lib/clock.js';
import type { Config } from '../server/lib/config.js';
import type { Logger } from '../server/lib/logger.js';
import type { ObjectStore } from '../storage/object-store.js';

export type Processor = (job: Job, segnale: AbortSignal) => Promise<unknown>;
export interface WorkerDeps {
  config: Config;
  log: Logger;
  clock: RegisterClock;
  store: ObjectStore;
  /** the connection of the queues */
  redis: Redis;
  /** a queue of the worker by its name, to add to */
  queueOf: (coda: string) => Queue;
}

/** What runs by the clock, Italian legal time. */
export interface Ricorrenza {
  /** the job's name, and the schedule's: the same name is the same schedule */
  nome: string;
  /** cron, `17 * * * *` */
  pattern?: string;
  /** instead of it: every so many milliseconds */
  ogniMs?: number;
}

/** What one area has done by the worker: a queue of its own, so that nothing long keeps another area waiting. */
export interface Lavori {
  coda: string;
  ricorrenze?: readonly Ricorrenza[];
  /** jobs at once in one process; 1 unless said */
  insieme?: number;
  processors: (deps: WorkerDeps) => Readonly<Record<string, Processor>>;
}

/** One try a turn: the next turn finds in the database what is still to do. */
const TURNO: JobsOptions = { attempts: 1, removeOnComplete: { count: 24 }, removeOnFail: { count: 24 } };

export const createQueue = (name: string, connection: Redis, prefix: string): Queue =>
  new Queue(name, { connection, prefix });

/** Said again at every start and after every loss of Redis. */
export async function scheduleAll(queue: Queue, ricorrenze: readonly Ricorrenza[]): Promise<void> {
  for (const { nome, pattern, ogniMs } of ricorrenze) {
    const when = pattern === undefined ? { every: ogniMs ?? 60_000 } : { pattern, tz: 'Europe/Rome' };
    await queue.upsertJobScheduler(nome, when, { name: nome, opts: TURNO });
  }
}

/** A worker on a queue: each job's name has its processor; an unknown name is dropped with a warning. */
export function startWorker(
  queue: string,
  processors: Readonly<Record<string, Processor>>,
  options: { connection: Redis; prefix: string; log: Logger; segnale: AbortSignal; insieme?: number },
): Worker {
  const { connection, prefix, log, segnale, insieme = 1 } = options;
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
    { connection, prefix, concurrency: insieme },
  );
  worker.on('failed', (job, error) => log.error({ job: job?.id, nome: job?.name, err: error }, 'job failed'));
  worker.on('error', (error) => log.warn({ err: error.message }, 'queue away'));
  return worker;
}
