import assert from 'node:assert/strict';
import supertest, { type Response } from 'supertest';
import { AccessoRegistratoModel } from '../../../schemas/accesso-registrato.model.js';
import { createBlocco } from '../../../server/accesso/blocco.js';
import { PASSWORD } from '../../support/ente.js';
import { type Ambiente, newAddress, openAmbiente } from './ambiente.js';

describe('lock-out', function () {
  this.timeout(60_000);
  let here: Ambiente;
  before(async () => (here = await openAmbiente('blocco')));
  after(() => here.close());

  const attempt = (utente: string, password: string, indirizzo = newAddress()): Promise<Response> =>
    supertest(here.app)
      .post('/api/v1/sessione')
      .set('X-Forwarded-For', indirizzo)
      .send({ utente, password })
      .then((answer) => answer);
  const statuses = async (n: number, one: (i: number) => Promise<Response>): Promise<number[]> => {
    const found: number[] = [];
    for (let i = 0; i < n; i += 1) found.push((await one(i)).status);
    return found;
  };
  const without = ({ body }: Response): unknown => body;

  it('says the same of a wrong password and of an unknown user, in about the same time', async () => {
    const wrong = await attempt('segretario', 'sbagliata');
    const unknown = await attempt('nessuno', 'sbagliata');
    assert.deepEqual([wrong.status, unknown.status], [401, 401]);
    assert.deepEqual(without(wrong), without(unknown));
    const timeOf = async (utente: string): Promise<number> => {
      const start = performance.now();
      await attempt(utente, 'sbagliata');
      return performance.now() - start;
    };
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    for (const utente of ['responsabile.s2', 'responsabile.s3', 'responsabile.s5', 'istruttore.u114', 'rgd2']) {
      for (let i = 0; i < 3; i += 1) {
        times.known.push(await timeOf(utente));
        times.unknown.push(await timeOf(`ignoto-${utente}`));
      }
    }
    const median = (list: number[]): number => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
    const ratio = median(times.known) / median(times.unknown);
    assert.ok(ratio > 0.6 && ratio < 1.67, `ratio ${ratio}`); // without the hash of nobody it is more than three
  });

  it('locks an account after five failures, the right password too, and says when to come back', async () => {
    assert.deepEqual(await statuses(6, () => attempt('rgd', 'sbagliata')), [401, 401, 401, 401, 401, 429]);
    const locked = await attempt('rgd', PASSWORD);
    assert.equal(locked.status, 429);
    assert.match(String(locked.headers['content-type']), /^application\/problem\+json/);
    const seconds = Number(locked.headers['retry-after']);
    assert.ok(seconds > 850 && seconds <= 900, `Retry-After ${seconds}`);
    assert.equal((await attempt('vicario', PASSWORD)).status, 200);
  });

  it('locks a name that does not exist with the same words', async () => {
    assert.deepEqual(await statuses(6, () => attempt('fantasma', 'sbagliata')), [401, 401, 401, 401, 401, 429]);
    const [ghost, real] = [await attempt('fantasma', 'x'), await attempt('rgd', 'x')];
    assert.deepEqual(without(ghost), without(real));
  });

  it('does not care how the name is written', async () => {
    const names = ['istruttore', 'ISTRUTTORE', ' istruttore ', 'Istruttore', 'istruttorE', 'ISTRUTTORE'];
    assert.deepEqual(await statuses(6, (i) => attempt(names[i] ?? '', 'sbagliata')), [401, 401, 401, 401, 401, 429]);
  });

  it('lets no more than five guesses pass when they come all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => attempt('responsabile', 'sbagliata')));
    assert.deepEqual(
      [401, 429].map((status) => answers.filter((one) => one.status === status).length),
      [5, 35],
    );
  });

  it('forgets the failures of who gets in', async () => {
    for (let round = 0; round < 3; round += 1) {
      assert.deepEqual(await statuses(4, () => attempt('protocollo', 'sbagliata')), [401, 401, 401, 401]);
      assert.equal((await attempt('protocollo', PASSWORD)).status, 200);
    }
  });

  it('locks an address after twenty failures, whatever the names, and no other address', async () => {
    const address = newAddress();
    assert.deepEqual(
      await statuses(20, (i) => attempt(`nome-${i}`, 'sbagliata', address)),
      Array.from({ length: 20 }, () => 401),
    );
    assert.equal((await attempt('archivista', PASSWORD, address)).status, 429);
    assert.equal((await attempt('archivista', PASSWORD)).status, 200);
  });

  it('does not lock an office behind one address for the mistypes of those who then get in', async () => {
    const address = newAddress();
    for (let round = 0; round < 8; round += 1) {
      assert.deepEqual(await statuses(3, () => attempt('archivista', 'sbagliata', address)), [401, 401, 401]);
      assert.equal((await attempt('archivista', PASSWORD, address)).status, 200);
    }
  });

  it('traces sign-ins and failures, never what was typed in place of a name', async () => {
    await attempt('la-mia-password-segreta', 'x');
    const lines = await AccessoRegistratoModel.find().lean();
    assert.ok(lines.some(({ atto, utente }) => atto === 'accesso' && utente === 'vicario'));
    assert.ok(lines.some(({ atto, utente }) => atto === 'accesso-non-riuscito' && utente === 'rgd'));
    assert.ok(!JSON.stringify(lines).includes('la-mia-password-segreta'));
    assert.ok(!JSON.stringify(await here.redis.keys(`${here.deps.config.redisPrefix}*`)).includes('segreta'));
  });

  it('counts in this process while Redis is away', async () => {
    const away = here.redis.duplicate({ lazyConnect: true });
    const blocco = createBlocco(away, 'test-away');
    const wrong = (): Promise<undefined> => blocco.attempt('qualcuno', '192.0.2.1', () => Promise.resolve(undefined));
    for (let i = 0; i < 5; i += 1) assert.equal(await wrong(), undefined);
    await assert.rejects(wrong(), { code: 'troppi-tentativi' });
    away.disconnect();
  });
});
