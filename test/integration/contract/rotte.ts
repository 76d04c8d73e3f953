import { allRoutes } from '../../../server/app.js';
import { createClock } from '../../../server/demo/orologio.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { connectRedis } from '../../../server/lib/redis.js';
import type { Route } from '../../../server/lib/route.js';
import { registroSource } from '../../../server/protocollo/apertura.js';
import { Registro } from '../../../server/protocollo/registro.js';
import { createStore } from '../../../storage/create-store.js';
import type { Harness } from '../../support/harness.js';
import { environmentOf } from '../../support/processi.js';

/** Every route of the product, as the application mounts it. */
export async function routesOf({ database }: Harness): Promise<Route[]> {
  const config = readConfig(environmentOf({ database }));
  const log = createLogger('silent', 'test');
  const clock = await createClock({ dimostrazione: true });
  const redis = connectRedis(config.redisUrl, log);
  const store = await createStore(config.storage);
  const routes = allRoutes({
    config,
    log,
    clock,
    redis,
    store,
    registro: new Registro(clock, registroSource),
    dimostrazione: true,
  });
  clock.stop(); // only the list is wanted
  redis.disconnect();
  return routes;
}
