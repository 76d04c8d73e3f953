import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { mongo } from 'mongoose';
import supertest from 'supertest';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { comeByte } from '../../support/byte.js';
import { PASSWORD } from '../../support/ente.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { runScript, startWeb } from '../../support/processi.js';
import { dropDatabase, type TestDatabase, testDatabase } from '../../support/servizi.js';
import { entrata } from '../protocollo/richieste.js';

describe('npm run backup, npm run ripristino', function () {
  this.timeout(120_000);
  const here = useHarness('salvataggio-comandi');
  const lettera = filePdf('da salvare');
  let cartella: string;
  let one: RegistrazioneRisposta;
  let fatto = '';
  const backup = (env: NodeJS.ProcessEnv = {}, ...args: string[]) =>
    runScript('scripts/backup.js', args, { database: here.database, env: { BACKUP_DIR: cartella, ...env } });
  const ripristino = (database: TestDatabase, ...args: string[]) =>
    runScript('scripts/ripristino.js', args, { database });
  const collectionsOf = async ({ uri }: TestDatabase): Promise<number> => {
    const client = new mongo.MongoClient(uri);
    try {
      return (await client.db().listCollections().toArray()).length;
    } finally {
      await client.close();
    }
  };
  async function elsewhere(task: (database: TestDatabase) => Promise<void>): Promise<void> {
    const database = testDatabase('ripristino-comandi');
    try {
      await task(database);
    } finally {
      await dropDatabase(database);
    }
  }

  before(async () => {
    cartella = await mkdtemp(path.join(os.tmpdir(), 'salvataggi-'));
    one = await here.registered('protocollo', entrata(), { documento: lettera, allegati: [filePdf('allegata')] });
    await here.registered('protocollo', entrata());
  });
  after(() => rm(cartella, { recursive: true, force: true }));

  it('the backup tells its place and what is in it, and ends with 0', async () => {
    const { code, output } = await backup();
    assert.equal(code, 0, output);
    const [nome = 'manca'] = (await readdir(cartella)).filter((name) => name.startsWith('20'));
    fatto = path.join(cartella, nome);
    assert.ok(output.includes(`Salvataggio riuscito e verificato: ${fatto}\n`), output);
    assert.match(output, /2 registrazioni con la loro catena, 3 file \(3 nuovi, \d+ KB; 3 riletti\)/);
    assert.match(output, /^› /m, 'each step is told');
    const where = (await here.get('/salvataggi', 'rgd').expect(200)).body as { elementi: { stato: string }[] };
    assert.equal(where.elementi[0]?.stato, 'riuscito', 'the page of the RGD knows of it');
  });

  it('the second one copies what is new only, all of it is read again with --completo', async () => {
    await new Promise((done) => setTimeout(done, 1_000)); // a name is a second
    const { code, output } = await backup({}, '--completo');
    assert.equal(code, 0, output);
    assert.match(output, /3 file \(0 nuovi, 0 KB; 3 riletti\)/);
  });

  it('a file that is missing: 1, with its hash, and no folder that looks like a backup', async () => {
    const before = await readdir(cartella);
    const empty = await mkdtemp(path.join(os.tmpdir(), 'oggetti-'));
    const { code, output } = await backup({ STORAGE_DIR: empty });
    await rm(empty, { recursive: true });
    assert.equal(code, 1, output);
    assert.match(output, /mancano 3 file/);
    assert.doesNotMatch(output, /riuscito|\n\s+at /);
    assert.deepEqual(await readdir(cartella), before);
  });

  it('a place that cannot be, or a database that nobody named: 1, in words', async () => {
    const file = path.join(cartella, 'appunti.txt');
    await writeFile(file, 'non è una cartella');
    const wrong = await backup({ BACKUP_DIR: file });
    assert.equal(wrong.code, 1);
    assert.match(wrong.output, /appunti\.txt non si può usare \(\w+\): indicarne un’altra in BACKUP_DIR/);
    assert.doesNotMatch(wrong.output, /\n\s+at /);
    const lost = await backup({ MONGODB_URI: '' });
    assert.equal(lost.code, 1);
    assert.match(lost.output, /Non so dove sia la base dati: impostare MONGODB_URI/);
  });

  it('into an empty installation: 0, the register verifies, and who signs in reads what was registered', () =>
    elsewhere(async (database) => {
      const { code, output } = await ripristino(database, fatto);
      assert.equal(code, 0, output);
      assert.match(output, /Ripristino riuscito: 2 registrazioni e 3 file, verificati dopo la scrittura/);
      assert.match(output, /avviare «npm start» e «npm run worker»/);
      const verifica = await runScript('scripts/verifica.js', [], { database });
      assert.equal(verifica.code, 0, verifica.output);
      const web = await startWeb({ database });
      try {
        const api = supertest(`${web.url}/api/v1`);
        const old = await api.get(at(one)).set('Authorization', `Bearer ${here.token('protocollo')}`);
        assert.equal(old.status, 401, 'sessions are not saved');
        const entered = await api.post('/sessione').send({ utente: 'protocollo', password: PASSWORD });
        const bearer = `Bearer ${(entered.body as { token: string }).token}`;
        const read = await api.get(at(one)).set('Authorization', bearer).expect(200);
        const { numero, segnatura, catena } = read.body as RegistrazioneRisposta;
        assert.deepEqual([numero, segnatura, catena], [one.numero, one.segnatura, one.catena]);
        const asked = api
          .get(`${at(one)}/documento`)
          .set('Authorization', bearer)
          .buffer(true)
          .parse(comeByte);
        assert.ok(lettera.bytes.equals((await asked.expect(200)).body as Buffer));
      } finally {
        await web.stop();
      }
      const twice = await ripristino(database, fatto);
      assert.equal(twice.code, 1, 'never over what is there');
      assert.match(twice.output, /non è vuota/);
    }));

  it('no folder, one that is none, or a backup that was altered: 1, in words, and nothing is written', () =>
    elsewhere(async (database) => {
      const none = await ripristino(database);
      assert.equal(none.code, 1);
      assert.match(none.output, /Indicare la cartella del salvataggio: npm run ripristino -- <cartella>/);
      const wrong = await ripristino(database, path.join(cartella, 'oggetti'));
      assert.equal(wrong.code, 1, wrong.output);
      assert.doesNotMatch(wrong.output, /riuscito|\n\s+at /);
      const file = path.join(fatto, 'registrazioni.bson.gz');
      const whole = await readFile(file);
      await truncate(file, whole.length - 10);
      const altered = await ripristino(database, fatto);
      await writeFile(file, whole);
      assert.equal(altered.code, 1);
      assert.match(altered.output, /registrazioni\.bson\.gz/);
      assert.doesNotMatch(altered.output, /riuscito|\n\s+at /);
      assert.equal(await collectionsOf(database), 0);
    }));
});
