import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePrimary, findMongod, mongodArguments, mongodbUri } from '../../scripts/lib/mongodb.mjs';
import { nodeArguments } from '../../scripts/lib/node.mjs';
import { freePort } from '../../scripts/lib/porte.mjs';
import { serviceAddress, type TestDatabase } from './servizi.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const READY_MS = 60_000;
const STOP_MS = 15_000;
const KEPT_OUTPUT = 500_000;

/** A process of the test's own. */
export interface TestProcess {
  pid: number;
  /** What it has written so far, standard output and errors. */
  output(): string;
  /** Asks it to end (SIGTERM; SIGKILL after a limit) and waits. Resolves with its exit code, or the signal that ended it. */
  stop(): Promise<number | NodeJS.Signals>;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
}

export interface TestWeb extends TestProcess {
  /** `http://127.0.0.1:port` */
  url: string;
  port: number;
}

export interface TestMongod extends TestProcess {
  /** Address with the replica set, without a database. */
  uri: string;
  /** Starts it again on the same port and data; waits until it is primary. */
  restart(): Promise<void>;
}

export interface ProcessOptions {
  database: TestDatabase;
  /** Over the test's own environment. `STORAGE_DIR` is one folder for all processes of a database unless given here. */
  env?: NodeJS.ProcessEnv;
}

/** What runs, and on which database. */
const running = new Map<ChildProcess, string | undefined>();
process.on('exit', () => {
  for (const child of running.keys()) child.kill('SIGKILL');
});
process.once('SIGTERM', () => process.exit(143)); // or 'exit' would not be heard

/** A process, and how it ends: its exit code, or the signal. */
interface Launched extends TestProcess {
  ended: Promise<number | NodeJS.Signals>;
}

function launch(command: string, args: string[], env: NodeJS.ProcessEnv): Launched {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.set(child, env['MONGODB_URI']);
  let output = '';
  const take = (chunk: string): void => {
    output = (output + chunk).slice(-KEPT_OUTPUT);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    child.once('error', (error) => {
      take(error.message);
      running.delete(child);
      done(127);
    });
    child.once('exit', (code, signal) => {
      running.delete(child);
      done(signal ?? code ?? 1);
    });
  });
  const stop = async (): Promise<number | NodeJS.Signals> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    try {
      return await ended;
    } finally {
      clearTimeout(timer);
    }
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { ended, pid: child.pid ?? 0, output: () => output, stop, kill };
}

/** Folder of objects that all processes of one database share. */
export function storageDirOf(database: TestDatabase): string {
  const dir = path.join(serviceAddress('STORAGE_DIR'), database.nome);
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** Environment in which the product's processes and scripts work on that database and nothing else. */
export function environmentOf({ database, env = {} }: ProcessOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    MONGODB_URI: database.uri,
    REDIS_URL: serviceAddress('REDIS_URL'),
    REDIS_PREFIX: database.nome,
    STORAGE_DIR: storageDirOf(database),
    DATA_DIR: path.join(serviceAddress('STORAGE_DIR'), `${database.nome}-dati`),
    S3_ENDPOINT: '',
    OROLOGIO: '',
    HOST: '127.0.0.1',
    WEBHOOK_RETI_PRIVATE: 'si',
    ...env,
  };
}

/** Waits until `/readyz` answers 200. @throws with what the process wrote, when it ends or the limit passes */
async function untilReady(url: string, launched: Launched): Promise<void> {
  const end = performance.now() + READY_MS;
  const state = { gone: false };
  void launched.ended.then(() => (state.gone = true));
  while (performance.now() < end) {
    const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (state.gone) break;
    await sleep(50);
  }
  await launched.kill();
  throw new Error(`the web process did not get ready:\n${launched.output().slice(-4_000)}`);
}

/** Starts a built script (`dist/scripts/verifica.js`) or process of the product in that environment; does not wait. */
export function startScript(file: string, args: string[], options: ProcessOptions): Launched {
  return launch(process.execPath, [...nodeArguments(file), ...args], environmentOf(options));
}

/** Runs a built script to its end. */
export async function runScript(
  file: string,
  args: string[],
  options: ProcessOptions,
): Promise<{ code: number | NodeJS.Signals; output: string }> {
  const script = startScript(file, args, options);
  return { code: await script.ended, output: script.output() };
}

/** Starts the built web process on a free port (or `env.PORT`) and waits until it is ready. */
export async function startWeb(options: ProcessOptions): Promise<TestWeb> {
  const port = Number(options.env?.['PORT'] ?? (await freePort()));
  const launched = startScript('server/main.js', [], { ...options, env: { ...options.env, PORT: String(port) } });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, launched);
  return { ...launched, url, port };
}

/** Starts the built worker process. */
export function startWorker(options: ProcessOptions): TestProcess {
  return startScript('workers/main.js', [], options);
}

/** A MongoDB server of the test's own, for tests that kill it. */
export async function startMongod(): Promise<TestMongod> {
  const given = process.env['MONGOD_PROGRAMMA'];
  const program = given === undefined || given === '' ? await findMongod() : given;
  const dbpath = mkdtempSync(path.join(serviceAddress('STORAGE_DIR'), 'mongod-'));
  const port = await freePort();
  const begin = async (): Promise<Launched> => {
    const launched = launch(program, mongodArguments({ port, dbpath }), process.env);
    await ensurePrimary(port);
    return launched;
  };
  let current = await begin();
  return {
    uri: mongodbUri(port),
    get pid() {
      return current.pid;
    },
    output: () => current.output(),
    kill: () => current.kill(),
    restart: async () => {
      current = await begin();
    },
    stop: async () => {
      const how = await current.stop();
      rmSync(dbpath, { recursive: true, force: true });
      return how;
    },
  };
}

const killAll = (children: readonly ChildProcess[]): Promise<unknown> =>
  Promise.all(
    children.map(
      (child) =>
        new Promise<void>((done) => {
          child.once('exit', () => {
            done();
          });
          child.kill('SIGKILL');
        }),
    ),
  );

/** Ends every process that a test of this run has left. */
export const stopProcesses = (): Promise<unknown> => killAll([...running.keys()]);

/** The same of those that work on this database. */
export const stopProcessesOf = ({ uri }: TestDatabase): Promise<unknown> =>
  killAll([...running].filter(([, of]) => of === uri).map(([child]) => child));
