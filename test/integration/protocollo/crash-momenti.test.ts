import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { until } from '../../support/attesa.js';
import { useHarness } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';
import type { TestWeb } from '../../support/processi.js';
import { buildInvio, invia, requireCatena } from './carico.js';
import { multipart, parteJson, partePdf, TIPO_MULTIPART } from './grezze.js';
import { entrata } from './richieste.js';

describe('kill -9 of the web process at two chosen moments', function () {
  this.timeout(60_000);
  const here = useHarness('crash-momenti', { web: 3 });
  const first = (): TestWeb => here.webs[0] ?? assert.fail('no web process');
  const open = (web: TestWeb): Promise<Socket> =>
    new Promise((done, fail) => {
      const socket = connect(web.port, '127.0.0.1', () => done(socket)).once('error', fail);
    });
  /** The process is gone as by a cut of the power; others go on. */
  async function end(web: TestWeb): Promise<void> {
    await web.kill();
    here.webs.splice(here.webs.indexOf(web), 1);
  }
  const send = (chiave: string, registrazione: string, file: Buffer) =>
    invia(here.nextWeb(), here.token('protocollo'), { chiave, registrazione, file });

  it('with the file stored and the record not yet written: no number is used, the same key registers', async () => {
    const [chiave, registrazione, file] = [
      randomUUID(),
      JSON.stringify(entrata()),
      buildPdf(`Istanza ${randomUUID()}`),
    ];
    const body = multipart([parteJson(registrazione), partePdf('istanza.pdf', file)]);
    const web = first();
    const socket = await open(web);
    socket.on('error', () => undefined); // the server dies under it
    socket.write(
      `POST /api/v1/registrazioni HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\nAuthorization: Bearer ${here.token('protocollo')}\r\nIdempotency-Key: ${chiave}\r\nContent-Type: ${TIPO_MULTIPART}\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, -4)); // the file is whole, the end of the request is missing
    const sha256 = createHash('sha256').update(file).digest('hex');
    const stored = path.join(here.storageDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    await until(() => existsSync(stored));
    await end(web);
    socket.destroy();
    assert.equal(await here.count('registrazioni'), 0);
    const { stato, corpo } = await send(chiave, registrazione, file);
    assert.deepEqual([stato, corpo.numero, corpo.documento?.sha256], [201, 1, sha256]);
  });

  it('with the record just written: the same key is answered with the number it has, once', async () => {
    const invio = buildInvio();
    const web = first();
    const lost = invia(web, here.token('protocollo'), invio).catch(() => undefined);
    const written = () => here.count('registrazioni', { 'richiesta.chiave': invio.chiave });
    while ((await written()) === 0);
    await end(web);
    await lost;
    const { stato, corpo } = await send(invio.chiave, invio.registrazione, invio.file);
    assert.deepEqual([stato, corpo.numero, await written()], [200, 2, 1]);
    assert.equal((await requireCatena(here)).length, 2);
  });
});
