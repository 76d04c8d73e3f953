import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { findStato, insertStato } from '../../../schemas/dimostrazione.model.js';
import { type Fascicolo, FascicoloModel } from '../../../schemas/fascicolo.model.js';
import { RegistrazioneModel, type Registrazione } from '../../../schemas/registrazione.model.js';
import { findSistema, insertSistema } from '../../../schemas/sistema.model.js';
import { findUffici } from '../../../schemas/ufficio.model.js';
import { findUtente } from '../../../schemas/utente.model.js';
import { verifyPassword } from '../../../server/accesso/password.js';
import { buildPersone } from '../../../server/demo/ente.js';
import { readFascicoli } from '../../../server/demo/fascicoli.js';
import { buildPiano } from '../../../server/demo/piano.js';
import { isRegistra } from '../../../server/demo/tipi.js';
import { connectDatabase, disconnectDatabase } from '../../../server/lib/mongo.js';
import { verifyAll } from '../../../server/protocollo/verifica-totale.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { runScript, startScript, storageDirOf } from '../../support/processi.js';
import { testDatabase, type TestDatabase } from '../../support/servizi.js';

/** A short past, for a short test: the thirty and some days after them. */
const PASSATO = { anno: 2026, ieri: '2026-04-02' };
const PASSWORD = 'Prima-Parola-1';
const piano = buildPiano(PASSATO);
const attese = piano.filter(isRegistra);

const dataDirOf = (database: TestDatabase): string => `${storageDirOf(database)}-dati`;
const environment = (database: TestDatabase, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  DATA_DIR: dataDirOf(database),
  DEMO_PASSWORD: PASSWORD,
  ...env,
});
const prepare = (database: TestDatabase, env: NodeJS.ProcessEnv = {}) =>
  runScript('scripts/prepara-demo.js', [], { database, env: environment(database, env) });

const readAll = (): Promise<Registrazione[]> =>
  RegistrazioneModel.find().sort({ anno: 1, numero: 1 }).lean<Registrazione[]>().exec();

/** As an interrupted first start leaves it, with a past of our own. */
async function begin(database: TestDatabase): Promise<void> {
  await connectDatabase(database.uri);
  await mongoose.connection.transaction(async (session) => {
    await insertSistema({ dimostrazione: true }, session);
    await insertStato(PASSATO, session);
  });
  await disconnectDatabase();
}

describe('the data of the demo', function () {
  this.timeout(240_000);
  const killed = testDatabase('demo-interrotta');
  const whole = testDatabase('demo-intera');
  afterEach(disconnectDatabase);

  it('are whole after a kill in the middle and another start, nothing twice', async () => {
    await begin(killed);
    const script = startScript('scripts/prepara-demo.js', [], { database: killed, env: environment(killed) });
    while (!script.output().includes('Registrazioni 25/')) await sleep(20);
    await script.kill();
    await connectDatabase(killed.uri);
    const before = await RegistrazioneModel.countDocuments();
    await disconnectDatabase();
    assert.ok(before >= 25 && before < attese.length, String(before));

    const again = await prepare(killed);
    assert.equal(again.code, 0, again.output);
    assert.match(again.output, new RegExp(`Registrazioni ${attese.length}/${attese.length}`));
    await connectDatabase(killed.uri);
    const registrazioni = await readAll();
    assert.deepEqual(
      registrazioni.map(({ numero, richiesta }) => [numero, richiesta.chiave]),
      attese.map(({ chiave }, i) => [i + 1, chiave]),
    );
    assert.deepEqual(
      registrazioni.map(({ dataRegistrazione }) => dataRegistrazione.getTime()),
      attese.map(({ quando }) => quando.getTime()),
    );
    assert.equal(
      registrazioni.reduce((sum, { eventi }) => sum + eventi.length, 0),
      piano.length - attese.length,
    );
    assert.equal((await findStato())?.compiuto, true);
    const fascicoli = await FascicoloModel.find().lean<Fascicolo[]>();
    assert.deepEqual(
      fascicoli.map(({ codice }) => codice).sort(),
      readFascicoli(PASSATO.anno)
        .map(({ codice }) => codice)
        .sort(),
    );
    for (const passo of attese.filter(({ nasceInFascicolo }) => nasceInFascicolo === true)) {
      const one = registrazioni.find(({ richiesta }) => richiesta.chiave === passo.chiave);
      assert.equal(fascicoli.find(({ _id }) => _id === one?.fascicolo)?.codice, passo.fascicolo, passo.chiave);
    }
    const store = await FolderStore.create(storageDirOf(killed));
    assert.equal(await verifyAll(store, undefined, () => undefined), undefined);
  });

  it('are the same register, to the last hash, on another machine', async () => {
    await begin(whole);
    const made = await prepare(whole);
    assert.equal(made.code, 0, made.output);
    await connectDatabase(whole.uri);
    const hashes = (list: readonly Registrazione[]) =>
      list.map(({ catena, eventi }) => [catena.hash, eventi.at(-1)?.hash]);
    const here = hashes(await readAll());
    await disconnectDatabase();
    await connectDatabase(killed.uri);
    assert.deepEqual(hashes(await readAll()), here);
  });

  it('have people, heads of offices and the second AOO empty', async () => {
    await connectDatabase(whole.uri);
    for (const { utente, ruolo, uo, account } of buildPersone(PASSATO.anno)) {
      const found = await findUtente(utente);
      assert.deepEqual(
        found?.incarichi.map((one) => [one.ruolo, one.uo]),
        [[ruolo, uo]],
      );
      assert.equal(await verifyPassword(found.passwordHash, PASSWORD), account, utente);
      assert.equal(found.descrizione !== undefined, account);
    }
    const uffici = await findUffici('AVLD001');
    assert.equal(uffici.length, 33);
    assert.ok(uffici.every(({ responsabile }) => responsabile !== undefined));
    assert.equal(await RegistrazioneModel.countDocuments({ aoo: 'AVLD002' }), 0);
    assert.ok(existsSync(path.join(dataDirOf(whole), 'ca/autorita-di-prova.pem')));
  });

  it('change nothing at the next start but the password that it names, and the clock that it asks for', async () => {
    const orologio = '2026-12-31T23:59:50+01:00';
    const next = await prepare(whole, { DEMO_PASSWORD: 'Altra-Parola-2', OROLOGIO: orologio });
    assert.equal(next.code, 0, next.output);
    assert.doesNotMatch(next.output, /Registrazioni/);
    await connectDatabase(whole.uri);
    assert.equal(await RegistrazioneModel.countDocuments(), attese.length);
    for (const { utente, account } of buildPersone(PASSATO.anno)) {
      assert.equal(await verifyPassword((await findUtente(utente))?.passwordHash, 'Altra-Parola-2'), account, utente);
    }
    const moved = Date.now() + ((await findSistema())?.orologio?.scartoMs ?? 0);
    assert.ok(Math.abs(moved - Date.parse(orologio)) < 60_000, new Date(moved).toISOString());
  });

  it('are not put into a database that is somebody’s own', async () => {
    const database = testDatabase('demo-estranea');
    await connectDatabase(database.uri);
    await insertSistema({ dimostrazione: false });
    await disconnectDatabase();
    const refused = await prepare(database);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /non è stata creata dalla dimostrazione/);
    await connectDatabase(database.uri);
    assert.deepEqual(await findSistema(), { _id: 'sistema', dimostrazione: false });
    assert.equal(await findUtente('protocollo'), null);
  });

  it('need a password for the accounts', async () => {
    const without = await prepare(testDatabase('demo-senza'), { DEMO_PASSWORD: '' });
    assert.equal(without.code, 1);
    assert.match(without.output, /DEMO_PASSWORD/);
  });
});
