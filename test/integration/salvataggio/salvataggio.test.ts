import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import { FolderStore } from '../../../storage/folder-store.js';
import { systemClock } from '../../../server/lib/clock.js';
import { connectDatabase, disconnectDatabase } from '../../../server/lib/mongo.js';
import { relativePath } from '../../../storage/sha256.js';
import { SalvataggioModel } from '../../../schemas/salvataggio.model.js';
import { requireNoRestore, SEGNO } from '../../../server/salvataggio/in-corso.js';
import { restoreAll } from '../../../server/salvataggio/ripristina.js';
import { runSalvataggio } from '../../../server/salvataggio/service.js';
import { entrata } from '../protocollo/richieste.js';
import { filePdf, useHarness } from '../../support/harness.js';
import { connectTest } from '../../support/database.js';
import { storageDirOf, type TestWeb } from '../../support/processi.js';
import { dropDatabase, testDatabase } from '../../support/servizi.js';

/** Everything a database holds, in one order; but what a backup leaves out. */
async function contentOf(): Promise<Record<string, unknown[]>> {
  const names = (await mongoose.connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
  const content: Record<string, unknown[]> = {};
  for (const { name } of names.sort((a, b) => a.name.localeCompare(b.name))) {
    if (['sessioni', 'fileConservati', 'salvataggi'].includes(name)) continue;
    const documents = await mongoose.connection.collection(name).find({}, { raw: true }).sort({ _id: 1 }).toArray();
    if (documents.length > 0)
      content[name] = documents.map((one) => Buffer.from(one as unknown as Uint8Array).toString('hex'));
  }
  return content;
}

describe('backup and restore', function () {
  this.timeout(60_000);
  const here = useHarness('salvataggio');
  let cartella: string;
  let store: FolderStore;
  let withoutPlace: TestWeb;
  let withPlace: TestWeb;
  const luogo = () => ({ cartella, conserva: 30 });
  const told = async (web = withPlace) =>
    (await here.get('/salvataggi', 'rgd', web).expect(200)).body as { elementi: { stato: string }[]; allarme?: string };
  const save = (completo = false) => runSalvataggio({ store, clock: systemClock, luogo: luogo() }, { completo });

  /** The work of `task` on another, empty database with an empty store; then back to that of the harness. */
  async function elsewhere(task: (empty: FolderStore) => Promise<void>): Promise<void> {
    const database = testDatabase('ripristino');
    const folder = await mkdtemp(path.join(os.tmpdir(), 'ripristino-'));
    await disconnectDatabase();
    await connectDatabase(database.uri, { indexes: false });
    try {
      await task(await FolderStore.create(folder));
    } finally {
      await disconnectDatabase();
      await dropDatabase(database);
      await rm(folder, { recursive: true });
      await connectTest(here.database);
    }
  }

  before(async () => {
    cartella = await mkdtemp(path.join(os.tmpdir(), 'salvataggi-'));
    store = await FolderStore.create(storageDirOf(here.database));
    withoutPlace = here.nextWeb();
    withPlace = await here.startWeb({ BACKUP_DIR: cartella });
    assert.match((await told()).allarme ?? '', /Nessun salvataggio è ancora riuscito/);
    for (let i = 0; i < 3; i += 1)
      await here.registered('protocollo', entrata(), {
        documento: filePdf(`salvata ${i}`),
        allegati: [filePdf(`allegata ${i}`)],
      });
  });
  after(() => rm(cartella, { recursive: true, force: true }));

  it('is consistent, incremental, and comes back the same to the last byte', async () => {
    const first = await save();
    assert.deepEqual([first.registrazioni, first.file, first.fileNuovi], [3, 6, 6]);
    await here.registered('protocollo', entrata(), { documento: filePdf('salvata dopo') });
    await new Promise((done) => setTimeout(done, 1_000)); // a name is a second
    const second = await save();
    assert.equal((await told()).allarme, undefined, 'a good night');
    assert.deepEqual([second.registrazioni, second.file, second.fileNuovi], [4, 7, 1]);
    const original = await contentOf();
    await elsewhere(async (empty) => {
      const made = await restoreAll(path.join(cartella, second.cartella), empty);
      assert.deepEqual(made, { registrazioni: 4, file: 7 });
      assert.deepEqual(await contentOf(), original);
      await requireNoRestore();
      const indexes = await mongoose.connection.collection('registrazioni').indexes();
      assert.ok(indexes.some(({ key, unique }) => unique === true && 'catena.precedente' in key));
    });
  });

  it('goes on after a kill in the middle, and nothing starts on what is half there', async () => {
    const { cartella: nome } = (await SalvataggioModel.findOne({ stato: 'riuscito' }).lean()) ?? {};
    const from = path.join(cartella, nome ?? '');
    await elsewhere(async (empty) => {
      const stopAt = (passo: string): void => {
        if (passo === 'raccolta titolari' || passo === 'raccolta registrazioni') throw new Error('kill');
      };
      await assert.rejects(restoreAll(from, empty, stopAt), /kill/);
      await assert.rejects(requireNoRestore(), /rimasto a metà/);
      await restoreAll(from, empty);
      assert.equal(await mongoose.connection.collection('registrazioni').countDocuments(), 3);
      assert.equal(await mongoose.connection.collection(SEGNO).countDocuments(), 0);
    });
  });

  it('never writes over what is there', async () => {
    const { cartella: nome } = (await SalvataggioModel.findOne({ stato: 'riuscito' }).lean()) ?? {};
    const before = await contentOf();
    await assert.rejects(restoreAll(path.join(cartella, nome ?? ''), store), /non è vuota/);
    assert.deepEqual(await contentOf(), before);
  });

  it('tells a collection that was cut, a manifest that lies, a file that was altered, before anything is written', async () => {
    const [nome = ''] = (await readdir(cartella)).filter((one) => one.startsWith('20')).sort();
    const dir = path.join(cartella, nome);
    const file = path.join(dir, 'registrazioni.bson.gz');
    const whole = await readFile(file);
    await elsewhere(async (empty) => {
      await truncate(file, whole.length - 10);
      await assert.rejects(restoreAll(dir, empty), /registrazioni\.bson\.gz/);
      await writeFile(file, whole);
      const manifesto = await readFile(path.join(dir, 'manifesto.json'), 'utf8');
      await writeFile(
        path.join(dir, 'manifesto.json'),
        manifesto.replace(/"ultimoHash": "\w{4}/, '"ultimoHash": "0000'),
      );
      await assert.rejects(restoreAll(dir, empty), /manifesto/);
      await writeFile(path.join(dir, 'manifesto.json'), manifesto);
      assert.deepEqual(await contentOf(), {});
    });
  });

  it('fails when the file of a daily register is not there', async () => {
    await here.moveClock('2026-03-03T09:00:00+01:00');
    await here.get('/registro-giornaliero/2026-03-02', 'rgd').set('Accept', 'application/xml').expect(200);
    const giornata = await here.collection('registriGiornalieri').findOne();
    const { sha256 } = (giornata as { xml: { sha256: string } } | null)?.xml ?? assert.fail();
    const stored = path.join(storageDirOf(here.database), relativePath(sha256));
    const whole = await readFile(stored);
    await rm(stored);
    await assert.rejects(save(), new RegExp(`mancano 1 file .*${sha256}`));
    await writeFile(stored, whole);
  });

  it('fails when a file of an attestation, of a scan or of a seal is not there', async () => {
    const named = {
      attestazioni: { impronte: ['a'.repeat(64)] },
      scansioni: { impronte: ['b'.repeat(64)] },
      pagineScansione: { impronte: ['c'.repeat(64)] },
      firmeRegistri: { firma: { sha256: 'd'.repeat(64) } },
    };
    for (const [raccolta, record] of Object.entries(named)) {
      const { insertedId } = await here.collection(raccolta).insertOne({ ...record });
      await assert.rejects(save(), /mancano 1 file/, raccolta);
      await here.collection(raccolta).deleteOne({ _id: insertedId });
    }
  });

  it('fails, and says so, when a stored file is altered here or there', async () => {
    const { documento } = await here.registered('protocollo', entrata(), { documento: filePdf('da guastare') });
    const stored = path.join(storageDirOf(here.database), relativePath(documento?.sha256 ?? ''));
    await rm(stored);
    await writeFile(stored, 'altro');
    await assert.rejects(save(), /alterato/);
    const { elementi, allarme } = await told();
    assert.equal(elementi[0]?.stato, 'fallito');
    assert.match(allarme ?? '', /^L’ultimo salvataggio non è riuscito: .*alterato/);
    assert.match((await told(withoutPlace)).allarme ?? '', /BACKUP_DIR/, 'this web process was given no place');
    assert.deepEqual(
      (await readdir(cartella)).filter((one) => one.endsWith('.parziale')),
      [],
    );
    assert.equal((await here.get('/salvataggi', 'istruttore')).status, 403);
  });

  it('one at a time; what a dead process left is told', async () => {
    await SalvataggioModel.create({ stato: 'in-corso', inizio: new Date(), battito: new Date(), lucchetto: 1 });
    await assert.rejects(save(), /in corso/);
    await SalvataggioModel.updateOne({ lucchetto: 1 }, { battito: new Date(Date.now() - 600_000) });
    await assert.rejects(save(), /alterato/); // it began: the file of before is still broken
    assert.equal(await SalvataggioModel.countDocuments({ stato: 'interrotto' }), 1);
  });
});
