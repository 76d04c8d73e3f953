import type { Queue } from 'bullmq';
import type { Deps } from '../deps.js';

/** Queues and jobs of the shippings; their processors are in workers/conservazione. */
export const CODA_CONSERVAZIONE = 'conservazione';
export const LAVORO_SWEEP = 'conservazione.sweep';
export const CODA_INVII = 'conservazione-invii';
export const LAVORO_INVIO = 'conservazione.send-versamento';

/** The job that sends a package: a pointer, of which there is one at a time. */
export const optionsOf = (id: string) => ({
  jobId: `send-versamento-${id}`, // no `:`, never digits alone
  attempts: 1,
  removeOnComplete: true, // a kept job would swallow the next one of that name
  removeOnFail: true,
});

const PATIENCE_MS = 1_000;

/** Tells the worker of a package that waits. Without Redis nothing is lost: the sweep finds it in the database. */
export function createSvegliaInvii({
  redis,
  config,
  log,
}: Pick<Deps, 'redis' | 'config' | 'log'>): (id: string) => Promise<void> {
  let queue: Promise<Queue> | undefined;
  return async (id) => {
    if (redis.status !== 'ready') return;
    queue ??= import('bullmq').then(({ Queue }) => {
      const made = new Queue(CODA_INVII, { connection: redis, prefix: config.redisPrefix });
      return made.on('error', () => undefined); // the connection itself tells that Redis is away
    });
    const opened = await queue;
    const added = opened.add(LAVORO_INVIO, { versamento: id }, optionsOf(id));
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    await Promise.race([added, late]).catch((error: unknown) => {
      log.warn({ err: error }, 'package not announced: the worker looks by itself');
    });
    added.catch(() => undefined);
  };
}
