import { setTimeout as sleep } from 'node:timers/promises';
import '../schemas/accesso-registrato.model.js';
import '../schemas/corrispondente.model.js';
import '../schemas/registrazione.model.js';
import '../schemas/registro-giornaliero.model.js';
import '../schemas/sessione.model.js';
import { createClock, startClock } from '../server/demo/orologio.js';
import { seedDemo } from '../server/demo/seed.js';
import { ConfigurazioneError, readConfig } from '../server/lib/config.js';
import { createLogger } from '../server/lib/logger.js';
import { connectDatabase, disconnectDatabase } from '../server/lib/mongo.js';
import { DomainError } from '../server/lib/problem.js';
import { connectRedis } from '../server/lib/redis.js';
import { createStore } from '../storage/create-store.js';

/** The address book of the last registrations is written after the answer. */
const LATE_WRITES_MS = 300;

/** Every start of the demo, before web and worker: the Comune and its past, once; then the clock that `OROLOGIO` asks for. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const password = process.env['DEMO_PASSWORD'];
  if (password === undefined || password === '')
    throw new ConfigurazioneError('Manca DEMO_PASSWORD: la password degli account di dimostrazione.');
  const log = createLogger(process.env['LIVELLO_LOG'] ?? 'warn', 'demo'); // its steps are told in words
  await connectDatabase(config.mongodbUri);
  const redis = connectRedis(config.redisUrl, log);
  try {
    const store = await createStore(config.storage);
    const adesso = config.orologio ?? (await createClock({ dimostrazione: false })).now();
    const made = await seedDemo({
      deps: { config, log, store, redis },
      adesso,
      password,
      say: (line) => console.log(line),
    });
    if (made) await sleep(LATE_WRITES_MS);
    (await startClock(config, true)).stop();
  } finally {
    redis.disconnect();
    await disconnectDatabase();
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigurazioneError || error instanceof DomainError;
  process.stderr.write(`${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
});
