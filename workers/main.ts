import { findSistema } from '../schemas/sistema.model.js';
import '../schemas/registrazione.model.js';
import { ConfigurazioneError, readConfig } from '../server/lib/config.js';
import { createLogger } from '../server/lib/logger.js';
import { connectDatabase, disconnectDatabase } from '../server/lib/mongo.js';
import { connectRedis } from '../server/lib/redis.js';
import { closeOnSignal } from '../server/lib/shutdown.js';
import { createStore } from '../storage/create-store.js';
import { archivioProcessors } from './archivio/processors.js';
import { CODA_ARCHIVIO, createQueue, scheduleAll } from './queues.js';
import { startWorker } from './registry.js';

/** The worker process. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.livelloLog, 'worker');
  await connectDatabase(config.mongodbUri);
  if ((await findSistema()) === null)
    throw new ConfigurazioneError(
      'La base dati è vuota: eseguire prima npm run installa (oppure npm run demo per provare).',
    );
  const connection = connectRedis(config.redisUrl, log, { offlineQueue: true });
  const store = await createStore(config.storage);
  const stop = new AbortController();
  const queue = createQueue(CODA_ARCHIVIO, connection, config.redisPrefix);
  queue.on('error', (error) => log.warn({ err: error.message }, 'queue away'));
  await scheduleAll(queue);
  connection.on('ready', () => void scheduleAll(queue).catch(() => undefined)); // an emptied Redis gets its schedules again
  const worker = startWorker(CODA_ARCHIVIO, archivioProcessors({ log, store }), {
    connection,
    prefix: config.redisPrefix,
    log,
    segnale: stop.signal,
  });
  log.info('working');
  closeOnSignal(log, [
    {
      nome: 'worker',
      close: () => {
        stop.abort();
        return worker.close();
      },
    },
    { nome: 'queue', close: () => queue.close() },
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
