import assert from 'node:assert/strict';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import { FascicoloModel } from '../../../schemas/fascicolo.model.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione.api.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';
import { sulFascicolo } from './sul-fascicolo.js';

describe('the documents of the fascicoli', () => {
  const here = useHarness('fascicoli-documenti', { adesso: '2026-03-02T09:00:00+01:00' });
  const { opened, read, act, file, uscite, documenti, isWaiting, codiciOf } = sulFascicolo(here);

  it('files, shows in order and counts; the registration says where it stands, to who may see it', async () => {
    const f = await opened();
    const [a, b] = await uscite(2);
    assert.ok(a && b);
    await file(f.id, [b, a], 'istruttore').expect(201);
    await file(f.id, [a]).expect(200);
    const page = await documenti(f.id, 'istruttore');
    assert.deepEqual(
      page.elementi.map((one) => one.registrazione?.numero),
      [a.numero, b.numero],
    );
    assert.equal(page.totale, 2);
    assert.equal((await read(f.id)).documenti, 2);
    const body: unknown = (await here.get(at(a), 'istruttore').expect(200)).body;
    const shown = body as RegistrazioneRisposta;
    assert.equal(shown.fascicolo, f.id);
    assert.deepEqual(
      shown.fascicoli?.map(({ codice, principale }) => [codice, principale]),
      [[f.codice, true]],
    );
    for (const key of [f.id, f.codice]) {
      const found = await here.get(`/registrazioni?fascicolo=${encodeURIComponent(key)}`, 'istruttore').expect(200);
      assert.equal((found.body as { totale: number }).totale, 2, key);
    }
    const out = await here.get(at(a), 'istruttore.u114').expect(404);
    assert.ok(!out.text.includes(f.codice));
    assert.equal((await here.get(`/fascicoli/${f.id}`, 'istruttore.u114')).status, 404);
    assert.deepEqual(codiciOf((await here.get('/fascicoli', 'istruttore.u114').expect(200)).body), []);
  });

  it('takes the document’s place in the desks: without fascicolo before, not after', async () => {
    const f = await opened();
    const [one] = await uscite(1);
    assert.ok(one);
    assert.ok(await isWaiting(one));
    await file(f.id, [one]).expect(201);
    assert.ok(!(await isWaiting(one)));
    await here
      .post(`/fascicoli/${f.id}/documenti/rimozione`, 'istruttore')
      .send({ registrazioni: [{ anno: one.anno, numero: one.numero }], motivo: MOTIVO })
      .expect(200);
    assert.ok(await isWaiting(one), 'it waits again');
    const moves = (await here.get(`/fascicoli/${f.id}/movimenti`, 'istruttore').expect(200)).body as {
      elementi: { tipo: string; motivo?: string }[];
    };
    assert.deepEqual(
      moves.elementi.map(({ tipo }) => tipo),
      ['tolto', 'aggiunto'],
    );
    assert.equal(moves.elementi[0]?.motivo, MOTIVO);
  });

  it('a document has one class with its fascicolo: it takes it, or is refused, or stands by reference', async () => {
    const f = await opened();
    const [senza, altra] = [
      await here.registered('istruttore', uscita()),
      await here.registered('istruttore', uscita({ classifica: 'VI.5' })),
    ];
    await file(f.id, [senza]).expect(201);
    assert.equal(
      ((await here.stored(senza))['classifica'] as { codice: string }).codice,
      'VI.3.1',
      'the head gives the sottoclasse with the fascicolo',
    );
    await file(f.id, [altra]).expect(422);
    const g = await opened({ classifica: 'VI.5' });
    await file(g.id, [altra]).expect(201);
    await file(f.id, [altra]).expect(201);
    const { fascicolo, altriFascicoli } = await here.stored(altra);
    assert.deepEqual([fascicolo, altriFascicoli], [g.id, [f.id]], 'the first stays primary');
    const persona = await opened({ tipo: 'persona-fisica', intestatario: ROSSI, classifica: 'III.1' }, 'rgd');
    await file(persona.id, [altra], 'rgd', { principale: true }).expect(201);
    assert.equal((await here.stored(altra))['fascicolo'], persona.id);
  });

  it('moves a document, with its trace in both; a PATCH of the registration goes by the same road', async () => {
    const [f, g] = [await opened(), await opened()];
    const [one] = await uscite(1);
    assert.ok(one);
    await file(f.id, [one]).expect(201);
    await here
      .post(`/fascicoli/${f.id}/documenti/spostamento`, 'istruttore')
      .send({ registrazioni: [{ anno: one.anno, numero: one.numero }], a: g.codice, motivo: MOTIVO })
      .expect(200);
    const now = await here.stored(one);
    assert.equal(now['fascicolo'], g.id);
    const back = await here
      .patch(at(one), 'istruttore', now['versione'] as number)
      .send({ fascicolo: f.id, motivo: MOTIVO })
      .expect(200);
    assert.equal((back.body as RegistrazioneRisposta).fascicolo, f.id);
    for (const [id, tipi] of [
      [f.id, ['spostato-qui', 'spostato-altrove', 'aggiunto']],
      [g.id, ['spostato-altrove', 'spostato-qui']],
    ] as const) {
      const moves = (await here.get(`/fascicoli/${id}/movimenti`, 'istruttore').expect(200)).body as {
        elementi: { tipo: string }[];
      };
      assert.deepEqual(
        moves.elementi.map(({ tipo }) => tipo),
        tipi,
      );
    }
    const verifica = await here.get(`${at(one)}/verifica`, 'istruttore').expect(200);
    assert.equal((verifica.body as { integra: boolean }).integra, true);
  });

  it('is born into a fascicolo: with its class, refused where it is closed, unknown or of others', async () => {
    const f = await opened();
    const nata = await here.registered('istruttore', uscita({ fascicolo: f.id }));
    assert.equal(nata.fascicolo, f.id);
    assert.equal(nata.classifica?.codice, 'VI.3', 'as far as who registers may give it');
    const fuori = await opened({ uo: 'U114', classifica: 'XI.2' }, 'rgd');
    for (const fascicolo of ['nessuno', fuori.id])
      assert.equal((await here.register('istruttore', uscita({ fascicolo }))).status, 422, fascicolo);
    const body: unknown = (await act(f.id, 'chiusura', 'responsabile', {}, (await read(f.id)).versione).expect(200))
      .body;
    assert.equal((body as FascicoloRisposta).stato, 'chiuso');
    assert.equal((await here.register('istruttore', uscita({ fascicolo: f.id }))).status, 422);
    assert.equal(await FascicoloModel.countDocuments({ 'attesi.0': { $exists: true } }), 0);
  });

  it('holds documents that are not registered, with their versions', async () => {
    const f = await opened();
    const bozza = filePdf('Relazione istruttoria, prima stesura', 'relazione.pdf');
    const put = (chiave: string) =>
      here
        .post(`/fascicoli/${f.id}/documenti`, 'istruttore')
        .set('Idempotency-Key', chiave)
        .field('oggetto', 'Relazione istruttoria')
        .attach('documento', bozza.bytes, { filename: bozza.nome, contentType: bozza.mime });
    const made = await put('doc-1').expect(201);
    assert.equal((made.body as FascicoloRisposta).documenti, 1);
    await put('doc-1').expect(200);
    const location = (made.headers['location'] ?? '').replace('/api/v1', '');
    const seconda = filePdf('Relazione istruttoria, seconda stesura', 'relazione-2.pdf');
    const body: unknown = (
      await here
        .post(`${location}/versioni`, 'istruttore')
        .attach('documento', seconda.bytes, { filename: seconda.nome, contentType: seconda.mime })
        .expect(201)
    ).body;
    assert.deepEqual(
      (body as { versioni: { n: number }[] }).versioni.map(({ n }) => n),
      [1, 2],
    );
    const [vecchia, nuova] = [
      await here.get(`${location}/file?versione=1`, 'istruttore'),
      await here.get(`${location}/file`, 'istruttore'),
    ];
    assert.ok(bozza.bytes.equals(vecchia.body as Buffer));
    assert.ok(seconda.bytes.equals(nuova.body as Buffer));
    assert.equal((await here.get(location, 'istruttore.u114')).status, 404);
    const id = location.split('/').at(-1) ?? '';
    await here
      .post(`/fascicoli/${f.id}/documenti/rimozione`, 'istruttore')
      .send({ documenti: [id], motivo: MOTIVO })
      .expect(409);
    const page = await documenti(f.id, 'istruttore');
    assert.deepEqual(
      page.elementi.map(({ tipo }) => tipo),
      ['documento'],
    );
  });

  it('ten thousand documents in one fascicolo, a page at a time', async () => {
    const f = await opened();
    const model = await here.stored((await uscite(1))[0] ?? { anno: 0, numero: 0 });
    const { _id: _old, ...rest } = model;
    const many = Array.from({ length: 10_000 }, (_one, i) => ({
      ...rest,
      numero: 1_000_000 + i,
      fascicolo: f.id,
      dataRegistrazione: new Date(Date.parse('2025-01-01T08:00:00Z') + Math.floor(i / 3) * 1000),
      catena: { precedente: `x${i}`, hash: `y${i}` },
      richiesta: { autore: 'seme', chiave: `seme-${i}`, sha256: 'x' },
      attese: [],
    }));
    await here.collection('registrazioni').insertMany(many);
    const seen: number[] = [];
    let query = '?limite=200';
    for (let pages = 0; pages < 3; pages += 1) {
      const page = await documenti(f.id, 'istruttore', query);
      seen.push(...page.elementi.map((one) => one.registrazione?.numero ?? 0));
      assert.equal(page.oltre, 1000);
      query = `?limite=200&cursore=${page.cursore ?? ''}`;
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 600 }, (_one, i) => 1_000_000 + i),
    );
    const last = await documenti(f.id, 'istruttore', '?limite=3&ordine=recenti');
    assert.deepEqual(
      last.elementi.map((one) => one.registrazione?.numero),
      [1_009_999, 1_009_998, 1_009_997],
    );
    assert.equal((await read(f.id, 'istruttore')).documenti, 10_000);
    await here.collection('registrazioni').deleteMany({ 'richiesta.autore': 'seme' });
  });
});
