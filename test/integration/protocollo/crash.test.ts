import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { useHarness } from '../../support/harness.js';
import { runScript } from '../../support/processi.js';
import { buildInvio, type Esito, invia, inviaFinoA, requireCatena } from './carico.js';

const CLIENTS = 300;
const EACH = 2;

describe('kill -9 of a web process and of the database, under 300 clients', function () {
  this.timeout(120_000);
  const here = useHarness('crash', { web: 3, mongod: true });
  const invii = Array.from({ length: CLIENTS * EACH }, () => buildInvio());
  const esiti: (Esito | undefined)[] = [];
  const acked = () => esiti.filter((one) => one !== undefined).length;
  const untilAcked = async (n: number): Promise<void> => {
    while (acked() < n) await sleep(10);
  };

  it('every client gets its number in the end, and nothing but 201, 200, 503 and cut connections on the way', async () => {
    const token = here.token('protocollo');
    const clients = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let i = client; i < invii.length; i += CLIENTS) {
        const invio = invii[i];
        if (invio !== undefined) esiti[i] = await inviaFinoA(here, token, invio);
      }
    });
    const blows = async (): Promise<void> => {
      await untilAcked(100);
      const [victim] = here.webs.splice(0, 1);
      await victim?.kill();
      await untilAcked(200);
      await here.mongod.kill();
      await sleep(300);
      assert.ok(acked() < invii.length, 'the blow came in the middle');
      await here.mongod.restart();
      await here.startWeb();
    };
    await Promise.all([...clients, blows()]);
    assert.equal(acked(), invii.length);
  });

  it('every 201 is in the register, once, with its file: 1 to n without holes, one chain', async () => {
    const all = await requireCatena(here);
    assert.equal(all.length, invii.length);
    for (const [i, { chiave, file }] of invii.entries()) {
      const corpo = esiti[i]?.corpo;
      assert.ok(corpo);
      const stored = all[corpo.numero - 1];
      const sha256 = createHash('sha256').update(file).digest('hex');
      assert.deepEqual(
        [stored?.richiesta.chiave, stored?.catena, stored?.documento?.sha256],
        [chiave, corpo.catena, sha256],
      );
      assert.deepEqual(
        await readFile(path.join(here.storageDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256)),
        file,
      );
    }
  });

  it('a repeated key gives the same number, at the process that came later too', async () => {
    for (let i = 0; i < invii.length; i += 40) {
      const invio = invii[i];
      assert.ok(invio);
      const { stato, corpo } = await invia(here.nextWeb(), here.token('protocollo'), invio);
      assert.deepEqual([stato, corpo], [200, esiti[i]?.corpo]);
    }
    assert.equal(await here.count('registrazioni'), invii.length);
  });

  it('the verification finds all whole, and the register goes on', async () => {
    const { integro, registrazioni } = (await here.get('/registro/verifica', 'rgd').expect(200)).body as {
      integro: boolean;
      registrazioni: number;
    };
    assert.deepEqual([integro, registrazioni], [true, invii.length]);
    const { code, output } = await runScript('scripts/verifica.js', [], { database: here.database });
    assert.equal(code, 0, output);
    const { corpo } = await invia(here.nextWeb(), here.token('protocollo'), buildInvio());
    assert.equal(corpo.numero, invii.length + 1);
  });
});
