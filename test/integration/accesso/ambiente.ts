import express, { type Express } from 'express';
import type { Redis } from 'ioredis';
import supertest from 'supertest';
import { createGuard } from '../../../server/accesso/guard.js';
import { accessoRoutes } from '../../../server/accesso/router.js';
import { createClock, type ProcessClock } from '../../../server/demo/orologio.js';
import { orologioRoutes } from '../../../server/demo/orologio-router.js';
import type { Deps } from '../../../server/deps.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { notFound, problemHandler } from '../../../server/lib/problem-handler.js';
import { connectRedis } from '../../../server/lib/redis.js';
import { requestLog } from '../../../server/lib/request-log.js';
import { mountRoutes, type Route } from '../../../server/lib/route.js';
import { buildEnte, PASSWORD } from '../../support/ente.js';
import { closeDatabase, openDatabase } from '../../support/database.js';
import { environmentOf } from '../../support/processi.js';

type AccessoDeps = Pick<Deps, 'config' | 'log' | 'redis' | 'dimostrazione'> & { clock: ProcessClock };

/** The rooms of access alone, in this process, on real servers, with the demonstration Comune. */
export interface Ambiente {
  app: Express;
  deps: AccessoDeps;
  clock: ProcessClock;
  redis: Redis;
  /** Signs in from an address that no other test uses, so that no lock-out is shared. */
  login(utente: string, password?: string): Promise<string>;
  close(): Promise<void>;
}

let addresses = 0;
/** An address of its own, for `X-Forwarded-For`. */
export const newAddress = (): string => `198.51.${Math.floor(++addresses / 250) + 1}.${(addresses % 250) + 1}`;

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** An application with the routes of access and the given others. */
export const buildApp = (deps: AccessoDeps, others: readonly Route[] = []): Express =>
  express()
    .set('trust proxy', deps.config.proxyFidati)
    .use(requestLog(deps.log), express.text({ type: 'application/json' }))
    .use(
      '/api/v1',
      mountRoutes([...accessoRoutes(deps), ...orologioRoutes(deps), ...others], createGuard(deps)),
      notFound,
    )
    .use(problemHandler(deps.log));

export async function openAmbiente(nome: string, env: NodeJS.ProcessEnv = {}): Promise<Ambiente> {
  const database = await openDatabase(nome);
  const config = readConfig(
    environmentOf({
      database,
      env: { PROXY_FIDATI: '1', LIVELLO_LOG: process.env['LIVELLO_LOG'] ?? 'silent', ...env },
    }),
  );
  const log = createLogger(config.livelloLog, 'test');
  await buildEnte();
  const clock = await createClock({ dimostrazione: true });
  await clock.moveClock(new Date('2026-03-02T09:00:00+01:00'));
  const redis = connectRedis(config.redisUrl, log);
  const deps = { config, log, clock, redis, dimostrazione: true };
  const app = buildApp(deps);
  return {
    app,
    deps,
    clock,
    redis,
    async login(utente, password = PASSWORD) {
      const answer = await supertest(app)
        .post('/api/v1/sessione')
        .set('X-Forwarded-For', newAddress())
        .send({ utente, password })
        .expect(200);
      return (answer.body as { token: string }).token;
    },
    async close() {
      clock.stop();
      redis.disconnect();
      await closeDatabase();
    },
  };
}
