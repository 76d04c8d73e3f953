import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { SalvataggioModel } from '../../../schemas/salvataggio.model.js';
import { until } from '../../support/attesa.js';
import { useHarness } from '../../support/harness.js';
import { startWorker, type TestProcess } from '../../support/processi.js';
import { serviceAddress } from '../../support/servizi.js';
import { entrata } from '../protocollo/richieste.js';
import { fileEnti, primi, rigaEnte } from '../rubrica/ipa-di-prova.js';

/** What runs in the night, at which hour of Rome. */
const NOTTI = [
  { coda: 'rubrica', nome: 'rubrica.ipa-notte', pattern: '40 1 * * *', ora: '01:40' },
  { coda: 'salvataggio', nome: 'salvataggio.notte', pattern: '30 2 * * *', ora: '02:30' },
] as const;
const oraDiRoma = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', hour: '2-digit', minute: '2-digit' });

describe('what the worker does in the night', function () {
  this.timeout(60_000);
  const here = useHarness('notturni');
  let worker: TestProcess;
  let redis: Redis;
  const queues = new Map<string, Queue>();
  const queueOf = (coda: string): Queue => queues.get(coda) ?? assert.fail(coda);
  const folder = (nome: string): string => path.join(here.storageDir, nome);

  before(async () => {
    await mkdir(folder('ipa'));
    await writeFile(path.join(folder('ipa'), 'enti.csv'), fileEnti(...primi(3).map((n) => rigaEnte(n))));
    await here.registered('protocollo', entrata());
    redis = new Redis(serviceAddress('REDIS_URL'), { maxRetriesPerRequest: null });
    for (const { coda } of NOTTI) queues.set(coda, new Queue(coda, { connection: redis, prefix: here.database.nome }));
    const env = { TZ: 'America/New_York', BACKUP_DIR: folder('salvataggi'), IPA_FONTE: folder('ipa') };
    worker = startWorker({ database: here.database, env });
    await until(() => worker.output().includes('"working"'));
  });
  after(async () => {
    await worker.stop();
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    redis.disconnect();
  });

  for (const { coda, nome, pattern, ora } of NOTTI)
    it(`${nome} is due every night at ${ora} of Rome, whatever zone the machine keeps`, async () => {
      const scheduled = (await queueOf(coda).getJobSchedulers()).filter((one) => one.name === nome);
      assert.deepEqual(
        scheduled.map((one) => [one.pattern, one.tz]),
        [[pattern, 'Europe/Rome']],
      );
      const next = scheduled[0]?.next ?? 0;
      assert.equal(oraDiRoma.format(next), ora);
      assert.ok(next > Date.now() && next <= Date.now() + 25 * 3_600_000);
    });

  it('when its hour comes the database and its files are saved, in a backup that has its name', async () => {
    await queueOf('salvataggio').add('salvataggio.notte', {});
    await until(async () => (await SalvataggioModel.countDocuments({ stato: { $ne: 'in-corso' } })) > 0);
    const made = await SalvataggioModel.findOne().lean();
    assert.deepEqual([made?.stato, made?.registrazioni, made?.file], ['riuscito', 1, 1]);
    assert.ok((await readdir(folder('salvataggi'))).includes(made?.cartella ?? ''));
  });

  it('when its hour comes the files of the IPA are fetched and taken', async () => {
    await queueOf('rubrica').add('rubrica.ipa-notte', {});
    const taken = { origine: 'notturna', tipo: 'enti', stato: 'conclusa' };
    await until(async () => (await here.count('importazioni', taken)) === 1);
    assert.equal(await here.count('rubrica', { 'ipa.tipo': 'enti' }), 3);
  });
});
