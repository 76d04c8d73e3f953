import type { Deps } from '../deps.js';
import type { Route } from '../lib/route.js';
import { accessiRoutes } from './accessi-routes.js';
import { aooRoutes } from './aoo-routes.js';
import { createBlocco } from './blocco.js';
import { sessioneRoutes } from './sessione-routes.js';
import { ufficiRoutes } from './uffici-routes.js';
import { utentiRoutes } from './utenti-routes.js';

/** Sign in, people, offices, the AOO itself, the trace of what was done to them. */
export function accessoRoutes(deps: Pick<Deps, 'clock' | 'config' | 'redis' | 'dimostrazione'>): Route[] {
  const blocco = createBlocco(deps.redis, deps.config.redisPrefix);
  return [
    ...sessioneRoutes({ ...deps, blocco }),
    ...utentiRoutes({ ...deps, blocco }),
    ...ufficiRoutes(deps),
    ...aooRoutes(deps),
    ...accessiRoutes(),
  ];
}
