import assert from 'node:assert/strict';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { scanStream } from '../../../server/formati/clamd.js';
import { Readable } from 'node:stream';
import { EICAR, startClamd, startClamdDiProva, type TestClamd } from '../../support/clamd.js';
import { freePort } from '../../../scripts/lib/porte.mjs';
import { at, useHarness } from '../../support/harness.js';
import { startWorker } from '../../support/processi.js';
import { requireProgram } from '../../support/servizi.js';
import { until } from '../../support/attesa.js';
import { entrata } from '../protocollo/richieste.js';

const infetto = { nome: 'fattura.com', mime: 'application/octet-stream', bytes: EICAR };

describe('antivirus', function () {
  this.timeout(60_000);
  let port = 0;
  let clamd: TestClamd | undefined;
  before(async () => {
    port = await freePort();
    clamd = await startClamdDiProva(port);
  });
  after(() => clamd?.stop());
  const env: NodeJS.ProcessEnv = { CLAMD_HOST: '127.0.0.1' };
  before(() => (env['CLAMD_PORT'] = String(port)));
  const here = useHarness('antivirus', { env });

  const read = async (one: RegistrazioneRisposta): Promise<RegistrazioneRisposta> =>
    (await here.get(at(one), 'protocollo').expect(200)).body as RegistrazioneRisposta;

  it('an infected file is registered, told, and never sent; the others are', async () => {
    const one = await here.registered('protocollo', entrata(), { allegati: [infetto] });
    assert.ok(
      one.avvisi.some(
        ({ codice, messaggio }) => codice === 'antivirus' && /fattura\.com è infetto \(Eicar/.test(messaggio),
      ),
    );
    const { documento, allegati } = await read(one);
    assert.deepEqual(
      [documento?.antivirus?.stato, allegati[0]?.antivirus],
      ['pulito', { stato: 'infetto', minaccia: 'Eicar-Prova' }],
    );
    await here.get(`${at(one)}/documento`, 'protocollo').expect(200);
    const refused = await here.get(`${at(one)}/allegati/1`, 'rgd').expect(409);
    assert.equal((refused.body as { type: string }).type, '/problemi/file-in-quarantena');
    const added = await here
      .post(`${at(one)}/integrazioni`, 'protocollo')
      .field('motivo', 'Arrivato dopo')
      .attach('allegato', Buffer.concat([EICAR, Buffer.from('!')]), {
        filename: 'altro.txt',
        contentType: 'text/plain',
      })
      .expect(201);
    const { allegati: both } = added.body as RegistrazioneRisposta;
    assert.equal(both[1]?.antivirus?.stato, 'infetto');
  });

  it('without clamd a file is registered and told not checked; the worker checks it when clamd is back', async () => {
    await clamd?.stop();
    clamd = undefined;
    const one = await here.registered('protocollo', entrata(), {
      documento: { ...infetto, bytes: Buffer.concat([EICAR, Buffer.from('?')]) },
    });
    assert.ok(
      one.avvisi.some(
        ({ codice, messaggio }) =>
          codice === 'antivirus' &&
          messaggio.includes('non è stato controllato dall’antivirus: il controllo si ripete'),
      ),
    );
    assert.equal((await read(one)).documento?.antivirus?.stato, 'non-controllato');
    clamd = await startClamdDiProva(port);
    const worker = startWorker({ database: here.database, env });
    try {
      await until(async () => (await read(one)).documento?.antivirus?.stato === 'infetto');
      await here.get(`${at(one)}/documento`, 'protocollo').expect(409);
      const testo = (): Promise<unknown> => here.collection('testi').findOne({ motivo: 'quarantena' });
      await until(async () => (await testo()) !== null);
    } finally {
      await worker.stop();
    }
  });
});

describe('the real clamd', function () {
  this.timeout(60_000);
  let clamd: TestClamd | undefined;
  after(() => clamd?.stop());

  it('finds its own signature, lets a sound file go, refuses one that is too long', async function () {
    clamd = await startClamd(requireProgram(this, 'clamd', 'apt-get install -y clamav-daemon'));
    const where = { host: '127.0.0.1', port: clamd.port };
    const scan = (bytes: Buffer) => scanStream(where, Readable.from([bytes]), 20_000);
    assert.deepEqual(await scan(EICAR), { stato: 'infetto', minaccia: 'Eicar-Prova.UNOFFICIAL' });
    assert.deepEqual(await scan(Buffer.from('sano')), { stato: 'pulito' });
    await assert.rejects(scan(Buffer.alloc(8_000_000, 0x61)), ({ motivo }: { motivo: string }) => motivo !== 'assente');
  });
});
