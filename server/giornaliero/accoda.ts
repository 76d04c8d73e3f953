import type { Queue } from 'bullmq';
import type { Deps } from '../deps.js';

/** Queue of the daily registers, and the job that puts the seals that are missing. A job is a knock: the database says what is to do. */
export const CODA_GIORNALIERO = 'giornaliero';
export const LAVORO_SIGILLI = 'giornaliero.seal-days';

const queues = new WeakMap<object, Promise<Queue>>();

/** Tells the worker that seals were asked for; without Redis its next turn finds it in the database. */
export function accodaSigilli({ redis, config, log }: Pick<Deps, 'redis' | 'config' | 'log'>, aoo: string): void {
  if (redis.status !== 'ready') return;
  const queue =
    queues.get(redis) ??
    import('bullmq').then(({ Queue }) => {
      const made = new Queue(CODA_GIORNALIERO, { connection: redis, prefix: config.redisPrefix });
      return made.on('error', () => undefined); // told by who keeps the connection
    });
  queues.set(redis, queue);
  const options = { jobId: `sigilli-${aoo}`, attempts: 1, removeOnComplete: true, removeOnFail: true } as const;
  queue
    .then((opened) => opened.add(LAVORO_SIGILLI, {}, options))
    .catch((error: unknown) => log.warn({ err: error, aoo }, 'seals not announced: the next turn finds them'));
}
