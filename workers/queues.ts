import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Queues of the product; a job is only a pointer to what the database says (Redis may be emptied: nothing is lost). */
export const CODA_ARCHIVIO = 'archivio';

export const createQueue = (name: string, connection: Redis, prefix: string): Queue =>
  new Queue(name, { connection, prefix });

/** What runs by the clock, said again at every start: the same name is the same schedule. */
export async function scheduleAll(archivio: Queue): Promise<void> {
  await archivio.upsertJobScheduler(
    'archivio.sweep-files',
    { pattern: '17 * * * *', tz: 'Europe/Rome' },
    {
      name: 'archivio.sweep-files',
      opts: { attempts: 1, removeOnComplete: { count: 24 }, removeOnFail: { count: 24 } },
    },
  );
}
