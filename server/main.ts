import mongoose from 'mongoose';
import type { AddressInfo } from 'node:net';
import { createStore } from '../storage/create-store.js';
import { findSistema } from '../schemas/sistema.model.js';
import '../schemas/registrazione.model.js';
import '../schemas/registro-giornaliero.model.js';
import { createApp } from './app.js';
import { startClock } from './demo/orologio.js';
import { completeDerivati } from './derivati.js';
import { ConfigurazioneError, readConfig } from './lib/config.js';
import { closeServer, listen } from './lib/http-server.js';
import { createLogger } from './lib/logger.js';
import { connectDatabase, disconnectDatabase } from './lib/mongo.js';
import { keepHeapSmall } from './lib/memoria.js';
import { connectRedis } from './lib/redis.js';
import { closeOnSignal } from './lib/shutdown.js';
import { registroSource } from './protocollo/apertura.js';
import { Registro } from './protocollo/registro.js';
import { flushRicordi } from './rubrica/ricordi.js';
import { requireNoRestore } from './salvataggio/in-corso.js';

/** The web process. */
async function main(): Promise<void> {
  keepHeapSmall();
  const config = readConfig(process.env);
  const log = createLogger(config.livelloLog, 'web');
  await connectDatabase(config.mongodbUri);
  await requireNoRestore();
  const sistema = await findSistema();
  if (sistema === null)
    throw new ConfigurazioneError(
      'La base dati è vuota: eseguire prima npm run installa (oppure npm run demo per provare).',
    );
  const completed = await completeDerivati();
  if (completed > 0) log.info({ completed }, 'records of an earlier version completed');
  const clock = await startClock(config, sistema.dimostrazione);
  const redis = connectRedis(config.redisUrl, log);
  const store = await createStore(config.storage);
  const registro = new Registro(clock, registroSource);
  const app = createApp({ config, log, clock, store, redis, registro, dimostrazione: sistema.dimostrazione });
  const server = await listen(app, config.port, config.host);
  log.info({ port: (server.address() as AddressInfo).port, database: mongoose.connection.name }, 'listening');
  closeOnSignal(log, [
    { nome: 'http', close: () => closeServer(server) },
    { nome: 'rubrica', close: () => flushRicordi(log) },
    { nome: 'redis', close: () => redis.quit() },
    { nome: 'database', close: disconnectDatabase },
  ]);
  clock.ensureReliable().catch((error: unknown) => log.error({ err: error }, 'clock not reliable'));
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigurazioneError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
