import os from 'node:os';
import '../schemas/registrazione.model.js';
import { startClock } from '../server/demo/orologio.js';
import { requireInstallata } from '../server/installata.js';
import { ConfigurazioneError, readConfig } from '../server/lib/config.js';
import { createLogger } from '../server/lib/logger.js';
import { keepHeapSmall } from '../server/lib/memoria.js';
import { connectDatabase, disconnectDatabase } from '../server/lib/mongo.js';
import { connectRedis } from '../server/lib/redis.js';
import { closeOnSignal } from '../server/lib/shutdown.js';
import { createStore } from '../storage/create-store.js';
import { LAVORI } from './queues.js';
import { createQueue, scheduleAll, startWorker } from './registry.js';

/** The worker process. */
async function main(): Promise<void> {
  keepHeapSmall();
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL); // who waits at a page comes first
  const config = readConfig(process.env);
  const log = createLogger(config.livelloLog, 'worker');
  await connectDatabase(config.mongodbUri);
  const sistema = await requireInstallata(log);
  const clock = await startClock(config, sistema.dimostrazione);
  const connection = connectRedis(config.redisUrl, log, { offlineQueue: true });
  const store = await createStore(config.storage);
  const stop = new AbortController();
  const queues = new Map<string, ReturnType<typeof createQueue>>();
  const queueOf = (coda: string) => {
    const made = queues.get(coda) ?? createQueue(coda, connection, config.redisPrefix);
    queues.set(coda, made);
    return made;
  };
  const aree = LAVORI.map(({ coda, ricorrenze = [], insieme, processors }) => {
    const queue = queueOf(coda);
    queue.on('error', (error) => log.warn({ err: error.message }, 'queue away'));
    const worker = startWorker(coda, processors({ config, log, clock, store, redis: connection, queueOf }), {
      connection,
      prefix: config.redisPrefix,
      log,
      segnale: stop.signal,
      ...(insieme !== undefined && { insieme }),
    });
    return { queue, worker, schedule: () => scheduleAll(queue, ricorrenze) };
  });
  const scheduleEach = () => Promise.all(aree.map(({ schedule }) => schedule()));
  await scheduleEach();
  connection.on('ready', () => void scheduleEach().catch(() => undefined)); // an emptied Redis gets its schedules again
  log.info('working');
  closeOnSignal(log, [
    {
      nome: 'workers',
      close: () => {
        stop.abort();
        return Promise.all(aree.map(({ worker }) => worker.close()));
      },
    },
    { nome: 'queues', close: () => Promise.all(aree.map(({ queue }) => queue.close())) },
    { nome: 'redis', close: () => connection.quit() },
    { nome: 'database', close: disconnectDatabase },
  ]);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigurazioneError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
