import assert from 'node:assert/strict';
import { AooModel } from '../../../schemas/aoo.model.js';
import { Installazione } from '../../../schemas/installazione.api.js';
import { findSistema } from '../../../schemas/sistema.model.js';
import { findUffici } from '../../../schemas/ufficio.model.js';
import { UtenteModel } from '../../../schemas/utente.model.js';
import { titolarioOf } from '../../../classification/service.js';
import { installSistema } from '../../../server/accesso/installazione.js';
import { verifyPassword } from '../../../server/accesso/password.js';
import { legalDay } from '../../../server/lib/clock.js';
import { connectDatabase, disconnectDatabase } from '../../../server/lib/mongo.js';
import { runScript, startWeb } from '../../support/processi.js';
import { testDatabase, type TestDatabase } from '../../support/servizi.js';

const PASSWORD = 'Prima-parola-2026';
const FLAGS = [
  ['--ente', 'Comune di Prova'],
  ['--codice-ipa', 'c_x001'],
  ['--codice-fiscale', '99999999990'],
  ['--domicilio-digitale', 'protocollo@pec.comune.prova.example'],
  ['--aoo', 'APRV001'],
  ['--denominazione-aoo', 'Comune di Prova'],
  ['--patrono', '06-24'],
].flat();

const install = (
  database: TestDatabase,
  flags: string[],
  password = PASSWORD,
): Promise<{ code: number | NodeJS.Signals; output: string }> =>
  runScript('scripts/installa.js', flags, { database, env: { INSTALLA_PASSWORD: password } });

describe('npm run installa', function () {
  this.timeout(120_000);
  afterEach(disconnectDatabase);

  it('makes administration, AOO, first office, first administrator and titolario, once', async () => {
    const database = testDatabase('installa');
    const first = await install(database, FLAGS);
    assert.equal(first.code, 0, first.output);
    assert.match(first.output, /Installazione riuscita: Comune di Prova, AOO APRV001/);
    assert.match(first.output, /npm start/);
    assert.doesNotMatch(first.output, new RegExp(PASSWORD));

    await connectDatabase(database.uri);
    assert.deepEqual(await findSistema(), { _id: 'sistema', dimostrazione: false });
    const aoo = await AooModel.findById('APRV001').lean();
    assert.equal(aoo?.ente.codiceIPA, 'c_x001');
    assert.equal(aoo.impostazioni.patrono, '06-24');
    assert.deepEqual(
      (await findUffici('APRV001')).map(({ codice, attivo }) => [codice, attivo]),
      [['U001', true]],
    );
    const [admin] = await UtenteModel.find().lean();
    assert.deepEqual(admin?.incarichi, [{ aoo: 'APRV001', ruolo: 'admin', uo: 'U001' }]);
    assert.ok(await verifyPassword(admin.passwordHash, PASSWORD));
    assert.ok((await titolarioOf('APRV001', legalDay(new Date())))?.byCodice.has('VI.3'));

    const second = await install(database, FLAGS);
    assert.equal(second.code, 1);
    assert.match(second.output, /non è vuota/);
    assert.equal(await UtenteModel.countDocuments(), 1);
  });

  it('is followed by a web process in which the administrator signs in, and whose clock nobody moves', async () => {
    const database = testDatabase('installa-web');
    assert.equal((await install(database, FLAGS)).code, 0);
    const web = await startWeb({ database });
    const answer = await fetch(`${web.url}/api/v1/sessione`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ utente: 'admin', password: PASSWORD }),
    });
    assert.equal(answer.status, 200);
    const { token } = (await answer.json()) as { token: string };
    const moved = await fetch(`${web.url}/api/v1/demo/orologio`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"adesso":"2030-01-01T00:00:00Z"}',
    });
    assert.equal(moved.status, 404);
    await web.stop();
    await assert.rejects(
      startWeb({ database, env: { OROLOGIO: '2030-01-01T00:00:00+01:00' } }),
      /OROLOGIO è impostato/,
    );
  });

  it('says what is missing or wrong, by the name of its flag, and changes nothing', async () => {
    const database = testDatabase('installa-errori');
    const wrong = await install(
      database,
      ['--ente', 'Comune di Prova', '--codice-fiscale', '99999999991', '--codice-ipa', 'c_x001'],
      'corta',
    );
    assert.equal(wrong.code, 1);
    for (const line of [
      /--codice-fiscale: .*11 cifre/,
      /--aoo: manca/,
      /--patrono: manca/,
      /INSTALLA_PASSWORD: .*almeno 12/,
    ])
      assert.match(wrong.output, line);
    assert.doesNotMatch(wrong.output, /--ente: |--codice-ipa: /);
    const unknown = await install(database, ['--comune', 'x']);
    assert.equal(unknown.code, 1);
    await connectDatabase(database.uri);
    assert.equal(await findSistema(), null);
    assert.equal(await AooModel.countDocuments(), 0);
  });

  it('of two at the same moment makes one', async () => {
    await connectDatabase(testDatabase('installa-due').uri);
    const dati = (aoo: string): Installazione => ({
      ente: 'Comune di Prova',
      codiceIpa: 'c_x001',
      codiceFiscale: '99999999990',
      domicilioDigitale: 'protocollo@pec.comune.prova.example',
      aoo,
      denominazioneAoo: 'Comune di Prova',
      patrono: '06-24',
      ufficio: 'U001',
      denominazioneUfficio: 'Ufficio protocollo',
      amministratore: 'admin',
      denominazioneAmministratore: 'Amministratore di sistema',
      password: PASSWORD,
    });
    const outcomes = await Promise.allSettled(
      ['APRV001', 'APRV002'].map((aoo) => installSistema(dati(aoo), new Date())),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const refused = outcomes.find((one) => one.status === 'rejected');
    assert.equal((refused?.reason as { code: string }).code, 'stato-incompatibile');
    assert.equal(await AooModel.countDocuments(), 1);
    assert.equal(await UtenteModel.countDocuments(), 1);
  });
});
