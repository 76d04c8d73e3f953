import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportazioneRisposta, TipoIpa } from '../../../schemas/importazione.api.js';
import { Corrispondenti } from '../../../schemas/corrispondente.api.js';
import { createLogger } from '../../../server/lib/logger.js';
import { refreshIpa, runDovute } from '../../../server/rubrica/ipa/service.js';
import { createStore } from '../../../storage/create-store.js';
import { type Account, useHarness } from '../../support/harness.js';
import { startWorker, type TestProcess } from '../../support/processi.js';
import { uscita } from '../protocollo/richieste.js';
import { fileAoo, fileEnti, fileUo, primi, rigaAoo, rigaEnte, rigaUo } from './ipa-di-prova.js';
import { mkdtemp, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const NESSUNA = { lette: 0, nuove: 0, cambiate: 0, invariate: 0, rifiutate: 0, segnalate: 0 };

describe('imports of the IPA', function () {
  this.timeout(60_000);
  const here = useHarness('importazioni', { env: { LIMITE_FILE_MB: '20' } });
  const log = createLogger('silent', 'test');
  const go = new AbortController().signal;
  const deps = async () => ({
    clock: { now: () => here.now(), ensureReliable: () => Promise.resolve() },
    log,
    store: await createStore({ tipo: 'cartella', percorso: here.storageDir }),
  });

  const send = (tipo: string, text: string | Buffer, account: Account = 'rgd', nome = 'file.csv') =>
    here.post('/rubrica/importazioni', account).field('tipo', tipo).attach('file', Buffer.from(text), nome);
  const readOne = async (id: string): Promise<ImportazioneRisposta> =>
    (await here.get(`/rubrica/importazioni/${id}`, 'rgd').expect(200)).body as ImportazioneRisposta;
  /** Sends a file, does what the worker does, and gives what came of it. */
  async function imported(tipo: TipoIpa, text: string): Promise<ImportazioneRisposta> {
    const asked = await send(tipo, text);
    assert.equal(asked.status, 202, asked.text);
    const { id } = asked.body as ImportazioneRisposta;
    assert.equal(asked.headers['location'], `/api/v1/rubrica/importazioni/${id}`);
    await runDovute(await deps(), go);
    return readOne(id);
  }
  const find = async (q: string, account: Account = 'protocollo', more = '') =>
    Corrispondenti.parse(
      (await here.get(`/corrispondenti?q=${encodeURIComponent(q)}${more}`, account).expect(200)).body,
    ).elementi;

  /** A place on this machine from which the files of the IPA may be fetched: some of them, one by way of another address. */
  async function withServer(work: (url: string, asked: string[]) => Promise<void>): Promise<void> {
    const asked: string[] = [];
    const server = http.createServer(({ url = '' }, res) => {
      asked.push(url);
      if (url === '/ipa/uo.csv') res.end(fileUo(...primi(7).map((n) => rigaUo(n))));
      else if (url === '/ipa/aoo.csv') res.writeHead(302, { location: '/altrove/aoo.csv' }).end();
      else if (url === '/altrove/aoo.csv') res.end(fileAoo(...primi(7).map((n) => rigaAoo(n))));
      else res.writeHead(404).end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ipa`, asked);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('takes bodies, AOO and offices; they are proposed to everybody, the AOO before the body and its offices', async () => {
    const enti = await imported('enti', fileEnti(...primi(5).map((n) => rigaEnte(n))));
    assert.deepEqual(enti.righe, { ...NESSUNA, lette: 5, nuove: 5 });
    assert.equal(enti.stato, 'conclusa');
    await imported('aoo', fileAoo(...primi(5).map((n) => rigaAoo(n))));
    await imported('uo', fileUo(...primi(5).map((n) => rigaUo(n))));
    for (const account of ['protocollo', 'istruttore', 'archivista', 'rgd2'] as const) {
      const found = await find('prova 0003', account);
      assert.deepEqual(
        found.map(({ soggetto }) => [soggetto.codiceAOO, soggetto.codiceUO]),
        [
          ['AY00030', undefined],
          [undefined, undefined],
          ['AY00030', 'UF0003'],
        ],
        account,
      );
      assert.deepEqual(found[0]?.domicilio, { indirizzo: 'aoo@pec.ente3.example', fonte: 'ipa', dal: '2026-03-02' });
      assert.equal(found[2]?.domicilio?.indirizzo, 'aoo@pec.ente3.example', 'an office is written to at its AOO');
    }
    for (const q of ['c_y0003', 'ay00030', 'aoo@pec.ente3']) assert.ok((await find(q)).length > 0, q);
    await here.register('protocollo', uscita({ destinatari: [(await find('ay00030'))[0]?.soggetto] })).expect(201);
  });

  it('the same file again changes nothing; one who moves keeps the address of before with its dates', async () => {
    const before = await here
      .collection('rubrica')
      .find({ 'ipa.tipo': 'aoo' }, { projection: { ipa: 0 } })
      .toArray();
    const again = await imported('aoo', fileAoo(...primi(5).map((n) => rigaAoo(n))));
    assert.deepEqual(again.righe, { ...NESSUNA, lette: 5, invariate: 5 });
    assert.deepEqual(
      await here
        .collection('rubrica')
        .find({ 'ipa.tipo': 'aoo' }, { projection: { ipa: 0 } })
        .toArray(),
      before,
    );
    await here.moveClock('2026-03-09T09:00:00+01:00');
    const moved = await imported(
      'aoo',
      fileAoo(...primi(4).map((n) => rigaAoo(n, n === 2 ? 'nuova@pec.ente2.example' : undefined))),
    );
    assert.deepEqual([moved.righe.cambiate, moved.righe.invariate, moved.cessate], [1, 3, 1]);
    const [aoo] = await find('ay00020');
    const body: unknown = (await here.get(`/corrispondenti/${aoo?.id ?? ''}`, 'istruttore').expect(200)).body;
    const { recapiti, modificabile } = body as {
      recapiti: { tipo: string; valore: string; dal?: string; al?: string }[];
      modificabile: boolean;
    };
    assert.deepEqual(
      recapiti.filter(({ tipo }) => tipo === 'digitale').map(({ valore, dal, al }) => [valore, dal, al]),
      [
        ['aoo@pec.ente2.example', '2026-03-02', '2026-03-09'],
        ['nuova@pec.ente2.example', '2026-03-09', undefined],
      ],
    );
    assert.equal(modificabile, false);
    const aooOf = async (q: string) => (await find(q)).filter(({ soggetto }) => soggetto.codiceUO === undefined);
    assert.deepEqual(await aooOf('ay00050'), [], 'what has vanished is no more proposed');
    const [gone] = await find('ay00050', 'rgd', '&ordine=nome&stato=cessato');
    assert.equal(gone?.stato, 'cessato');
    assert.equal(
      (await imported('aoo', fileAoo(...primi(5).map((n) => rigaAoo(n))))).righe.cambiate,
      2,
      'and comes back',
    );
    assert.equal((await aooOf('ay00050'))[0]?.stato, 'attivo');
  });

  it('tells every broken row by its line, and takes the good ones', async () => {
    const broken = [
      rigaEnte(1),
      ',Senza codice,,,,,',
      rigaEnte(2, '"Aperta'),
      rigaEnte(3),
      'c_y0004,corta',
      rigaEnte(1, 'Ancora la prima'),
      rigaEnte(5).replace(',,', ',12345678901,'),
    ];
    const { righe, errori, stato, cessate, id } = await imported('enti', fileEnti(...broken));
    assert.equal(stato, 'conclusa');
    assert.deepEqual(righe, { ...NESSUNA, lette: 7, invariate: 3, rifiutate: 4, segnalate: 1 });
    assert.deepEqual(
      errori.map(({ riga, presa }) => [riga, presa]),
      [
        [3, false],
        [4, false],
        [6, false],
        [7, false],
        [8, true],
      ],
    );
    assert.equal(cessate, 0, 'a row that is broken has not vanished');
    const page = await here.get(`/rubrica/importazioni/${id}/errori?limite=2`, 'admin').expect(200);
    const { cursore, totale } = page.body as { cursore: string; totale: number };
    assert.equal(totale, 5);
    const rest = await here.get(`/rubrica/importazioni/${id}/errori?cursore=${cursore}`, 'admin').expect(200);
    assert.equal((rest.body as { elementi: unknown[] }).elementi.length, 3);
  });

  it('refuses at once what is no such file, and later one with half of the rows: nothing is changed', async () => {
    const before = await here.count('rubrica', { stato: 'attivo' });
    for (const [tipo, text] of [
      ['enti', fileAoo(rigaAoo(1))],
      ['enti', 'nome,cognome\nMaria,Rossi\n'],
      ['enti', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0])],
      ['enti', Buffer.alloc(2_000_000, 1)],
      ['altro', fileEnti(rigaEnte(1))],
    ] as const) {
      const answer = await send(tipo, text);
      assert.equal(answer.status, 422, answer.text);
    }
    await here.post('/rubrica/importazioni', 'rgd').field('tipo', 'enti').expect(422);
    await send('enti', fileEnti(rigaEnte(1)), 'protocollo').expect(403);
    await send('enti', Buffer.alloc(21 * 1_048_576, 'x')).expect(413);
    const halved = await imported('aoo', fileAoo(rigaAoo(1), rigaAoo(2)));
    assert.equal(halved.stato, 'rifiutata');
    assert.match(halved.motivo ?? '', /meno della metà/);
    assert.equal(await here.count('rubrica', { stato: 'attivo' }), before);
  });

  it('the nightly refresh: a folder, an address; the same file is not taken twice; what fails is told', async () => {
    const folder = await mkdtemp(path.join(here.storageDir, 'ipa-'));
    await writeFile(path.join(folder, 'Enti.csv'), fileEnti(...primi(6).map((n) => rigaEnte(n))));
    const fetchFrom = async (ipaFonte: string) =>
      refreshIpa({ ...(await deps()), config: { ipaFonte, retiPrivate: false, limiteFileBytes: 20_000_000 } }, go);
    assert.deepEqual(await fetchFrom(folder), ['enti']);
    await runDovute(await deps(), go);
    assert.deepEqual(await fetchFrom(folder), []);
    const failed = () => here.count('importazioni', { stato: 'errore' });
    await withServer(async (url, asked) => {
      assert.deepEqual(await fetchFrom(url), []);
      assert.equal(await failed(), 3, 'neither http nor a private network');
      assert.deepEqual(await fetchFrom(url.replace('http:', 'https:')), []);
      assert.equal(await failed(), 6);
      assert.deepEqual(asked, [], 'nobody was called');
    });
  });

  it('where private networks are allowed the files are fetched from their address, by the first name that is there', async () => {
    await withServer(async (url, asked) => {
      const config = { ipaFonte: url, retiPrivate: true, limiteFileBytes: 20_000_000 };
      const before = await here.count('importazioni', { stato: 'errore' });
      assert.deepEqual(await refreshIpa({ ...(await deps()), config }, go), ['aoo', 'uo']);
      assert.deepEqual(asked.slice(0, 5), [
        '/ipa/enti.csv',
        '/ipa/enti.xlsx',
        '/ipa/enti.json',
        '/ipa/amministrazioni.txt',
        '/ipa/aree-organizzative-omogenee.csv',
      ]);
      assert.ok(asked.includes('/altrove/aoo.csv'), 'a redirect is followed');
      await runDovute(await deps(), go);
      for (const [tipo, nome] of [
        ['aoo', 'aoo.csv'],
        ['uo', 'uo.csv'],
      ]) {
        const taken = { tipo, origine: 'notturna', stato: 'conclusa', 'file.nome': nome, 'righe.lette': 7 };
        assert.equal(await here.count('importazioni', taken), 1, tipo);
      }
      assert.equal((await find('ay00070'))[0]?.soggetto.codiceAOO, 'AY00070');
      assert.deepEqual(await refreshIpa({ ...(await deps()), config }, go), [], 'the same files are not taken twice');
      assert.equal(await here.count('importazioni', { stato: 'errore' }), before);
    });
  });

  it('a worker that is killed: another goes on, every row is counted once', async () => {
    const count = 2_400;
    const rows = primi(count).map((n) => rigaEnte(n + 100));
    rows.splice(2_000, 0, 'rotta,');
    const workers: TestProcess[] = [startWorker({ database: here.database })];
    const asked = await send('enti', fileEnti(...rows), 'admin').expect(202);
    const { id } = asked.body as ImportazioneRisposta;
    const until = async (test: (one: ImportazioneRisposta) => boolean): Promise<ImportazioneRisposta> => {
      for (;;) {
        const one = await readOne(id);
        if (test(one) || one.stato === 'errore') return one;
        await sleep(20);
      }
    };
    await until(({ righe }) => righe.lette > 0);
    await workers[0]?.kill();
    const killed = await readOne(id);
    assert.equal(killed.stato, 'in-corso');
    assert.ok(killed.righe.lette < count, String(killed.righe.lette));
    await here.collection('importazioni').updateMany({}, { $unset: { presaFino: 1 } }); // the time of who was killed is over
    workers.push(startWorker({ database: here.database }));
    await send('enti', fileEnti(...rows), 'admin').expect(202); // wakes it; it is the same import
    const done = await until(({ stato }) => stato === 'conclusa');
    await workers[1]?.stop();
    assert.deepEqual(done.righe, { ...NESSUNA, lette: count + 1, nuove: count, rifiutate: 1 });
    assert.equal(done.totale, count + 1);
    assert.equal(await here.count('rubrica', { 'ipa.giro': id, stato: 'attivo' }), count);
    assert.equal(await here.count('importazioni', { 'file.sha256': done.file.sha256 }), 1);
  });
});
