import type { Queue } from 'bullmq';
import type { Deps } from '../deps.js';

/** Queue of the daily registers: the days are closed in it. */
export const CODA_GIORNALIERO = 'giornaliero';
/**
 * Queue of the seals that are missing, one of its own: those of years take an hour, and the closing of a day never waits for them. A job
 * is a knock: the database says what is to do.
 */
export const CODA_SIGILLI = 'sigilli-registri';
export const LAVORO_SIGILLI = 'sigilli.seal-days';

const queues = new WeakMap<object, Promise<Queue>>();

/** Tells the worker that seals were asked for; without Redis its next turn finds it in the database. */
export function accodaSigilli({ redis, config, log }: Pick<Deps, 'redis' | 'config' | 'log'>, aoo: string): void {
  if (redis.status !== 'ready') return;
  const queue =
    queues.get(redis) ??
    import('bullmq').then(({ Queue }) => {
      const made = new Queue(CODA_SIGILLI, { connection: redis, prefix: config.redisPrefix });
      return made.on('error', () => undefined); // told by who keeps the connection
    });
  queues.set(redis, queue);
  const options = { jobId: `sigilli-${aoo}`, attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
  queue
    .then((opened) => opened.add(LAVORO_SIGILLI, {}, options))
    .catch((error: unknown) => log.warn({ err: error, aoo }, 'seals not announced: the next turn finds them'));
}
