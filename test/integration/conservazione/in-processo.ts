import type { Express } from 'express';
import type { Redis } from 'ioredis';
import type { Context } from 'mocha';
import supertest, { type Test } from 'supertest';
import { createApp } from '../../../server/app.js';
import { createClock, type ProcessClock } from '../../../server/demo/orologio.js';
import type { Deps } from '../../../server/deps.js';
import { readConfig } from '../../../server/lib/config.js';
import { createLogger } from '../../../server/lib/logger.js';
import { connectRedis } from '../../../server/lib/redis.js';
import { registroSource } from '../../../server/protocollo/apertura.js';
import { Registro } from '../../../server/protocollo/registro.js';
import { createStore } from '../../../storage/create-store.js';
import { type Account, filePdf, type Harness, useHarness } from '../../support/harness.js';
import { environmentOf } from '../../support/processi.js';

/** The application in the test's own process, on the Comune of a harness without web processes. */
export class InProcesso {
  #app: Express | undefined;
  #deps: (Deps & { clock: ProcessClock }) | undefined;
  #redis: Redis | undefined;

  constructor(
    readonly harness: Harness,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  async start(): Promise<void> {
    const config = readConfig(environmentOf({ database: this.harness.database, env: this.env }));
    const log = createLogger('silent', 'test');
    const clock = await createClock({ dimostrazione: true });
    this.#redis = connectRedis(config.redisUrl, log);
    const store = await createStore(config.storage);
    const registro = new Registro(clock, registroSource);
    this.#deps = { config, log, clock, store, redis: this.#redis, registro, dimostrazione: true };
    this.#app = createApp(this.#deps);
  }
  stop(): void {
    this.#deps?.clock.stop();
    this.#redis?.disconnect();
  }

  get deps(): Deps & { clock: ProcessClock } {
    if (this.#deps === undefined) throw new Error('the application has not started');
    return this.#deps;
  }

  ask(method: 'get' | 'post' | 'patch', path: string, account: Account): Test {
    if (this.#app === undefined) throw new Error('the application has not started');
    const address = path.startsWith('/metrics') || path.startsWith('/readyz') ? path : `/api/v1${path}`;
    const asked = supertest(this.#app);
    const test = asked[method](address);
    return test.set('Authorization', `Bearer ${this.harness.token(account)}`);
  }
  get(path: string, account: Account): Test {
    return this.ask('get', path, account);
  }
  post(path: string, account: Account): Test {
    return this.ask('post', path, account);
  }

  /** Registers a document, with an attachment if its words are given. @returns number and hashes of its files */
  async register(account: Account, richiesta: object, testo: string, allegato?: string) {
    const { bytes } = filePdf(testo);
    const test = this.post('/registrazioni', account)
      .field('registrazione', JSON.stringify(richiesta))
      .attach('documento', bytes, { filename: 'lettera.pdf', contentType: 'application/pdf' });
    if (allegato !== undefined)
      void test.attach('allegato', filePdf(allegato).bytes, {
        filename: 'allegato.pdf',
        contentType: 'application/pdf',
      });
    const answer = await test;
    if (answer.status !== 201) throw new Error(`not registered: ${answer.status} ${answer.text}`);
    return answer.body as { anno: number; numero: number; documento: { sha256: string } };
  }
}

/** To be called in a `describe`: its tests run on an application in this process and a Comune of their own. */
export function useInProcesso(nome: string, env: NodeJS.ProcessEnv = {}): InProcesso {
  const harness = useHarness(nome, { web: 0 });
  const here = new InProcesso(harness, env);
  before(async function (this: Context) {
    this.timeout(60_000);
    await here.start();
  });
  after(() => here.stop());
  return here;
}
