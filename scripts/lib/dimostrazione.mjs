// The processes of the demo: started in order, supervised, stopped in order.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MARK } from './figli.mjs';
import { onInterrupt } from './interruzione.mjs';
import { ensurePrimary, mongodbUri } from './mongodb.mjs';
import { nodeArguments } from './node.mjs';
import { PassoError, say, step } from './passi.mjs';
import { demoSecret, simulatorPassword } from './password-demo.mjs';
import { ROOT } from './percorsi.mjs';
import { stablePorts } from './porte.mjs';
import { lastLines, run } from './processi.mjs';
import { redisUrl, waitForRedis } from './redis.mjs';
import { mongodRecipe, redisRecipe, simulatoreRecipe, SIMULATORE, UTENTE_SIMULATORE } from './ricette.mjs';
import { authorityOf, describeServizi, removeServizi, storageOf, withDatabase, writeServizi } from './servizi-demo.mjs';
import { Sorvegliante } from './sorvegliante.mjs';

const READY_MS = 120_000;
const NAMES = {
  web: 'il processo web',
  worker: 'il processo worker',
  mongodb: 'MongoDB (mongod)',
  redis: 'Redis',
  [SIMULATORE]: 'il simulatore del conservatore',
};
const STOP_ORDER = [
  ['web', 'worker'],
  [SIMULATORE, 'redis', 'mongodb'],
];
const isReady = (url) =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.status === 200,
    () => false,
  );

const withLines = (text) => (text === '' ? '' : `\n${text.replace(/^/gm, '    ')}`);

export class Dimostrazione {
  #dir;
  #port;
  #password;
  #places;
  #closed = false;
  #guard;
  #lost;

  /** @param {{ dir: string, port: number, password: string }} options */
  constructor({ dir, port, password }) {
    this.#dir = dir;
    this.#port = port;
    this.#password = password;
    this.#guard = new Sorvegliante(dir, {
      onChange: () => this.#publish(),
      onDeath: (nome, come, words) =>
        say(
          `! ${NAMES[nome]} (${nome}) è terminato: ${come}. Le sue ultime righe, in log/${nome}.log:${withLines(words)}`,
        ),
    });
    this.#lost = this.#guard.surrender.then(async (deaths) => {
      await this.stop();
      const list = deaths.map(({ nome, come }) => `${nome} (${come})`).join(', ');
      throw new PassoError(
        `La dimostrazione si ferma: ${deaths.length} processi sono terminati in un minuto: ${list}.`,
        `leggere le ragioni in ${path.join(this.#dir, 'log')} e ripetere npm run demo`,
      );
    });
    this.#lost.catch(() => {}); // whoever waits for it tells it
    onInterrupt(
      async () => {
        say('\n› Fermo la dimostrazione');
        await this.stop();
      },
      () => this.#guard.killAll(),
    );
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Address of the simulated receiver; undefined when the environment names another. */
  get simulatore() {
    return this.#places?.simulatoreParer?.url;
  }

  #publish() {
    if (this.#closed || this.#places === undefined) return;
    writeServizi(
      this.#dir,
      describeServizi({ ...this.#places, ca: authorityOf(this.#dir) }, (nome) => this.#guard.pid(nome)),
    );
  }

  /** Waits for something, unless too many deaths make it pointless. */
  async #unlessLost(work) {
    return Promise.race([work, this.#lost]);
  }

  /** What is not named by the environment runs here, on the ports of the last time. */
  async #startServers() {
    const { MONGODB_URI, REDIS_URL, PARER_URL } = process.env;
    const ports = await stablePorts(path.join(this.#dir, 'porte.json'), ['mongodb', 'redis', SIMULATORE]);
    const storage = storageOf(this.#dir);
    if (storage.percorso !== undefined) mkdirSync(storage.percorso, { recursive: true, mode: 0o700 });
    const mongodb = MONGODB_URI ? undefined : await mongodRecipe(ports.mongodb, path.join(this.#dir, 'mongodb'));
    const redis = REDIS_URL ? undefined : await redisRecipe(ports.redis, path.join(this.#dir, 'redis'));
    this.#places = {
      url: this.url,
      mongodbUri: withDatabase(MONGODB_URI || mongodbUri(ports.mongodb)),
      redisUrl: REDIS_URL || redisUrl(ports.redis),
      storage,
      ...(!PARER_URL && {
        simulatoreParer: { url: `http://127.0.0.1:${ports[SIMULATORE]}`, porta: ports[SIMULATORE] },
      }),
    };
    if (mongodb !== undefined) this.#guard.start(mongodb);
    if (redis !== undefined) this.#guard.start(redis);
    if (mongodb !== undefined) await this.#unlessLost(ensurePrimary(ports.mongodb));
    if (redis !== undefined) await this.#unlessLost(waitForRedis(ports.redis));
  }

  #environment() {
    const { mongodbUri: MONGODB_URI, redisUrl: REDIS_URL, storage, simulatoreParer } = this.#places;
    return {
      ...(simulatoreParer !== undefined && {
        PARER_URL: simulatoreParer.url,
        PARER_UTENTE: UTENTE_SIMULATORE,
        PARER_PASSWORD: simulatorPassword(this.#dir),
      }),
      MONGODB_URI,
      REDIS_URL,
      DATA_DIR: this.#dir,
      STORAGE_DIR: storage.percorso,
      BACKUP_DIR: process.env.BACKUP_DIR ?? path.join(this.#dir, 'salvataggi'),
      FIDUCIA_DIR: process.env.FIDUCIA_DIR ?? path.join(this.#dir, 'ca'),
      CHIAVE_SEGRETI: demoSecret(this.#dir),
      IPA_FONTE: process.env.IPA_FONTE ?? path.join(this.#dir, 'ipa'),
      PORT: String(this.#port),
      HOST: '127.0.0.1',
      DEMO_PASSWORD: this.#password,
      WEBHOOK_RETI_PRIVATE: 'si',
    };
  }

  /** The demonstration Comune, made once; it alone is told the moved clock (OROLOGIO). */
  async #prepareData() {
    const { codice, uscita } = await run(process.execPath, nodeArguments('scripts/prepara-demo.js'), {
      cwd: ROOT,
      env: { ...process.env, ...this.#environment(), [MARK]: this.#dir },
      onLine: (line) => say(`  ${line}`),
    });
    if (codice !== 0) {
      throw new PassoError(
        `I dati della dimostrazione non si sono potuti preparare:\n${lastLines(uscita)}`,
        `correggere la causa indicata e ripetere; per ricominciare da capo eliminare la cartella ${this.#dir}`,
      );
    }
  }

  #startProcess(nome, program) {
    this.#guard.start({
      nome,
      comando: process.execPath,
      argomenti: nodeArguments(program),
      env: { ...this.#environment(), OROLOGIO: undefined },
      limiteMs: 15_000,
    });
  }

  #startSimulatore() {
    const { simulatoreParer } = this.#places;
    if (simulatoreParer === undefined) return;
    const { PARER_PASSWORD: password } = this.#environment();
    this.#guard.start(simulatoreRecipe(simulatoreParer.porta, path.join(this.#dir, 'simulatore-parer'), password));
  }

  async #waitReady() {
    const end = performance.now() + READY_MS;
    while (!(await isReady(this.url))) {
      if (performance.now() > end)
        throw new PassoError(
          `Il processo web non è pronto dopo ${READY_MS / 1000} secondi: ${this.url}/readyz non risponde 200.`,
          `leggere ${path.join(this.#dir, 'log/web.log')}`,
        );
      await sleep(100);
    }
  }

  /** Everything up to the first 200 of `/readyz`. @throws PassoError after having stopped what it started */
  async start() {
    try {
      await step('Avvio MongoDB e Redis', () => this.#startServers());
      await step('Preparo i dati della dimostrazione', () => this.#unlessLost(this.#prepareData()));
      await step('Avvio web e worker', async () => {
        this.#startProcess('web', 'server/main.js');
        this.#startProcess('worker', 'workers/main.js');
        this.#startSimulatore();
        await this.#unlessLost(this.#waitReady());
      });
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Web and worker first, then the servers they use. Nothing is left, servizi.json neither. */
  async stop() {
    this.#closed = true;
    removeServizi(this.#dir);
    await this.#guard.stop(STOP_ORDER);
  }

  /** Runs until too many processes have died and the rest is stopped. @throws PassoError that names what died and how */
  async surrendered() {
    await this.#lost;
  }
}
