import type { Deps } from '../deps.js';
import type { Route } from '../lib/route.js';
import { sessioneRoutes } from './sessione-routes.js';
import { ufficiRoutes } from './uffici-routes.js';
import { utentiRoutes } from './utenti-routes.js';

/** Sign in, people, offices. */
export const accessoRoutes = (deps: Pick<Deps, 'clock' | 'config' | 'redis' | 'dimostrazione'>): Route[] => [
  ...sessioneRoutes(deps),
  ...utentiRoutes(deps),
  ...ufficiRoutes(deps),
];
