import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { createClock, startClock } from '../../../server/demo/orologio.js';
import { type Ambiente, bearer, buildApp, openAmbiente } from './ambiente.js';

const near = (found: Date, wanted: Date): void =>
  assert.ok(
    Math.abs(found.getTime() - wanted.getTime()) < 30_000,
    `${found.toISOString()} is not near ${wanted.toISOString()}`,
  );

describe('the clock of a demonstration', function () {
  this.timeout(60_000);
  let here: Ambiente;
  before(async () => (here = await openAmbiente('orologio')));
  after(() => here.close());

  const moveStatus = async (utente: string, adesso: unknown): Promise<number> => {
    const token = await here.login(utente);
    return (await supertest(here.app).put('/api/v1/demo/orologio').set(bearer(token)).send({ adesso })).status;
  };

  it('is moved by the admin for all processes within a second, backwards too', async () => {
    const other = await createClock({ dimostrazione: true }); // as in another process
    try {
      for (const adesso of [
        '2026-12-31T23:59:50+01:00',
        '2026-03-02T09:00:00+01:00',
        '2031-06-01T12:00:00Z',
        '2026-03-02T09:00:00+01:00',
      ]) {
        assert.equal(await moveStatus('admin', adesso), 200);
        near(here.clock.now(), new Date(adesso));
        await sleep(1_000);
        near(other.now(), new Date(new Date(adesso).getTime() + 1_000));
      }
      const before = here.clock.now();
      await sleep(300);
      assert.ok(here.clock.now() > before); // it runs
    } finally {
      other.stop();
    }
  });

  it('answers the instant in Italian time', async () => {
    const token = await here.login('admin');
    const answer = await supertest(here.app)
      .put('/api/v1/demo/orologio')
      .set(bearer(token))
      .send({ adesso: '2026-07-01T10:00:00Z' })
      .expect(200);
    assert.deepEqual(answer.body, { adesso: '2026-07-01T12:00:00.000+02:00' });
    await here.clock.moveClock(new Date('2026-03-02T09:00:00+01:00'));
  });

  it('is not moved by others, nor to what is no instant', async () => {
    for (const utente of ['rgd', 'protocollo', 'archivista'])
      assert.equal(await moveStatus(utente, '2026-12-31T23:59:50+01:00'), 403);
    await supertest(here.app).put('/api/v1/demo/orologio').send({ adesso: '2026-12-31T23:59:50+01:00' }).expect(401);
    for (const adesso of [
      'domani',
      '2026-12-31T23:59:50',
      '2026-02-30T00:00:00Z',
      '9999-12-31T23:59:59Z', // in Italy it is the year 10000
      12,
      null,
      undefined,
    ])
      assert.equal(await moveStatus('admin', adesso), 422);
    near(here.clock.now(), new Date('2026-03-02T09:00:00+01:00'));
  });

  it('starts where OROLOGIO says, for all', async () => {
    const instant = new Date('2027-01-01T00:00:10+01:00');
    const clock = await startClock({ orologio: instant }, true);
    try {
      near(clock.now(), instant);
      await sleep(1_000);
      near(here.clock.now(), instant);
    } finally {
      clock.stop();
      await here.clock.moveClock(new Date('2026-03-02T09:00:00+01:00'));
    }
  });

  it('elsewhere does not exist: the address is 404 for everybody, and the process cannot move it', async () => {
    const clock = await createClock({ dimostrazione: false });
    near(clock.now(), new Date());
    const app = buildApp({ ...here.deps, clock, dimostrazione: false });
    const token = await here.login('admin');
    const headers = [bearer(token), {}];
    for (const one of headers)
      await supertest(app)
        .put('/api/v1/demo/orologio')
        .set(one)
        .send({ adesso: '2026-12-31T23:59:50+01:00' })
        .expect(404);
    const body: unknown = (await supertest(app).get('/api/v1/accesso').expect(200)).body;
    assert.deepEqual(body, { ente: 'Comune di Valdoria', dimostrazione: false });
  });

  it('asks the database’s machine for the time when its own jumps', async () => {
    let jump = 0;
    const wall = (): number => Date.now() + jump;
    const steady = (): number => performance.now();
    const database = async (): Promise<number> => {
      const hello = await mongoose.connection.db?.admin().command({ hello: 1 });
      return (hello?.['localTime'] as Date).getTime();
    };
    const clock = await createClock({ dimostrazione: false, sources: { wall, steady, database } });
    assert.equal(await clock.reliable(), true);
    jump = 5 * 60_000;
    await assert.rejects(clock.ensureReliable(), { code: 'orologio-non-affidabile' });
    jump = 0;
    assert.equal(await clock.reliable(), true);
  });
});
