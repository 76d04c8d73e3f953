import mongoose from 'mongoose';
import type { AddressInfo } from 'node:net';
import { createStore } from '../storage/create-store.js';
import '../schemas/registrazione.model.js';
import '../schemas/registro-giornaliero.model.js';
import { createApp } from './app.js';
import { Attesa } from './attesa.js';
import { startClock } from './demo/orologio.js';
import { isDaCompletare } from './derivati.js';
import { requireInstallata } from './installata.js';
import type { Config } from './lib/config.js';
import { closeServer, listen } from './lib/http-server.js';
import type { Logger } from './lib/logger.js';
import { connectRedis } from './lib/redis.js';
import type { Closing } from './lib/shutdown.js';
import { registroSource } from './protocollo/apertura.js';
import { Registro } from './protocollo/registro.js';
import { flushRicordi } from './rubrica/ricordi.js';

/**
 * The application, listening, on the database that is connected; while that is completed, the port is open and says so.
 * @returns its port, and how it ends, in order; the database is left to who connected it
 * @throws ConfigurazioneError on an empty database
 */
export async function startWeb(config: Config, log: Logger): Promise<{ port: number; closings: Closing[] }> {
  const attesa = new Attesa();
  const early = (await isDaCompletare()) ? await listen(attesa.listener, config.port, config.host) : undefined;
  const sistema = await requireInstallata(log, (avanzamento) => (attesa.avanzamento = avanzamento));
  const clock = await startClock(config, sistema.dimostrazione);
  const redis = connectRedis(config.redisUrl, log);
  const store = await createStore(config.storage);
  const registro = new Registro(clock, registroSource);
  const app = createApp({ config, log, clock, store, redis, registro, dimostrazione: sistema.dimostrazione });
  attesa.open(app);
  const server = early ?? (await listen(attesa.listener, config.port, config.host));
  const { port } = server.address() as AddressInfo;
  log.info({ port, database: mongoose.connection.name }, 'listening');
  clock.ensureReliable().catch((error: unknown) => log.error({ err: error }, 'clock not reliable'));
  return {
    port,
    closings: [
      { nome: 'http', close: () => closeServer(server) },
      { nome: 'rubrica', close: () => flushRicordi(log) },
      { nome: 'orologio', close: () => Promise.resolve(clock.stop()) },
      { nome: 'redis', close: () => redis.quit() },
    ],
  };
}
