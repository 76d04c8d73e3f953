import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { isProblem } from './problemi.js';
import { competenza, entrata, MOTIVO } from './richieste.js';

describe('Idempotency-Key of later acts', function () {
  this.timeout(30_000);
  const here = useHarness('idempotenza-atti');
  const body = (response: { body: unknown }) => response.body as RegistrazioneRisposta;

  const integrate = (posto: RegistrazioneRisposta, chiave: string, testo = 'allegato') =>
    here
      .post(`${at(posto)}/integrazioni`, 'protocollo')
      .set('Idempotency-Key', chiave)
      .field('motivo', MOTIVO)
      .attach('allegato', filePdf(testo).bytes, { filename: 'allegato.pdf', contentType: 'application/pdf' });

  it('a repeated integrazione adds nothing, and is answered as then whatever came later', async () => {
    const one = await here.registered('protocollo', entrata());
    const chiave = randomUUID();
    const first = await integrate(one, chiave).expect(201);
    await here
      .post(`${at(one)}/classificazione`, 'rgd')
      .send({ codice: 'VI.5' })
      .expect(200);
    const again = await integrate(one, chiave).expect(200);
    assert.deepEqual(body(again), body(first));
    assert.equal(again.headers['location'], first.headers['location']);
    const now = body(await here.get(at(one), 'protocollo').expect(200));
    assert.deepEqual([now.allegati.length, now.versione], [1, 3]);
  });

  it('the same key for another content is 409, and nothing is written', async () => {
    const one = await here.registered('protocollo', entrata());
    const chiave = randomUUID();
    await integrate(one, chiave).expect(201);
    isProblem(await integrate(one, chiave, 'altro contenuto'), 409);
    isProblem(
      await here
        .post(`${at(one)}/classificazione`, 'protocollo')
        .set('Idempotency-Key', chiave)
        .send({ codice: 'VI.5' }),
      409,
    );
    assert.equal(body(await here.get(at(one), 'protocollo').expect(200)).versione, 2);
  });

  it('ten at once with one key are one act: one is done, the others are answered with it', async () => {
    const one = await here.registered('protocollo', entrata());
    const chiave = randomUUID();
    const all = await Promise.all(Array.from({ length: 10 }, () => integrate(one, chiave)));
    assert.deepEqual(all.map(({ status }) => status).sort(), [...Array<number>(9).fill(200), 201]);
    assert.equal(body(await here.get(at(one), 'protocollo').expect(200)).allegati.length, 1);
  });

  it('ten at once that name the version they read are one act too, and nobody is told that another person was faster', async () => {
    const one = await here.registered('protocollo', entrata());
    const chiave = randomUUID();
    const change = () =>
      here
        .patch(at(one), 'rgd')
        .set('If-Match', '"1"')
        .set('Idempotency-Key', chiave)
        .send({ motivo: MOTIVO, tipologia: 'Istanza' });
    const all = await Promise.all(Array.from({ length: 10 }, change));
    assert.deepEqual([...new Set(all.map(({ status }) => status))], [200]);
    assert.deepEqual([...new Set(all.map((answer) => body(answer).versione))], [2]);
    isProblem(await change().set('Idempotency-Key', randomUUID()), 412);
  });

  it('who refuses, and sees the document no longer, still gets the answer of his own request', async () => {
    const one = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U410')] }));
    const chiave = randomUUID();
    const refuse = () =>
      here
        .post(`${at(one)}/rifiuto`, 'istruttore')
        .set('Idempotency-Key', chiave)
        .send({ motivo: MOTIVO });
    const first = await refuse().expect(200);
    isProblem(await here.get(at(one), 'istruttore'), 404);
    assert.deepEqual(body(await refuse().expect(200)), body(first));
  });

  it('a key whose try was refused is free again', async () => {
    const one = await here.registered('protocollo', entrata());
    const chiave = randomUUID();
    const ask = (motivo: string) =>
      here
        .post(`${at(one)}/annullamento`, 'protocollo')
        .set('Idempotency-Key', chiave)
        .send({ motivo });
    isProblem(await ask('no'), 422, ['motivo']);
    await ask(MOTIVO).expect(202);
    await ask(MOTIVO).expect(200);
  });
});
