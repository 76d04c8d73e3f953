import type { Queue } from 'bullmq';
import type { Deps } from '../deps.js';

export const CODA_ESTRAZIONE = 'estrazione';
export const LAVORO_FILE = 'estrazione.file';

/** Files of registrations made shortly one after the other go together. */
const GATHER_MS = 100;
const MAX_WAITING = 10_000;

type Chi = Pick<Deps, 'redis' | 'config' | 'log'>;

const waiting = new Set<string>();
const queues = new WeakMap<Chi['redis'], Promise<Queue>>();
let timer: NodeJS.Timeout | undefined;

async function flush({ redis, config, log }: Chi): Promise<void> {
  timer = undefined;
  const files = [...waiting];
  waiting.clear();
  try {
    const queue =
      queues.get(redis) ??
      import('bullmq').then(({ Queue }) => {
        const made = new Queue(CODA_ESTRAZIONE, { connection: redis, prefix: config.redisPrefix });
        made.on('error', () => undefined); // told by who keeps the connection
        return made;
      });
    queues.set(redis, queue);
    // who registers searches at once: today's files do not stand behind thousands that came in together
    const opts = { attempts: 1, lifo: true, removeOnComplete: true, removeOnFail: true };
    await (
      await queue
    ).addBulk(
      files.map((sha256) => ({ name: LAVORO_FILE, data: { sha256 }, opts: { ...opts, jobId: `file-${sha256}` } })),
    );
  } catch (error) {
    log.warn(
      { err: error instanceof Error ? error.message : error, files: files.length },
      'files not queued: the sweep finds them',
    );
  }
}

/** Asks the worker to examine stored files soon. It never holds up a registration, nor fails: what is lost here the sweep finds. */
export function accodaFile(chi: Chi, sha256s: readonly string[]): void {
  if (chi.redis.status !== 'ready' || waiting.size > MAX_WAITING) return;
  for (const sha256 of sha256s) waiting.add(sha256);
  if (waiting.size > 0) timer ??= setTimeout(() => void flush(chi), GATHER_MS).unref();
}
