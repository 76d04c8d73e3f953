import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Fissita } from '../../../schemas/fissita.api.js';
import { findGiroAperto, GiroFissitaModel } from '../../../schemas/fissita.model.js';
import { GuastoFissitaModel } from '../../../schemas/guasto-fissita.model.js';
import { requestGiro } from '../../../server/conservazione/fissita/apri.js';
import { runFissita } from '../../../server/conservazione/fissita/lavora.js';
import { systemClock } from '../../../server/lib/clock.js';
import { createStore } from '../../../storage/create-store.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { createS3Client } from '../../../storage/s3-client.js';
import { relativePath } from '../../../storage/sha256.js';
import { testBucket } from '../../support/servizi.js';
import { entrata } from '../protocollo/richieste.js';
import { useInProcesso } from './in-processo.js';

const CHI = { utente: 'rgd', aoo: 'AVLD001' };
const MINUTO = 60_000;

/** What a store is and what is done to it behind its back. */
interface Luogo {
  store: ObjectStore;
  alter: (sha256: string, bytes: Buffer) => Promise<void>;
  remove: (sha256: string) => Promise<void>;
}

describe('fixity of what is stored', function () {
  this.timeout(60_000);
  const here = useInProcesso('fissita');
  const documenti: { numero: number; sha256: string }[] = [];
  const files = (): string => here.harness.storageDir;
  const fileOf = (sha256: string): string => path.join(files(), relativePath(sha256));
  const see = async (account: 'rgd' | 'rgd2' | 'admin' = 'rgd'): Promise<Fissita> =>
    (await here.get('/conservazione/fissita', account).expect(200)).body as Fissita;
  const count = async (): Promise<number> => {
    let n = 0;
    for await (const _file of here.deps.store.list()) n += 1;
    return n;
  };

  before(async () => {
    for (let i = 0; i < 4; i += 1) {
      const { numero, documento } = await here.register('protocollo', entrata(), `letto ${i}`, `allegato ${i}`);
      documenti.push({ numero, sha256: documento.sha256 });
    }
  });
  afterEach(async () => {
    await Promise.all([GiroFissitaModel.deleteMany({}), GuastoFissitaModel.deleteMany({})]);
  });

  /** A whole round on that store. */
  const round = async (store: ObjectStore, told: () => void = () => undefined) => {
    await requestGiro({ clock: systemClock }, CHI);
    return runFissita({ store, clock: systemClock }, 30, {
      onGuasto: () => {
        told();
        return Promise.resolve();
      },
    });
  };

  const luoghi: [string, () => Promise<Luogo>][] = [
    [
      'a folder',
      () =>
        Promise.resolve({
          store: here.deps.store,
          alter: async (sha256, bytes) => {
            await chmod(fileOf(sha256), 0o640);
            await writeFile(fileOf(sha256), bytes);
          },
          remove: (sha256) => rm(fileOf(sha256)),
        }),
    ],
    [
      'S3',
      async () => {
        const config = testBucket();
        const client = createS3Client(config);
        const store = await createStore(config);
        for await (const { sha256 } of here.deps.store.list())
          await store.put((await here.deps.store.open(sha256)).stream);
        return {
          store,
          alter: async (sha256, bytes) => {
            await client.putObject(config.bucket, relativePath(sha256), bytes);
          },
          remove: (sha256) => client.removeObject(config.bucket, relativePath(sha256)),
        };
      },
    ],
  ];
  for (const [nome, make] of luoghi)
    it(`finds what is altered or missing in ${nome}, tells it until it is mended, and keeps it in the history`, async () => {
      const { store, alter, remove } = await make();
      const whole = await round(store);
      assert.deepEqual([whole?.letti, whole?.nuoviGuasti, whole?.concluso], [await count(), 0, true]);

      const [first, second] = documenti;
      if (first === undefined || second === undefined) assert.fail();
      const [one, two] = await Promise.all([first, second].map(({ sha256 }) => readFile(fileOf(sha256))));
      await alter(first.sha256, Buffer.concat([one ?? Buffer.alloc(0), Buffer.from('x')]));
      await remove(second.sha256);
      let told = 0;
      const found = await round(store, () => (told += 1));
      assert.equal(found?.nuoviGuasti, 2);
      assert.ok(told > 0, 'the alarm does not wait for the end of the round');
      const { guasti, ultimoCompleto, giro } = await see();
      assert.deepEqual(
        guasti
          .map(({ sha256, genere, nominatoDa }) => [sha256, genere, nominatoDa.map((who) => who.riferimento)])
          .sort(),
        [
          [first.sha256, 'file-alterato', [`2026/${first.numero}`]],
          [second.sha256, 'file-mancante', [`2026/${second.numero}`]],
        ].sort(),
      );
      assert.deepEqual([ultimoCompleto?.guasti, giro?.percento], [2, 100]);
      assert.equal((await round(store))?.nuoviGuasti, 0, 'the same fault is one');

      const [open] = guasti;
      const taken = here.post(`/conservazione/fissita/guasti/${open?.id ?? ''}/presa-in-carico`, 'archivista');
      await taken.send({ motivo: 'Chiesto il ripristino al gestore' }).expect(200);
      assert.equal((await see()).guastiAperti, 2, 'still told while it lasts');

      await remove(first.sha256);
      for (const bytes of [one, two]) await store.put(Readable.from([bytes]));
      const later = { now: () => new Date(Date.now() + 6 * MINUTO) };
      await runFissita({ store, clock: later }, 30, {});
      const mended = await see();
      assert.deepEqual([mended.guastiAperti, mended.chiusi.length], [0, 2]);
      assert.match(mended.chiusi[0]?.chiuso?.parole ?? '', /Riletto intero/);
    });

  it('goes on where a killed worker stopped, when it is surely dead', async () => {
    await requestGiro({ clock: systemClock }, CHI);
    const script = path.join(import.meta.dirname, 'fissita-uccisa.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, here.harness.database.uri, files(), '3'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const left = await findGiroAperto();
    assert.deepEqual([left?.fatti.file, typeof left?.lavoro?.chi], [3, 'string']);
    assert.equal(await runFissita({ store: here.deps.store, clock: systemClock }, 30), null, 'its lease still holds');
    const later = { now: () => new Date(Date.now() + 2 * MINUTO) };
    const rest = await runFissita({ store: here.deps.store, clock: later }, 30);
    assert.deepEqual([rest?.letti, rest?.concluso], [(await count()) - 3, true]);
  });

  it('a night does its share and no more, by day nothing is read, the last night ends the round', async () => {
    let adesso = '';
    const clock = { now: () => new Date(adesso) };
    const at = async (istante: string): Promise<number> => {
      adesso = istante;
      return (await runFissita({ store: here.deps.store, clock }, 3))?.letti ?? 0;
    };
    const all = await count();
    assert.equal(await at('2026-03-02T21:00:00+01:00'), 0);
    const nights = [await at('2026-03-02T23:00:00+01:00')];
    assert.equal(await at('2026-03-03T03:00:00+01:00'), 0, 'the share of that night is done');
    assert.equal(await at('2026-03-03T12:00:00+01:00'), 0);
    nights.push(await at('2026-03-03T22:10:00+01:00'), await at('2026-03-05T00:10:00+01:00'));
    assert.equal(
      nights.reduce((sum, n) => sum + n, 0),
      all,
      String(nights),
    );
    assert.ok(
      nights.every((n) => n > 0 && n < all),
      String(nights),
    );
    assert.equal((await see()).giro?.stato, 'concluso');
    assert.ok((await at('2026-03-05T22:10:00+01:00')) > 0, 'the next round follows');
  });

  it('a chain that was broken by hand is a fault, and closes when it is whole again', async () => {
    const { numero } = documenti[0] ?? assert.fail();
    const records = here.harness.collection('registrazioni');
    const before = await here.harness.stored({ anno: 2026, numero });
    await records.updateOne({ _id: before._id }, { $set: { oggetto: 'Altro' } });
    await round(here.deps.store);
    const { guasti } = await see();
    assert.deepEqual(
      guasti.map(({ genere }) => genere),
      ['catena'],
    );
    assert.equal(guasti[0]?.nominatoDa[0]?.riferimento, `2026/${numero}`);
    await records.updateOne({ _id: before._id }, { $set: { oggetto: before['oggetto'] as string } });
    const later = { now: () => new Date(Date.now() + 61 * MINUTO) };
    await runFissita({ store: here.deps.store, clock: later }, 30);
    assert.equal((await see()).guastiAperti, 0);
  });

  it('a round now takes the place of the periodic one; who may not does not; the other AOO sees its own', async () => {
    await here.post('/conservazione/fissita', 'istruttore').expect(403);
    const first = await here.post('/conservazione/fissita', 'admin').expect(202);
    const again = await here.post('/conservazione/fissita', 'archivista').expect(200);
    assert.equal((again.body as { id: string }).id, (first.body as { id: string }).id);
    await GuastoFissitaModel.create({
      chiave: 'a'.repeat(64),
      genere: 'file-alterato',
      nominatoDa: [{ tipo: 'registrazione', aoo: 'AVLD001', riferimento: '2026/1' }],
      aoo: ['AVLD001'],
      trovato: new Date(),
      ultimoControllo: new Date(),
      aperto: 1,
    });
    assert.equal((await see('rgd2')).guastiAperti, 0);
    const [guasto] = (await see('admin')).guasti;
    await here
      .post(`/conservazione/fissita/guasti/${guasto?.id ?? ''}/presa-in-carico`, 'rgd2')
      .send({ motivo: 'Non è mio' })
      .expect(404);
  });
});
