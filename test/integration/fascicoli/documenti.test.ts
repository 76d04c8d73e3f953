import assert from 'node:assert/strict';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import { FascicoloModel } from '../../../schemas/fascicolo.model.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import { verifyAll } from '../../../server/protocollo/verifica-totale.js';
import { createStore } from '../../../storage/create-store.js';
import { at, filePdf, useHarness } from '../../support/harness.js';
import { MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';
import { sulFascicolo } from './sul-fascicolo.js';

/** Where the store of a folder keeps those bytes. */
async function findFile(dir: string, sha256: string): Promise<string> {
  const all = await readdir(dir, { recursive: true, withFileTypes: true });
  const found = all.find((one) => one.isFile() && path.join(one.parentPath, one.name).endsWith(sha256));
  return found === undefined ? assert.fail(sha256) : path.join(found.parentPath, found.name);
}

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
    for (const _again of [1, 2])
      await here
        .post(`/fascicoli/${f.id}/documenti/spostamento`, 'istruttore')
        .set('If-Match', '"2"')
        .set('Idempotency-Key', 'spostamento-1')
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

  it('what a process left half done is finished by the next reading: the movement of a birth', async () => {
    const f = await opened();
    const nata = await here.registered('istruttore', uscita({ fascicolo: f.id }));
    const { _id } = await here.stored(nata);
    await here.collection('movimenti-fascicolo').deleteOne({ fascicolo: f.id });
    const attesi = [String(_id), 'f'.repeat(24)].map((chiave) => ({ chiave, fino: new Date(0) }));
    await here.collection('fascicoli').updateOne({ codice: f.codice }, { $set: { attesi } });
    for (let i = 0; i < 2; i += 1) {
      const body: unknown = (await here.get(`/fascicoli/${f.id}/movimenti`, 'istruttore').expect(200)).body;
      assert.deepEqual(
        (body as { elementi: { registrazione?: { numero: number }; utente: string }[] }).elementi.map((one) => [
          one.registrazione?.numero,
          one.utente,
        ]),
        [[nata.numero, 'istruttore']],
      );
    }
    const stored = await here.collection('fascicoli').findOne({ codice: f.codice });
    assert.deepEqual(stored?.['attesi'], []);
  });

  it('is verified with the register: what is changed by hand in a fascicolo, a document or its file is named', async () => {
    const store = await createStore({ tipo: 'cartella', percorso: here.storageDir });
    const everything = () => verifyAll(store, undefined, () => undefined);
    const endpoint = async () =>
      (await here.get('/registro/verifica?anno=2026', 'rgd').expect(200)).body as {
        integro: boolean;
        primoErrore?: { motivo: string };
      };
    assert.equal(await everything(), undefined);
    assert.deepEqual((await endpoint()).primoErrore, undefined);
    const altered = async (raccolta: string, set: Record<string, unknown>, che: RegExp): Promise<void> => {
      const records = here.collection(raccolta);
      const good = await records.findOne({ 'eventi.0': { $exists: true } });
      assert.ok(good !== null, raccolta);
      await records.updateOne({ _id: good._id }, { $set: set });
      const found = await everything();
      assert.match(`${found?.che ?? ''}: ${found?.motivo ?? ''}`, che);
      const said = await endpoint();
      assert.equal(said.integro, false);
      assert.match(said.primoErrore?.motivo ?? '', che);
      await records.replaceOne({ _id: good._id }, good);
    };
    await act((await opened()).id, 'annullamento', 'responsabile', { motivo: MOTIVO }, 1).expect(200);
    await altered('fascicoli', { oggetto: 'Un altro affare' }, /^fascicolo 2026-VI\/3\.\d+: il campo oggetto/);
    await altered('fascicoli', { 'eventi.0.canonico': '{}' }, /^fascicolo .*: l’evento 1 non ha l’impronta/);
    await altered(
      'fascicoli',
      { progressivo: 900, codice: '2026-VI/3.900' },
      /^fascicolo .*: il campo (progressivo|codice)/,
    );
    await altered('documenti', { oggetto: 'Un altro foglio' }, /^documento [-0-9a-f]+: il campo oggetto/);
    await altered('documenti', { fascicolo: 'nessuno' }, /^documento [-0-9a-f]+: il campo fascicolo/);
    const records = here.collection('documenti');
    const [sha256 = ''] = (await records.findOne({}))?.['impronte'] as string[];
    const percorso = await findFile(here.storageDir, sha256);
    const bytes = await readFile(percorso);
    await chmod(percorso, 0o600);
    await writeFile(percorso, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    assert.match((await everything())?.motivo ?? '', new RegExp(`^il file .* manca o è alterato .*${sha256}`));
    await writeFile(percorso, bytes);
    const one = await here.collection('fascicoli').findOne({ codice: '2026-VI/3.1' });
    assert.ok(one !== null);
    await here.collection('fascicoli').deleteOne({ _id: one._id });
    assert.match((await everything())?.motivo ?? '', /^buco nella numerazione: qui è atteso il numero 1/);
    await here.collection('fascicoli').insertOne(one);
    assert.equal(await everything(), undefined);
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
