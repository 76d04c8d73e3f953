import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface Servizi {
  web: { url: string; pid: number[] };
  worker: { pid: number[] };
  mongodb: { uri: string; pid: number };
  redis: { url: string; pid: number };
  storage: { tipo: string; percorso: string };
  simulatoreParer?: { url: string; pid?: number };
}

/** A checkout with the real scripts around the least product that can be built and started. */
export function makeCheckout(dir: string): string {
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts'])
    cpSync(path.join(ROOT, file), path.join(dir, file), {
      recursive: true,
      filter: (source) => !source.endsWith('.ts'),
    });
  cpSync(path.join(import.meta.dirname, 'checkout-di-prova'), dir, { recursive: true });
  const compilerOptions = { types: ['node'], incremental: true, tsBuildInfoFile: 'dist/server.tsbuildinfo' };
  writeFileSync(
    path.join(dir, 'tsconfig.build.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions,
      include: ['server', 'workers', 'scripts/prepara-demo.ts', 'scripts/simulatore-parer.ts'],
    }),
  );
  mkdirSync(path.join(dir, 'web'));
  writeFileSync(path.join(dir, 'web/index.html'), '<!doctype html><html lang="it"><title>Prova</title></html>');
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(dir, 'node_modules'));
  return dir;
}

/** One `node scripts/demo.mjs` in that checkout; the servers it starts are its own. */
export class DemoDiProva {
  output = '';
  readonly child: ChildProcess;
  readonly #checkout: string;

  constructor(checkout: string, port: number, env: NodeJS.ProcessEnv = {}) {
    this.#checkout = checkout;
    this.child = spawn(process.execPath, ['scripts/demo.mjs'], {
      cwd: checkout,
      env: {
        ...process.env,
        MONGODB_URI: '',
        REDIS_URL: '',
        S3_ENDPOINT: '',
        DATA_DIR: '',
        PARER_URL: '',
        PORT: String(port),
        npm_lifecycle_event: undefined,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const take = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    this.child.stdout?.on('data', take);
    this.child.stderr?.on('data', take);
  }

  get dataDir(): string {
    return path.join(this.#checkout, '.data');
  }

  servizi(): Servizi {
    return JSON.parse(readFileSync(path.join(this.dataDir, 'servizi.json'), 'utf8')) as Servizi;
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits until it has said that it is ready. @throws with its output when it ends first */
  async ready(): Promise<void> {
    while (!this.output.includes('Pronta in')) {
      if (this.isOver) throw new Error(`the demo ended:\n${this.output}`);
      await sleep(50);
    }
  }

  /** Sends the signal and waits for the end. @returns exit code */
  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.over();
  }

  async over(): Promise<number | null> {
    if (!this.isOver) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}
