import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { Attesa, messageOf } from '../../../server/attesa.js';
import { completeDerivati, isDaCompletare } from '../../../server/derivati.js';
import { closeServer, listen } from '../../../server/lib/http-server.js';
import { useHarness } from '../../support/harness.js';
import { entrata } from './richieste.js';

describe('the port while a register of an earlier version is completed', function () {
  this.timeout(60_000);
  const here = useHarness('attesa');

  it('answers 503 with how far it is, to programs and in the pages, then the application', async () => {
    const attesa = new Attesa();
    const server = await listen(attesa.listener, 0, '127.0.0.1');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      attesa.avanzamento = { fatte: 340_000, totale: 1_000_000 };
      const said = 'Aggiornamento dei dati: 340.000 di 1.000.000 registrazioni.';
      for (const path of ['/readyz', '/api/v1/registrazioni']) {
        const answer = await fetch(url + path);
        const problem = (await answer.json()) as { codice: string; detail: string; status: number };
        assert.deepEqual([answer.status, problem.status, answer.headers.get('retry-after')], [503, 503, '5']);
        assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
        assert.ok(problem.detail.startsWith(said), problem.detail);
      }
      const page = await fetch(url, { headers: { accept: 'text/html,*/*' } });
      assert.equal(page.status, 503);
      assert.ok((await page.text()).includes(said));
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
      attesa.open((_req, res) => res.end('pronto'));
      assert.equal(await (await fetch(`${url}/readyz`)).text(), 'pronto');
    } finally {
      await closeServer(server);
    }
  });

  it('tells the registrations that are done, and that nothing waits afterwards', async () => {
    await here.registered('protocollo', entrata());
    await here.registered('protocollo', entrata());
    assert.equal(await isDaCompletare(), false);
    await here.collection('registrazioni').updateMany({}, { $unset: { attese: 1 } });
    await here.collection('sistema').updateMany({}, { $unset: { derivati: 1 } });
    assert.equal(await isDaCompletare(), true);
    const told: object[] = [];
    await completeDerivati((avanzamento) => told.push(avanzamento));
    assert.deepEqual(told, [
      { fatte: 0, totale: 2 },
      { fatte: 2, totale: 2 },
    ]);
    assert.equal(await isDaCompletare(), false);
  });

  it('has a sentence before it knows how many there are', () => {
    assert.equal(messageOf(undefined), 'Aggiornamento dei dati in corso.');
    assert.equal(messageOf({ fatte: 500, totale: 1_200 }), 'Aggiornamento dei dati: 500 di 1.200 registrazioni.');
  });
});
