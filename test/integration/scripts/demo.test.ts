import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, isFree } from '../../../scripts/lib/porte.mjs';
import { identityOf, isRunning, type Identita } from '../../../scripts/lib/processi.mjs';
import { temporaryFolder } from './cartella.js';
import { DemoDiProva, makeCheckout, type Servizi } from './demo-di-prova.js';

type Nome = 'web' | 'worker' | 'mongodb' | 'redis';
const NAMES: Nome[] = ['web', 'worker', 'mongodb', 'redis'];
const BACK_MS = 5_000;

const pidOf = (servizi: Servizi, nome: Nome): number | undefined => [servizi[nome].pid].flat()[0];
const addresses = ({ web, mongodb, redis, storage, simulatoreParer }: Servizi): unknown => [
  web.url,
  mongodb.uri,
  redis.url,
  storage,
  simulatoreParer?.url,
];
const processes = (demo: DemoDiProva): Identita[] => NAMES.map((nome) => identityOf(pidOf(demo.servizi(), nome) ?? 0));

const statusOf = (url: string): Promise<number> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.status,
    () => 0,
  );

async function within(ms: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(50)) if (await holds()) return;
  assert.fail(`not within ${ms} ms`);
}

describe('npm run demo', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const demos: DemoDiProva[] = [];
  let port = 0;
  const start = (env?: NodeJS.ProcessEnv): DemoDiProva => {
    const demo = new DemoDiProva(folder.path, port, env);
    demos.push(demo);
    return demo;
  };
  const started = async (env?: NodeJS.ProcessEnv): Promise<DemoDiProva> => {
    const demo = start(env);
    await demo.ready();
    return demo;
  };

  before(async () => {
    makeCheckout(folder.path);
    port = await freePort();
  });
  afterEach(async () => {
    for (const demo of demos.splice(0)) if (!demo.isOver) await demo.end();
  });

  it('builds, starts, tells address and accounts, says where things are to its owner only, and stops without a trace', async () => {
    const demo = await started();
    assert.equal(await statusOf(`http://127.0.0.1:${port}/readyz`), 200);
    for (const account of [
      'protocollo',
      'istruttore',
      'responsabile',
      'archivista',
      'rgd',
      'vicario',
      'admin',
      'protocollo2',
      'rgd2',
    ]) {
      assert.match(demo.output, new RegExp(`^ {2}${account} `, 'm'));
    }
    const password = readFileSync(path.join(demo.dataDir, 'password-demo'), 'utf8').trim();
    assert.ok(demo.output.includes(password));
    const servizi = demo.servizi();
    assert.equal(servizi.web.url, `http://127.0.0.1:${port}`);
    assert.match(servizi.mongodb.uri, /^mongodb:\/\/127\.0\.0\.1:\d+\/protocollo\?replicaSet=rs0$/);
    assert.deepEqual(servizi.storage, { tipo: 'cartella', percorso: path.join(demo.dataDir, 'oggetti') });
    const simulatore = servizi.simulatoreParer;
    assert.ok(simulatore?.pid !== undefined && demo.output.includes(simulatore.url));
    await within(BACK_MS, async () => (await statusOf(simulatore.url)) === 200);
    process.kill(simulatore.pid, 'SIGKILL');
    await within(BACK_MS, async () => (await statusOf(simulatore.url)) === 200);
    await within(BACK_MS, () => ![undefined, simulatore.pid].includes(demo.servizi().simulatoreParer?.pid));
    assert.equal(demo.servizi().simulatoreParer?.url, simulatore.url);
    assert.equal(statSync(path.join(demo.dataDir, 'servizi.json')).mode & 0o077, 0);
    const all = processes(demo);
    assert.ok(all.every(isRunning));
    assert.equal(await demo.end('SIGINT'), 0);
    assert.deepEqual(all.map(isRunning), [false, false, false, false]);
    assert.equal(await statusOf(simulatore.url), 0);
    for (const file of ['servizi.json', 'processi.json', 'demo.lock'])
      assert.equal(existsSync(path.join(demo.dataDir, file)), false, file);
  });

  it('starts again on the same ports, password and build, and moves the clock for the data alone', async () => {
    const first = await started();
    const before = addresses(first.servizi());
    await first.end('SIGTERM');
    const second = await started({ OROLOGIO: '2026-03-02T09:00:00+01:00' });
    assert.deepEqual(addresses(second.servizi()), before);
    assert.ok(!second.output.includes('Costruisco'));
    assert.match(second.output, /dati pronti, orologio 2026-03-02T09:00:00\+01:00/);
    const env = (await (await fetch(`http://127.0.0.1:${port}/ambiente`)).json()) as NodeJS.ProcessEnv;
    assert.equal(env['OROLOGIO'], undefined);
    assert.equal(env['WEBHOOK_RETI_PRIVATE'], 'si');
    assert.equal(env['PARER_URL'], second.servizi().simulatoreParer?.url);
    assert.equal(env['PARER_UTENTE'], 'protocollo_c_x000');
    assert.equal(env['PARER_PASSWORD'], readFileSync(path.join(second.dataDir, 'password-simulatore'), 'utf8').trim());
    assert.equal(env['STORAGE_DIR'], path.join(second.dataDir, 'oggetti'));
    assert.equal(env['DEMO_PASSWORD'], readFileSync(path.join(second.dataDir, 'password-demo'), 'utf8').trim());
  });

  it('refuses a second demo on the same data and names the first', async () => {
    const first = await started();
    const second = start();
    assert.equal(await second.over(), 1);
    assert.match(second.output, new RegExp(`già in esecuzione.*${first.child.pid}.*127\\.0\\.0\\.1:${port}`));
    assert.equal(await statusOf(`http://127.0.0.1:${port}/readyz`), 200);
  });

  it('brings back who dies within five seconds on the same address, and stops at the fifth death in a minute', async () => {
    const demo = await started();
    const before = addresses(demo.servizi());
    for (const nome of NAMES) {
      const victim = pidOf(demo.servizi(), nome) ?? 0;
      process.kill(victim, 'SIGKILL');
      await within(BACK_MS, () => {
        const pid = pidOf(demo.servizi(), nome);
        return pid !== undefined && pid !== victim;
      });
      await within(15_000, async () => (await statusOf(`http://127.0.0.1:${port}/readyz`)) === 200);
      assert.deepEqual(addresses(demo.servizi()), before);
    }
    const all = processes(demo);
    process.kill(pidOf(demo.servizi(), 'web') ?? 0, 'SIGKILL');
    assert.equal(await demo.over(), 1);
    assert.match(
      demo.output.slice(-2_000),
      /5 processi sono terminati in un minuto: web \(SIGKILL\), worker \(SIGKILL\), mongodb \(SIGKILL\), redis \(SIGKILL\), web \(SIGKILL\)/,
    );
    assert.deepEqual(all.map(isRunning), [false, false, false, false]);
    assert.equal(existsSync(path.join(demo.dataDir, 'servizi.json')), false);
  });

  it('takes over after a supervisor that was killed', async () => {
    const first = await started();
    const before = addresses(first.servizi());
    const left = processes(first);
    await first.end('SIGKILL');
    assert.ok(left.every(isRunning));
    const second = await started();
    assert.deepEqual(left.map(isRunning), [false, false, false, false]);
    assert.deepEqual(addresses(second.servizi()), before);
  });

  it('that cannot prepare its data says why and leaves nothing running', async () => {
    const demo = start({ PROVA_FALLISCE: 'si' });
    assert.equal(await demo.over(), 1);
    assert.match(demo.output, /manca lo spazio su disco/);
    assert.match(demo.output, /Per proseguire: /);
    for (const file of ['servizi.json', 'processi.json'])
      assert.equal(existsSync(path.join(demo.dataDir, file)), false, file);
  });

  it('interrupted on its way up leaves nothing running', async () => {
    const demo = start();
    await within(20_000, () => existsSync(path.join(demo.dataDir, 'processi.json')));
    assert.equal(await demo.end('SIGHUP'), 0);
    assert.equal(existsSync(path.join(demo.dataDir, 'processi.json')), false);
    assert.equal(await isFree(port), true);
  });

  it('names a port that is taken and the command with another, and starts no simulator beside a receiver that is named', async () => {
    const first = await started({ PARER_URL: 'http://127.0.0.1:9', PARER_UTENTE: 'ente', PARER_PASSWORD: 'x' });
    assert.equal(first.servizi().simulatoreParer, undefined);
    assert.ok(!first.output.includes('Simulatore'));
    const env = (await (await fetch(`http://127.0.0.1:${port}/ambiente`)).json()) as NodeJS.ProcessEnv;
    assert.deepEqual([env['PARER_URL'], env['PARER_UTENTE']], ['http://127.0.0.1:9', 'ente']);
    const second = start({ DATA_DIR: path.join(folder.path, 'altri-dati') });
    assert.equal(await second.over(), 1);
    assert.match(second.output, new RegExp(`porta ${port} è usata`));
    assert.match(second.output, new RegExp(`PORT=${port + 1} npm run demo`));
    assert.equal(first.isOver, false);
  });
});
