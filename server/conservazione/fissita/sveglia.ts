import type { Queue } from 'bullmq';
import type { Deps } from '../../deps.js';

/** Queue and job of the rounds; their processor is in workers/fissita. */
export const CODA_FISSITA = 'fissita';
export const LAVORO_FISSITA = 'fissita.rileggi';

const PATIENCE_MS = 1_000;

/** Wakes the worker for a round that was asked for. Without Redis nothing is lost: the worker looks by itself every ten minutes. */
export function createSvegliaFissita({
  redis,
  config,
  log,
}: Pick<Deps, 'redis' | 'config' | 'log'>): () => Promise<void> {
  let queue: Promise<Queue> | undefined;
  return async () => {
    if (redis.status !== 'ready') return;
    queue ??= import('bullmq').then(({ Queue }) => {
      const made = new Queue(CODA_FISSITA, { connection: redis, prefix: config.redisPrefix });
      return made.on('error', () => undefined); // the connection itself tells that Redis is away
    });
    const opened = await queue;
    const added = opened.add(LAVORO_FISSITA, {}, { attempts: 1, removeOnComplete: true, removeOnFail: true });
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    await Promise.race([added, late]).catch((error: unknown) => {
      log.warn({ err: error }, 'round not announced: the worker looks by itself');
    });
    added.catch(() => undefined);
  };
}
