import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import { type Attestazione, AttestazioneModel } from '../../../schemas/attestazione.model.js';
import { ScansioneModel, type ScansioneTenuta } from '../../../schemas/scansione.model.js';
import { verifyAttestazioni } from '../../../server/attestazioni/verifica-totale.js';
import { until } from '../../support/attesa.js';
import { AutoritaDiProva } from '../../support/autorita-prova.js';
import { AOO_PROVA, useHarness } from '../../support/harness.js';
import { startWeb } from '../../support/processi.js';
import { caricaChiave, scansionePronta } from './banco.js';

interface Operazione {
  type: 'op' | 'idleSession' | 'idleCursor';
  client?: string;
  lsid?: { id: unknown };
  transaction?: object;
}

/** Ends the transactions of clients that are gone, as the server itself does after a minute. */
async function endTransactions(): Promise<void> {
  const admin = mongoose.connection.getClient().db('admin');
  const $currentOp = { allUsers: true, idleSessions: true, idleConnections: true };
  await until(async () => {
    const all = await admin.aggregate<Operazione>([{ $currentOp }]).toArray();
    const alive = new Set(all.flatMap(({ type, client }) => (type === 'op' && client !== undefined ? [client] : [])));
    const left = all.filter(
      ({ type, client = '', transaction }) => type === 'idleSession' && transaction !== undefined && !alive.has(client),
    );
    const sessions = left.flatMap(({ lsid }) => (lsid === undefined ? [] : [{ id: lsid.id }]));
    if (sessions.length > 0) await admin.command({ killSessions: sessions });
    return sessions.length === 0;
  });
}

describe('attestations of a process that is killed', function () {
  this.timeout(60_000);
  const fiducia = mkdtempSync(path.join(os.tmpdir(), 'fiducia-'));
  const env = { FIDUCIA_DIR: fiducia, CHIAVE_SEGRETI: randomBytes(32).toString('hex'), REVOCA_RETE: 'no' };
  const here = useHarness('attestazione-uccisa', { env });
  let autorita: AutoritaDiProva;

  before(async () => {
    autorita = await AutoritaDiProva.create();
    await writeFile(path.join(fiducia, 'ca.cer'), await autorita.certificato());
    await writeFile(path.join(fiducia, 'ca.crl'), await autorita.crl());
    const io = await autorita.rilascia('Operatore di protocollo', { dal: '20260101000000Z', chiave: 'ec' });
    await caricaChiave(here, 'protocollo', autorita, io);
    const atto = { numero: '7/2026', data: '2026-01-02', autore: 'Il segretario generale' };
    const periodo = { dal: '2026-01-01', al: '2026-12-31' };
    await here
      .post('/attestazioni/deleghe', 'rgd')
      .send({ utente: 'protocollo', atto, ambito: { modi: ['raffronto'] }, ...periodo })
      .expect(201);
  });
  after(() => Promise.all([autorita.close(), rm(fiducia, { recursive: true, force: true })]));

  it('none is there by half, what was answered is kept, and who asks again gets his one', async () => {
    const coppie = await Promise.all(
      Array.from({ length: 6 }, () => Promise.all([scansionePronta(here), scansionePronta(here)])),
    );
    const vittima = await startWeb({ database: here.database, env });
    const ask = (url: string, n: number): Promise<Response | undefined> => {
      const [una, due] = coppie[n] ?? assert.fail();
      return fetch(`${url}/api/v1/scansioni/${una._id}/attestazione`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${here.token('protocollo')}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': `uccisa-${n}`,
        },
        body: JSON.stringify({ modo: 'raffronto', dichiarazione: true, firma: 'server', copie: [due._id] }),
      }).catch(() => undefined); // the process is gone
    };
    const asked = coppie.map((_one, n) => ask(vittima.url, n));
    await until(async () => (await AttestazioneModel.countDocuments()) > 0);
    await vittima.kill();
    const told = (await Promise.all(asked)).map((answer) => answer?.status);
    await endTransactions();

    const found = async (n: number) => {
      const copie = coppie[n] ?? assert.fail();
      const tenute = await ScansioneModel.find({ _id: { $in: copie.map(({ _id }) => _id) } }).lean<ScansioneTenuta[]>();
      const fatte = await AttestazioneModel.find({ 'copie.scansione': copie[0]._id }).lean<Attestazione[]>();
      return { tenute, fatte };
    };
    for (const [n] of coppie.entries()) {
      const { tenute, fatte } = await found(n);
      const [made] = fatte;
      assert.ok(fatte.length <= 1);
      for (const { stato, attestazione } of tenute)
        assert.deepEqual([stato, attestazione], made === undefined ? ['pronta', undefined] : ['attestata', made._id]);
      if (told[n] === 201) assert.ok(made, 'what was answered is kept');
      const again = await ask(here.nextWeb().url, n);
      assert.equal(again?.status, made === undefined ? 201 : 200);
      const after = await found(n);
      assert.equal(after.fatte.length, 1);
      assert.deepEqual([...new Set(after.tenute.map(({ stato }) => stato))], ['attestata']);
    }
    assert.equal((await verifyAttestazioni(AOO_PROVA, undefined)).guasto, undefined);
  });
});
