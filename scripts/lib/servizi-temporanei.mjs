// Private servers for the time of one command (tests, benchmarks), in a temporary folder that goes with them.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ownerOf, tryLock } from './blocco.mjs';
import { endOrphans, Figli, MARK } from './figli.mjs';
import { onInterrupt } from './interruzione.mjs';
import { ensurePrimary, mongodbUri } from './mongodb.mjs';
import { PassoError, step } from './passi.mjs';
import { freePort } from './porte.mjs';
import { isRunning } from './processi.mjs';
import { redisUrl, waitForRedis } from './redis.mjs';
import { mongodRecipe, redisRecipe, s3Recipe } from './ricette.mjs';
import { waitForS3 } from './seaweedfs.mjs';

const PREFIX = 'protocollo-';
const lockOf = (dir) => path.join(dir, 'proprietario.lock');

/** Ends and removes what earlier runs left that were killed before they could. */
async function sweepDead() {
  for (const name of readdirSync(os.tmpdir()).filter((one) => one.startsWith(PREFIX))) {
    const dir = path.join(os.tmpdir(), name);
    const owner = ownerOf(lockOf(dir));
    if (owner === undefined || isRunning(owner)) continue;
    await endOrphans(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A temporary folder that a later run removes if this one is killed before it can. */
export function temporaryFolder(scopo) {
  const dir = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${scopo}-`));
  tryLock(lockOf(dir));
  return dir;
}

/**
 * Starts what the environment does not name. Waits until each is ready.
 * @param {{ scopo: string, s3: boolean }} options `scopo`: part of the folder's name; `s3`: with an S3 server too
 * @returns {Promise<{ dir: string, env: Record<string, string>, stop: () => Promise<void> }>} `stop` ends what used them as well;
 *   `env`, for those who do: MONGODB_URI, REDIS_URL, STORAGE_DIR and with `s3` TEST_S3_ENDPOINT, TEST_S3_ACCESS_KEY, TEST_S3_SECRET_KEY
 */
export async function startTemporaryServices({ scopo, s3 }) {
  await sweepDead();
  const dir = temporaryFolder(scopo);
  const figli = new Figli(dir);
  let removeSockets = () => {};
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  onInterrupt(() => {
    figli.killAll();
    removeSockets();
    remove();
  });
  const env = { STORAGE_DIR: path.join(dir, 'oggetti'), [MARK]: dir };
  mkdirSync(env.STORAGE_DIR);
  let stopping = false;
  const started = [];
  const start = (ricetta) => {
    started.push(ricetta.nome);
    return new Promise((_, fail) => {
      figli.start(ricetta, (how) => {
        if (!stopping)
          fail(new PassoError(`Il server ${ricetta.nome} si è fermato (${how}):\n${figli.lastWords(ricetta.nome)}`));
      });
    });
  };
  /** Ready, or dead before it was; a death later is the tests' to find out. */
  const untilReady = (ricetta, ready) => {
    const death = start(ricetta);
    death.catch(() => {});
    return Promise.race([death, ready()]);
  };
  const stop = async () => {
    stopping = true;
    await Promise.all(started.map((nome) => figli.stop(nome)));
    await endOrphans(dir);
    removeSockets();
    remove();
  };

  async function mongodb() {
    if (process.env.MONGODB_URI) return void (env.MONGODB_URI = process.env.MONGODB_URI);
    const port = await freePort();
    await untilReady({ ...(await mongodRecipe(port, path.join(dir, 'mongodb'))), segnale: 'SIGKILL' }, () =>
      ensurePrimary(port),
    );
    env.MONGODB_URI = mongodbUri(port);
  }
  async function redis() {
    if (process.env.REDIS_URL) return void (env.REDIS_URL = process.env.REDIS_URL);
    const port = await freePort();
    await untilReady({ ...(await redisRecipe(port, path.join(dir, 'redis'))), segnale: 'SIGKILL' }, () =>
      waitForRedis(port),
    );
    env.REDIS_URL = redisUrl(port);
  }
  async function objects() {
    if (!s3) return;
    const plan = await s3Recipe(path.join(dir, 's3'));
    removeSockets = plan.removeSockets;
    await untilReady(plan.ricetta, () => waitForS3(plan.endpoint));
    Object.assign(env, {
      TEST_S3_ENDPOINT: plan.endpoint,
      TEST_S3_ACCESS_KEY: plan.accessKey,
      TEST_S3_SECRET_KEY: plan.secretKey,
    });
  }

  try {
    await step('Avvio i servizi privati', async () => {
      for (const service of [mongodb, redis, objects]) await service();
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { dir, env, stop };
}
