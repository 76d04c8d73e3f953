import { ConfigurazioneError, readConfig } from './lib/config.js';
import { createLogger } from './lib/logger.js';
import { keepHeapSmall, releaseStartMemory } from './lib/memoria.js';
import { connectDatabase, disconnectDatabase } from './lib/mongo.js';
import { closeOnSignal } from './lib/shutdown.js';
import { startWeb } from './web.js';

/** The web process. */
async function main(): Promise<void> {
  keepHeapSmall();
  const config = readConfig(process.env);
  const log = createLogger(config.livelloLog, 'web');
  await connectDatabase(config.mongodbUri);
  const { closings } = await startWeb(config, log);
  closeOnSignal(log, [...closings, { nome: 'database', close: disconnectDatabase }]);
  await releaseStartMemory().catch((error: unknown) => log.warn({ err: error }, 'memory of the start not released'));
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigurazioneError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exit(1);
});
