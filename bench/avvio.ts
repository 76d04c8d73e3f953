import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../scripts/lib/porte.mjs';
import { median, print, round } from './lib/pairs.js';

const TIMES = 5;
const FIRST_LIMIT_MS = 600_000;
const IDLE_MS = 5_000;

/** The second start of the demo to the first 200 of `/readyz`, and the resident memory of the idle web process. */
const dir = mkdtempSync(path.join(tmpdir(), 'protocollo-bench-avvio-'));
const port = await freePort();
const own = ['MONGODB_URI', 'REDIS_URL', 'STORAGE_DIR', 'S3_ENDPOINT'];
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name)));

async function start(): Promise<{ ms: number; demo: ChildProcess }> {
  const begin = performance.now();
  const demo = spawn(process.execPath, ['scripts/demo.mjs'], {
    env: { ...env, DATA_DIR: dir, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (performance.now() - begin < FIRST_LIMIT_MS) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) return { ms: performance.now() - begin, demo };
    if (demo.exitCode !== null) throw new Error(`the demo ended with ${demo.exitCode}`);
    await sleep(50);
  }
  throw new Error('the demo did not get ready');
}

const stop = async (demo: ChildProcess): Promise<void> => {
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGINT');
  await ended;
};

function residentMb(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

const first = await start();
await stop(first.demo);
const seconds: number[] = [];
const rss: number[] = [];
for (let i = 0; i < TIMES; i += 1) {
  const { ms, demo } = await start();
  seconds.push(ms / 1000);
  await sleep(IDLE_MS);
  const servizi = JSON.parse(readFileSync(path.join(dir, 'servizi.json'), 'utf8')) as { web: { pid: number[] } };
  rss.push(residentMb(servizi.web.pid[0] ?? 0));
  await stop(demo);
}
print({
  bench: 'avvio',
  primoAvvioS: round(first.ms / 1000, 1),
  secondoAvvioS: round(median(seconds), 1),
  attesoS: 20,
  memoriaWebMB: round(median(rss), 0),
  attesoMB: 180,
});
rmSync(dir, { recursive: true, force: true });
