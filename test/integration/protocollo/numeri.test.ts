import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { AOO_ALTRA, at, filePdf, useHarness } from '../../support/harness.js';
import { buildInvio, type Invio, invia, requireCatena } from './carico.js';
import { isProblem } from './problemi.js';
import { entrata, MOTIVO, uscita, ufficio } from './richieste.js';

describe('numbers, on three web processes', function () {
  this.timeout(60_000);
  const here = useHarness('numeri', { web: 3 });
  const bodyOf = ({ body }: { body: unknown }): RegistrazioneRisposta => body as RegistrazioneRisposta;
  const countKey = (chiave: string) => here.count('registrazioni', { 'richiesta.chiave': chiave });

  it('60 requests to three processes: 1 to 60 without a hole', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => here.register('protocollo', entrata()).expect(201)),
    );
    const numeri = answers.map((answer) => bodyOf(answer).numero).sort((a, b) => a - b);
    assert.deepEqual(
      numeri,
      Array.from({ length: 60 }, (_, i) => i + 1),
    );
    assert.equal((await requireCatena(here)).length, 60);
  });

  it('300 clients at once: each its own number, data and file, one chain', async () => {
    const invii = Array.from({ length: 300 }, () => buildInvio());
    const esiti = await Promise.all(invii.map((one) => invia(here.nextWeb(), here.token('protocollo'), one)));
    assert.deepEqual([...new Set(esiti.map(({ stato }) => stato))], [201]);
    const all = await requireCatena(here);
    assert.equal(all.length, 360);
    for (const [i, { corpo }] of esiti.entries()) {
      const stored = all[corpo.numero - 1];
      assert.deepEqual(
        [stored?.richiesta.chiave, stored?.catena, stored?.documento?.sha256],
        [invii[i]?.chiave, corpo.catena, corpo.documento?.sha256],
      );
    }
  });

  it('two AOO at once: each its own numbers and chain', async () => {
    const from = (await requireCatena(here)).length;
    const other = () => here.registered('protocollo2', uscita({ mittenti: [ufficio('P001')] }));
    const own = () => here.registered('protocollo', entrata());
    const done = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? own() : other())));
    assert.equal((await requireCatena(here)).length, from + 20);
    assert.equal((await requireCatena(here, AOO_ALTRA)).length, 20);
    for (const { aoo, segnatura, numero } of done)
      assert.match(segnatura, new RegExp(`^c_x000/${aoo}/PROT-GEN/2026-03-02/0*${numero}$`));
  });

  describe('Idempotency-Key', () => {
    it('the same content again, at another process: 200, the first body and address', async () => {
      const chiave = randomUUID();
      const richiesta = entrata();
      const send = () =>
        here.register('protocollo', richiesta, {
          chiave,
          documento: filePdf('la stessa'),
          allegati: [filePdf('a', 'a.pdf')],
        });
      const first = await send().expect(201);
      const again = await send().expect(200);
      assert.deepEqual(again.body, first.body);
      assert.equal(again.headers['location'], first.headers['location']);
      assert.equal(await countKey(chiave), 1);
    });

    it('the same JSON written otherwise: 200', async () => {
      const chiave = randomUUID();
      const richiesta = entrata({ oggetto: 'Perché no: richiesta' });
      const documento = filePdf('riscritta');
      const { numero } = await here.registered('protocollo', richiesta, { chiave, documento });
      const turned = Object.fromEntries(
        Object.entries({ ...richiesta, oggetto: '  Perche\u0301 no:\n richiesta ' }).reverse(),
      );
      assert.equal(bodyOf(await here.register('protocollo', turned, { chiave, documento }).expect(200)).numero, numero);
    });

    it('after changes and annulment: still the first body', async () => {
      const chiave = randomUUID();
      const richiesta = entrata({ note: 'nota di allora', riservatezza: { livello: 'ordinaria' } });
      const documento = filePdf('di allora');
      const first = await here.register('protocollo', richiesta, { chiave, documento }).expect(201);
      const posto = at(bodyOf(first));
      await here
        .patch(posto, 'rgd', 1)
        .send({ motivo: MOTIVO, oggetto: 'Un oggetto rinnovato', note: 'altra nota' })
        .expect(200);
      await here.post(`${posto}/classificazione`, 'protocollo').send({ codice: 'VI.3' }).expect(200);
      await here
        .post(`${posto}/integrazioni`, 'protocollo')
        .field('motivo', MOTIVO)
        .attach('allegato', filePdf('in più').bytes, 'piu.pdf')
        .expect(201);
      await here.post(`${posto}/annullamento`, 'rgd').send({ motivo: MOTIVO }).expect(200);
      const again = await here.register('protocollo', richiesta, { chiave, documento }).expect(200);
      assert.deepEqual(again.body, first.body);
      assert.equal(again.headers['etag'], '"1"');
    });

    it('other content: 409, of whatever part', async () => {
      const chiave = randomUUID();
      const richiesta = entrata();
      const [documento, a, b] = [filePdf('uno'), filePdf('a', 'a.pdf'), filePdf('b', 'b.pdf')];
      await here.registered('protocollo', richiesta, { chiave, documento, allegati: [a, b] });
      const others = [
        here.register(
          'protocollo',
          { ...richiesta, oggetto: 'Un altro oggetto' },
          { chiave, documento, allegati: [a, b] },
        ),
        here.register('protocollo', { ...richiesta, note: 'una nota' }, { chiave, documento, allegati: [a, b] }),
        here.register('protocollo', richiesta, { chiave, documento: filePdf('due'), allegati: [a, b] }),
        here.register('protocollo', richiesta, {
          chiave,
          documento: { ...documento, nome: 'altro.pdf' },
          allegati: [a, b],
        }),
        here.register('protocollo', richiesta, { chiave, documento, allegati: [b, a] }),
        here.register('protocollo', richiesta, { chiave, documento, allegati: [a] }),
      ];
      for (const other of others) assert.equal(isProblem(await other, 409).type, '/problemi/chiave-riusata');
      assert.equal(await countKey(chiave), 1);
    });

    it('of another user is another key, and of another AOO', async () => {
      const chiave = randomUUID();
      const richiesta = uscita({ mittenti: [] });
      for (const account of ['protocollo', 'rgd', 'protocollo2'] as const)
        await here.register(account, richiesta, { chiave, documento: filePdf('x') }).expect(201);
      assert.equal(await countKey(chiave), 3);
    });

    it('after a 4xx the key is free', async () => {
      const chiave = randomUUID();
      await here.register('protocollo', entrata({ oggetto: ' ' }), { chiave }).expect(422);
      await here.register('protocollo', entrata(), { chiave, documento: null }).expect(422);
      await here.register('protocollo', entrata(), { chiave }).expect(201);
    });

    it('what was right then is not refused to who asks for the answer again', async () => {
      const chiave = randomUUID();
      const richiesta = entrata({ mezzo: 'corriere' });
      const documento = filePdf('mezzo tolto poi');
      const first = await here.register('protocollo', richiesta, { chiave, documento }).expect(201);
      await here
        .collection('aoo')
        .updateOne({ _id: 'AVLD001' as never }, { $pull: { 'impostazioni.mezzi': { codice: 'corriere' } } } as never);
      await sleep(2_100); // what the processes know of an AOO may be two seconds old
      assert.deepEqual(
        (await here.register('protocollo', richiesta, { chiave, documento }).expect(200)).body,
        first.body,
      );
      isProblem(await here.register('protocollo', richiesta, { documento }), 422, ['mezzo']);
    });

    it('many at once on three processes: one 201, the others 200 with the same body', async () => {
      const invio = buildInvio();
      const esiti = await Promise.all(
        Array.from({ length: 21 }, () => invia(here.nextWeb(), here.token('protocollo'), invio)),
      );
      assert.equal(esiti.filter(({ stato }) => stato === 201).length, 1);
      assert.equal(esiti.filter(({ stato }) => stato === 200).length, 20);
      for (const { corpo } of esiti) assert.deepEqual(corpo, esiti[0]?.corpo);
      assert.equal(await countKey(invio.chiave), 1);
    });

    it('two contents at once under one key: one 201, the other 409', async () => {
      for (let i = 0; i < 5; i++) {
        const one = buildInvio();
        const other = { ...buildInvio(), chiave: one.chiave };
        const esiti = await Promise.all(
          [one, other].map((invio) => invia(here.nextWeb(), here.token('protocollo'), invio)),
        );
        assert.deepEqual(esiti.map(({ stato }) => stato).sort(), [201, 409]);
        assert.equal(await countKey(one.chiave), 1);
      }
    });

    it('without a key the same request twice is two registrations', async () => {
      const richiesta = entrata();
      const documento = filePdf('due volte');
      const [one, other] = [
        await here.registered('protocollo', richiesta, { documento }),
        await here.registered('protocollo', richiesta, { documento }),
      ];
      assert.equal(other.numero, one.numero + 1);
    });

    it('a key that cannot be kept: 422', async () => {
      for (const chiave of ['con spazi', 'x'.repeat(256)])
        isProblem(await here.register('protocollo', entrata(), { chiave }), 422, ['Idempotency-Key']);
    });
  });

  describe('an answer that is lost', () => {
    /** Writes the whole request on a socket of its own, which never reads the answer. */
    async function sendOnly({ chiave, registrazione, file }: Invio): Promise<Socket> {
      const web = here.nextWeb();
      const request = new Request(web.url, { method: 'POST', body: formOf(registrazione, file) });
      const body = Buffer.from(await request.arrayBuffer());
      const head = `POST /api/v1/registrazioni HTTP/1.1\r\nHost: 127.0.0.1:${web.port}\r\nAuthorization: Bearer ${here.token('protocollo')}\r\nIdempotency-Key: ${chiave}\r\nContent-Type: ${request.headers.get('content-type') ?? ''}\r\nContent-Length: ${body.length}\r\n\r\n`;
      return new Promise<Socket>((done, fail) => {
        const socket = connect(web.port, '127.0.0.1', () =>
          socket.write(Buffer.concat([Buffer.from(head), body]), () => done(socket)),
        ).once('error', fail);
      });
    }
    /** Cut at once: what the server has not yet read is lost with the connection. */
    const sendAndCut = async (invio: Invio): Promise<void> => {
      const socket = await sendOnly(invio);
      const closed = once(socket, 'close');
      socket.destroy();
      await closed;
    };
    const formOf = (registrazione: string, file: Buffer): FormData => {
      const form = new FormData();
      form.append('registrazione', registrazione);
      form.append('documento', new Blob([new Uint8Array(file)], { type: 'application/pdf' }), 'istanza.pdf');
      return form;
    };

    it('and asked for again at once: one registration, whichever try made it', async () => {
      for (let i = 0; i < 6; i++) {
        const invio = buildInvio();
        await sendAndCut(invio);
        const { stato, corpo } = await invia(here.nextWeb(), here.token('protocollo'), invio);
        assert.ok(stato === 200 || stato === 201, String(stato));
        await sleep(150);
        assert.equal(await countKey(invio.chiave), 1);
        const [stored] = await here.collection('registrazioni').find({ 'richiesta.chiave': invio.chiave }).toArray();
        assert.equal(stored?.['numero'], corpo.numero);
      }
    });

    it('after the record was written: 200, the number that it got', async () => {
      const sent = buildInvio();
      const socket = await sendOnly(sent);
      while ((await countKey(sent.chiave)) === 0) await sleep(25);
      socket.destroy();
      const { stato } = await invia(here.nextWeb(), here.token('protocollo'), sent);
      assert.equal(stato, 200);
      assert.equal(await countKey(sent.chiave), 1);
    });
  });

  describe('in the end', () => {
    it('the database itself refuses a number twice, and a second successor', async () => {
      const [tail] = await here
        .collection('registrazioni')
        .find({ aoo: 'AVLD001' })
        .sort({ anno: -1, numero: -1 })
        .limit(1)
        .toArray();
      assert.ok(tail);
      const { _id, ...rest } = tail;
      const other = { ...rest, richiesta: { autore: 'protocollo', chiave: randomUUID(), sha256: '0' } };
      const duplicate = { code: 11000 };
      await assert.rejects(
        here.collection('registrazioni').insertOne({ ...other, catena: { precedente: 'f'.repeat(64), hash: 'x' } }),
        duplicate,
      );
      await assert.rejects(here.collection('registrazioni').insertOne({ ...other, anno: 2027, numero: 1 }), duplicate);
    });

    it('one chain without holes in both AOO', async () => {
      await requireCatena(here);
      await requireCatena(here, AOO_ALTRA);
      for (const account of ['rgd', 'rgd2'] as const)
        assert.equal(
          (bodyOf(await here.get('/registro/verifica', account).expect(200)) as unknown as { integro: boolean })
            .integro,
          true,
        );
    });
  });
});
