import type { RequestHandler } from 'express';
import type { ProcessClock } from './demo/orologio.js';
import type { Deps } from './deps.js';
import { countGiornateInRitardo } from './giornaliero/stato.js';
import { isDatabaseReady } from './lib/mongo.js';

/** Longest time for one look; a service that hangs is not ready. */
const LIMIT_MS = 2_500;

const within = (look: Promise<boolean>): Promise<boolean> =>
  Promise.race([
    look.catch(() => false),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), LIMIT_MS).unref()),
  ]);

/**
 * `/readyz`: 200 when a registration can be made now: database as primary, store writable, clock to be trusted. Redis is told and
 * not waited for: it only dispatches, and the register goes on without it. `avvisi`: what somebody must see to while all runs.
 */
export const readinessOf =
  ({ store, clock, redis }: Deps & { clock: ProcessClock }): RequestHandler =>
  async (_req, res) => {
    const [database, oggetti, orologio, inRitardo] = await Promise.all([
      within(isDatabaseReady()),
      within(store.check().then(() => true)),
      within(clock.reliable()),
      within(countGiornateInRitardo(clock.now()).then((late) => late > 0)),
    ]);
    const ready = database && oggetti && orologio;
    if (!ready) res.set('Retry-After', '2');
    const avvisi = inRitardo ? ['registro-giornaliero-in-ritardo'] : [];
    res
      .status(ready ? 200 : 503)
      .json({ pronto: ready, database, oggetti, orologio, redis: redis.status === 'ready', avvisi });
  };
