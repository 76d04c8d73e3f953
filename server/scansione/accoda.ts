import type { Queue } from 'bullmq';
import os from 'node:os';
import type { Deps } from '../deps.js';

/** Queues and jobs of the scans; their processors are in workers/scansione. A job is a pointer: the database says what is to do. */
export const CODA_SCANSIONE = 'scansione';
export const CODA_PAGINE = 'scansione-pagine';
/** a scan: open its files, read what is left, compose, join */
export const LAVORO_AVANZA = 'scansione.avanza';
/** one page of a scan, whichever is next */
export const LAVORO_PAGINA = 'scansione.pagina';
export const LAVORO_SWEEP_SCANSIONI = 'scansione.sweep';
export const LAVORO_CARTELLA = 'scansione.cartella';

/** Pages at once in one process: while the words of as many as there are cores are read, the next picture is decoded. */
export const PAGINE_INSIEME = os.availableParallelism() + 1;

const ONCE = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/** @param perche - two calls for one scan that wait are one; another reason is another call, so that none is lost behind one that runs */
export const opzioniAvanza = (scansione: string, perche: string) => ({
  ...ONCE,
  jobId: `avanza-${scansione}-${perche}`,
});

/**
 * One page a job, and a job that is done adds the next at the end of the queue: a batch of a thousand pages never keeps three pages
 * of the counter waiting. Its name goes to and fro between two, since a job that runs cannot be added again.
 */
export const opzioniPagina = (scansione: string, posto: number, verso: 'a' | 'b') => ({
  ...ONCE,
  jobId: `pagina-${scansione}-${posto}-${verso}`,
});

const queues = new WeakMap<object, Promise<Queue>>();

/** Tells the worker of a scan that waits. It never holds up a request: without Redis the sweep finds it in the database. */
export function accodaScansione(
  { redis, config, log }: Pick<Deps, 'redis' | 'config' | 'log'>,
  scansione: string,
  perche = 'atto',
): void {
  if (redis.status !== 'ready') return;
  const queue =
    queues.get(redis) ??
    import('bullmq').then(({ Queue }) => {
      const made = new Queue(CODA_SCANSIONE, { connection: redis, prefix: config.redisPrefix });
      return made.on('error', () => undefined); // told by who keeps the connection
    });
  queues.set(redis, queue);
  queue
    .then((opened) => opened.add(LAVORO_AVANZA, { scansione }, opzioniAvanza(scansione, perche)))
    .catch((error: unknown) => log.warn({ err: error, scansione }, 'scan not announced: the sweep finds it'));
}
