import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { RegistroGiornalieroModel, type RegistroGiornaliero } from '../../../schemas/registro-giornaliero.model.js';
import { updateOrologio } from '../../../schemas/sistema.model.js';
import { verifyGiornate } from '../../../server/giornaliero/verifica.js';
import { sweepFiles } from '../../../storage/sweep-files.js';
import { findFileNominati } from '../../../workers/archivio/referenze.js';
import { AOO } from '../../support/factories.js';
import { startWorker, type TestProcess } from '../../support/processi.js';
import { serviceAddress } from '../../support/servizi.js';
import { useRegistroAMano } from './giornate.js';

const ULTIMO = '2026-06-30';
const GIORNATE = 121; // from 2 March
const LIMITE_MS = 60_000;

describe('the days closed by the worker', function () {
  this.timeout(120_000);
  const here = useRegistroAMano('worker');
  const workers: TestProcess[] = [];
  let redis: Redis;
  let queue: Queue;
  const start = (): TestProcess => {
    const worker = startWorker({ database: here.database });
    workers.push(worker);
    return worker;
  };
  const knock = () => queue.add('giornaliero.close-days', {}, { removeOnComplete: true });
  const count = (): Promise<number> => RegistroGiornalieroModel.countDocuments({ aoo: AOO }).exec();
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (const end = performance.now() + LIMITE_MS; !(await done()); await sleep(20))
      if (performance.now() > end) assert.fail(workers.map((worker) => worker.output().slice(-2_000)).join('\n'));
  };

  before(async () => {
    redis = new Redis(serviceAddress('REDIS_URL'), { maxRetriesPerRequest: null });
    queue = new Queue('giornaliero', { connection: redis, prefix: here.database.nome });
    await here.register('2026-03-02T09:00:00+01:00');
    await here.register('2026-05-15T09:00:00+02:00');
    await here.act(1, '2026-06-01T09:00:00+02:00', 'Oggetto rinnovato');
    await updateOrologio(Date.parse('2026-07-01T07:30:00+02:00') - Date.now());
  });
  after(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await queue.close();
    redis.disconnect();
  });

  it('killed in the middle, begun again and run twice at once, they close every day once', async () => {
    const killed = start();
    await knock();
    await until(async () => (await count()) >= 10);
    await killed.kill();
    assert.ok((await count()) < GIORNATE);
    start();
    start();
    await knock();
    await knock();
    await until(async () => (await count()) === GIORNATE);
    const days = await RegistroGiornalieroModel.find({ aoo: AOO }).sort({ giorno: 1 }).lean<RegistroGiornaliero[]>();
    assert.deepEqual(
      days.filter((day, i) => i > 0 && day.precedente !== days[i - 1]?.xml.sha256).map(({ giorno }) => giorno),
      [],
    );
    assert.equal(days.at(-1)?.giorno, ULTIMO);
    assert.deepEqual(
      days.filter(({ registrazioni, variazioni }) => registrazioni + variazioni > 0).map(({ giorno }) => giorno),
      ['2026-03-02', '2026-05-15', '2026-06-01'],
    );
  });

  it('the PDFs of the last days are drawn before anybody asks', async () => {
    await until(async () => (await here.count('copieRegistri')) >= 7);
  });

  it('runs after local midnight, whatever zone the machine keeps', async () => {
    const [scheduled] = await queue.getJobSchedulers();
    assert.deepEqual([scheduled?.pattern, scheduled?.tz], ['5-59/10 * * * *', 'Europe/Rome']);
    assert.equal(new Date(scheduled?.next ?? 0).getMinutes() % 10, 5);
  });

  it('all of it is whole, and the sweep takes only what a killed closing left', async () => {
    assert.deepEqual(await verifyGiornate(here.store, await here.aoo(), 2026, { righe: true }), { giornate: GIORNATE });
    await Promise.all(workers.map((worker) => worker.stop()));
    const later = new Date(Date.now() + 3 * 86_400_000);
    await sweepFiles(here.store, findFileNominati, { now: () => later });
    assert.deepEqual(await verifyGiornate(here.store, await here.aoo(), 2026, { righe: true }), { giornate: GIORNATE });
    let left = 0;
    for await (const _file of here.store.list()) left += 1;
    assert.equal(left, GIORNATE + (await here.count('copieRegistri')));
  });
});
