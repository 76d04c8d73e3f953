import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'mocha';
import type { Response } from 'supertest';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { PASSWORD } from '../../support/ente.js';
import { openPonte, type Ponte } from '../../support/ponte.js';
import { mancante, serviceAddress } from '../../support/servizi.js';
import { requireCatena } from './carico.js';
import { leftovers } from './grezze.js';
import { isProblem } from './problemi.js';
import { entrata, MOTIVO } from './richieste.js';

/** Asks again until the answer is another than 503. */
async function untilServed(ask: () => PromiseLike<Response>, limitMs = 20_000): Promise<Response> {
  for (const end = performance.now() + limitMs; ; await sleep(100)) {
    const answer = await ask();
    if (answer.status !== 503 || performance.now() > end) return answer;
    isProblem(answer, 503);
  }
}

describe('services that go away', function () {
  this.timeout(90_000);

  describe('the database', () => {
    const here = useHarness('guasti', { mongod: true });

    it('503 with Retry-After on all that needs it, alive but not ready; back without a restart of ours', async () => {
      const one = await here.registered('protocollo', entrata());
      const chiave = randomUUID();
      const documento = filePdf('inviato mentre manca');
      const richiesta = entrata();
      const register = () => here.register('protocollo', richiesta, { chiave, documento });
      await here.mongod.kill();
      const asks: [string, () => PromiseLike<Response>][] = [
        ['registering', register],
        ['reading', () => here.get(at(one), 'protocollo')],
        ['searching', () => here.get('/registrazioni', 'rgd')],
        ['the file', () => here.get(`${at(one)}/documento`, 'protocollo')],
        ['annulling', () => here.post(`${at(one)}/annullamento`, 'rgd').send({ motivo: MOTIVO })],
        ['changing', () => here.patch(at(one), 'rgd', 1).send({ motivo: MOTIVO, oggetto: 'Altro oggetto' })],
        ['verifying', () => here.get('/registro/verifica', 'rgd')],
        ['signing in', () => here.post('/sessione').send({ utente: 'rgd', password: PASSWORD })],
        ['suggestions', () => here.get('/corrispondenti?q=ro', 'protocollo')],
      ];
      const answers = await Promise.all(asks.map(async ([what, ask]) => [what, await ask()] as const));
      for (const [what, answer] of answers)
        assert.equal(isProblem(answer, 503).type, '/problemi/servizio-non-disponibile', what);
      const url = here.nextWeb().url;
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      const ready = await fetch(`${url}/readyz`);
      assert.deepEqual([ready.status, Number(ready.headers.get('retry-after')) > 0], [503, true]);
      await here.mongod.restart();
      const done = await untilServed(register);
      assert.equal(done.status, 201, done.text);
      assert.equal((done.body as { numero: number }).numero, one.numero + 1);
      await register().expect(200);
      assert.equal((await untilServed(() => here.get(at(one), 'rgd'))).status, 200);
      assert.equal((await fetch(`${url}/readyz`)).status, 200);
      assert.equal((await requireCatena(here)).length, 2);
    });

    it('one that hangs: the answer comes all the same, and later everything is whole', async () => {
      const before = await here.count('registrazioni');
      const chiave = randomUUID();
      const documento = filePdf('inviato mentre è fermo');
      const richiesta = entrata();
      process.kill(here.mongod.pid, 'SIGSTOP');
      const asked = here
        .register('protocollo', richiesta, { chiave, documento })
        .timeout(60_000)
        .then((answer) => answer);
      await sleep(2_000);
      process.kill(here.mongod.pid, 'SIGCONT');
      const answer = await asked;
      assert.ok([201, 503].includes(answer.status), answer.text);
      const again = await untilServed(() => here.register('protocollo', richiesta, { chiave, documento }));
      assert.ok([200, 201].includes(again.status), again.text);
      assert.equal(await here.count('registrazioni'), before + 1);
    });
  });

  describe('Redis', () => {
    let ponte: Ponte;
    const env: NodeJS.ProcessEnv = {};
    before(async () => {
      ponte = await openPonte(serviceAddress('REDIS_URL'));
      env['REDIS_URL'] = `redis://127.0.0.1:${ponte.port}`;
    });
    const here = useHarness('senza-redis', { env });
    after(() => ponte.down());
    const readyz = async () => {
      const answer = await fetch(`${here.nextWeb().url}/readyz`);
      return { status: answer.status, redis: ((await answer.json()) as { redis: boolean }).redis };
    };
    const signIn = (password: string) => here.post('/sessione').send({ utente: 'istruttore', password });

    it('gone, the register goes on, and so do sign-ins and their lock; back, it is used again', async () => {
      const one = await here.registered('protocollo', entrata());
      assert.deepEqual(await readyz(), { status: 200, redis: true });
      await ponte.down();
      const made = await Promise.all(Array.from({ length: 10 }, () => here.registered('protocollo', entrata())));
      assert.equal(Math.max(...made.map(({ numero }) => numero)), one.numero + 10);
      await here.get(at(one), 'protocollo').expect(200);
      assert.deepEqual(await readyz(), { status: 200, redis: false });
      await signIn(PASSWORD).expect(200);
      for (let i = 0; i < 5; i++) await signIn('sbagliata-davvero').expect(401);
      isProblem(await signIn('sbagliata-davvero'), 429);
      await ponte.up();
      for (let i = 0; i < 100 && !(await readyz()).redis; i++) await sleep(50);
      assert.deepEqual(await readyz(), { status: 200, redis: true });
      await here.registered('protocollo', entrata());
      assert.equal((await requireCatena(here)).length, 12);
    });
  });

  describe('the disk', () => {
    const env: NodeJS.ProcessEnv = {};
    let dir = '';
    before(function (this: Context) {
      dir = path.join(serviceAddress('STORAGE_DIR'), `disco-${randomUUID()}`);
      mkdirSync(dir);
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dir], { stdio: 'ignore' });
      } catch {
        mancante(this, 'il permesso di montare un disco', 'eseguire le prove come root');
      }
      env['STORAGE_DIR'] = dir;
    });
    const here = useHarness('disco-pieno', { env });
    after(() => {
      execFileSync('umount', ['-l', dir], { stdio: 'ignore' });
      rmSync(dir, { recursive: true, force: true });
    });

    it('full: 503 with Retry-After, nothing half-written, reading goes on; with room again the same key is served', async () => {
      const one = await here.registered('protocollo', entrata());
      const filler = path.join(dir, 'riempimento');
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - 400_000));
      const chiave = randomUUID();
      const richiesta = entrata();
      const documento = { nome: 'grande.bin', mime: 'application/octet-stream', bytes: randomBytes(900_000) };
      const register = () => here.register('protocollo', richiesta, { chiave, documento });
      const stored = await here.count('registrazioni');
      for (let i = 0; i < 3; i++)
        assert.equal(isProblem(await register(), 503).type, '/problemi/archivio-non-disponibile');
      assert.equal(await here.count('registrazioni'), stored);
      assert.deepEqual(await leftovers(dir), []);
      await here.get(`${at(one)}/documento`, 'protocollo').expect(200);
      await here
        .post(`${at(one)}/annullamento`, 'protocollo')
        .send({ motivo: MOTIVO })
        .expect(202);
      const ready = await fetch(`${here.nextWeb().url}/readyz`);
      assert.deepEqual([ready.status, ((await ready.json()) as { oggetti: boolean }).oggetti], [503, false]);
      rmSync(filler);
      assert.equal((await register().expect(201)).status, 201);
      assert.equal(await here.count('registrazioni'), stored + 1);
    });
  });
});
