import assert from 'node:assert/strict';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import { FascicoloModel } from '../../../schemas/fascicolo.model.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione.api.js';
import { type Account, at, filePdf, useHarness } from '../../support/harness.js';
import { competenza, EDILE, entrata, interna, MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';

type Sopra = Record<string, unknown>;

describe('fascicoli', () => {
  const here = useHarness('fascicoli', { adesso: '2026-03-02T09:00:00+01:00' });

  const richiesta = (sopra: Sopra = {}) => ({
    oggetto: 'Permesso di costruire in via dei Salici',
    tipo: 'affare',
    classifica: 'VI.3.1',
    uo: 'U410',
    ...sopra,
  });
  const open = (account: Account, sopra: Sopra = {}, chiave?: string) => {
    const asked = here.post('/fascicoli', account).send(richiesta(sopra));
    return chiave === undefined ? asked : asked.set('Idempotency-Key', chiave);
  };
  const opened = async (sopra: Sopra = {}, account: Account = 'responsabile'): Promise<FascicoloRisposta> =>
    (await open(account, sopra).expect(201)).body as FascicoloRisposta;
  const read = async (id: string, account: Account = 'responsabile'): Promise<FascicoloRisposta> =>
    (await here.get(`/fascicoli/${id}`, account).expect(200)).body as FascicoloRisposta;
  const act = (id: string, what: string, account: Account, body: object, versione: number) =>
    here.post(`/fascicoli/${id}/${what}`, account).set('If-Match', `"${versione}"`).send(body);
  const file = (
    id: string,
    registrazioni: readonly RegistrazioneRisposta[],
    account: Account = 'responsabile',
    piu: Sopra = {},
  ) =>
    here
      .post(`/fascicoli/${id}/documenti`, account)
      .send({ registrazioni: registrazioni.map(({ anno, numero }) => ({ anno, numero })), ...piu });
  const uscite = async (n: number, sopra: Sopra = {}): Promise<RegistrazioneRisposta[]> => {
    const all: RegistrazioneRisposta[] = [];
    for (let i = 0; i < n; i += 1)
      all.push(await here.registered('istruttore', uscita({ classifica: 'VI.3', ...sopra })));
    return all;
  };
  const documenti = async (id: string, account: Account, query = '') =>
    (await here.get(`/fascicoli/${id}/documenti${query}`, account).expect(200)).body as {
      elementi: { tipo: string; registrazione?: { numero: number } }[];
      totale?: number;
      oltre?: number;
      cursore?: string;
    };
  const codiciOf = (body: unknown): string[] =>
    (body as { elementi: { codice: string }[] }).elementi.map(({ codice }) => codice);

  it('fifty who open in one class at once get fifty numbers in a row, by year and classe', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_one, i) =>
        open('responsabile', { classifica: i % 2 === 0 ? 'VI.5' : 'VI.5.1' }, `apre-${i}`),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
    const numeri = answers.map(({ body }) => (body as FascicoloRisposta).numero).sort((a, b) => a - b);
    assert.deepEqual(
      numeri,
      Array.from({ length: 50 }, (_one, i) => i + 1),
    );
    assert.match((answers[0]?.body as FascicoloRisposta).codice, /^2026-VI\/5\.\d+$/);
    const again = await open('responsabile', { classifica: 'VI.5' }, 'apre-0').expect(200);
    assert.deepEqual(again.body, answers[0]?.body);
    await open('responsabile', { classifica: 'VI.5', oggetto: 'Tutto un altro affare' }, 'apre-0').expect(409);
  });

  it('says what is wrong with what is asked, and to whom it is not allowed', async () => {
    const wrong = async (sopra: Sopra, campo: string) => {
      const { body } = await open('responsabile', sopra).expect(422);
      assert.ok(
        (body as { errori: { campo: string }[] }).errori.some((one) => one.campo === campo),
        `${campo} ${JSON.stringify(body)}`,
      );
    };
    await wrong({ oggetto: 'Breve' }, 'oggetto');
    await wrong({ oggetto: 'Documenti vari e diversi' }, 'oggetto');
    await wrong({ tipo: 'persona-fisica' }, 'intestatario');
    await wrong({ tipo: 'persona-fisica', intestatario: EDILE }, 'intestatario');
    await wrong({ classifica: 'VI.99' }, 'classifica');
    await wrong({ classifica: 'II.16' }, 'classifica');
    await wrong({ uo: 'U999' }, 'uo');
    await wrong({ responsabile: 'nessuno' }, 'responsabile');
    await wrong({ padre: 'x' }, 'padre');
    await open('responsabile', { uo: 'U114' }).expect(403);
    for (const account of ['protocollo', 'istruttore', 'admin'] as const) await open(account).expect(403);
    await here.get('/fascicoli', 'admin').expect(403);
    await here.get('/repertorio-fascicoli', 'istruttore').expect(403);
  });

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
    const { body } = await here.get(at(a), 'istruttore').expect(200);
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
    assert.ok((await here.stored(one))['attese'].includes('senza-fascicolo/U410'));
    await file(f.id, [one]).expect(201);
    assert.ok(!(await here.stored(one))['attese'].includes('senza-fascicolo/U410'));
    await here
      .post(`/fascicoli/${f.id}/documenti/rimozione`, 'istruttore')
      .send({ registrazioni: [{ anno: one.anno, numero: one.numero }], motivo: MOTIVO })
      .expect(200);
    assert.ok((await here.stored(one))['attese'].includes('senza-fascicolo/U410'), 'it waits again');
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
      (await here.stored(senza))['classifica'].codice,
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
    const { body } = await act(f.id, 'chiusura', 'responsabile', {}, (await read(f.id)).versione).expect(200);
    assert.equal((body as FascicoloRisposta).stato, 'chiuso');
    assert.equal((await here.register('istruttore', uscita({ fascicolo: f.id }))).status, 422);
    assert.equal(await FascicoloModel.countDocuments({ 'attesi.0': { $exists: true } }), 0);
  });

  it('closes only what is complete, says what is missing, opens again with a reason', async () => {
    const f = await opened();
    const mancanze = async (id: string): Promise<string[]> => {
      const { body } = await act(id, 'chiusura', 'responsabile', {}, (await read(id)).versione).expect(409);
      return (body as { mancanze: { codice: string }[] }).mancanze.map(({ codice }) => codice);
    };
    assert.deepEqual(await mancanze(f.id), ['senza-documenti']);
    const presa = await here.registered(
      'protocollo',
      entrata({ classifica: 'VI.3', assegnazioni: [competenza('U410')] }),
    );
    const { body: parte } = await here
      .post(`/fascicoli/${f.id}/sottofascicoli`, 'istruttore')
      .send({ oggetto: 'Pareri' })
      .expect(201);
    const sotto = parte as FascicoloRisposta;
    assert.equal(sotto.codice, `${f.codice}.1`);
    await file(f.id, [presa], 'istruttore').expect(201);
    assert.deepEqual(await mancanze(f.id), ['documento-in-lavorazione', 'parte-aperta']);
    await here.post(`${at(presa)}/presa-in-carico`, 'istruttore').expect(200);
    await act(sotto.id, 'annullamento', 'responsabile', { motivo: MOTIVO }, sotto.versione).expect(200);
    const { versione } = await read(f.id);
    await here.post(`/fascicoli/${f.id}/chiusura`, 'responsabile').send({}).expect(428);
    await act(f.id, 'chiusura', 'responsabile', {}, versione - 1).expect(412);
    await act(f.id, 'chiusura', 'istruttore', {}, versione).expect(403);
    await act(f.id, 'chiusura', 'responsabile', { dataChiusura: '2026-01-01' }, versione).expect(422);
    const chiuso = (await act(f.id, 'chiusura', 'responsabile', {}, versione).expect(200)).body as FascicoloRisposta;
    assert.deepEqual([chiuso.stato, chiuso.dataChiusura, chiuso.indice?.documenti], ['chiuso', '2026-03-02', 1]);
    await file(f.id, await uscite(1)).expect(409);
    await here.post(`/fascicoli/${f.id}/sottofascicoli`, 'istruttore').send({ oggetto: 'Altro' }).expect(409);
    await here.patch(`/fascicoli/${f.id}`, 'responsabile', chiuso.versione).send({ note: 'x' }).expect(409);
    await act(f.id, 'riapertura', 'responsabile', {}, chiuso.versione).expect(422);
    const riaperto = (await act(f.id, 'riapertura', 'responsabile', { motivo: MOTIVO }, chiuso.versione).expect(200))
      .body as FascicoloRisposta;
    assert.deepEqual([riaperto.stato, riaperto.dataChiusura], ['aperto', undefined]);
    const { body } = await here.get(`/fascicoli/${f.id}/eventi`, 'istruttore').expect(200);
    assert.deepEqual(
      (body as { elementi: { tipo: string }[] }).elementi.map(({ tipo }) => tipo),
      ['apertura', 'chiusura', 'riapertura'],
    );
  });

  it('closed while colleagues file: each document is in the index, or was refused', async () => {
    const f = await opened();
    const all = await uscite(9);
    await file(f.id, all.slice(0, 1)).expect(201);
    const { versione } = await read(f.id);
    const [closing, ...filings] = await Promise.all([
      act(f.id, 'chiusura', 'responsabile', {}, versione),
      ...all.slice(1).map((one) => file(f.id, [one], 'istruttore')),
    ]);
    assert.ok([200, 412].includes(closing.status), String(closing.status));
    assert.ok(
      filings.every(({ status }) => [201, 409].includes(status)),
      filings.map(({ status }) => status).join(),
    );
    const closed =
      closing.status === 200 ? closing : await act(f.id, 'chiusura', 'responsabile', {}, (await read(f.id)).versione);
    const { indice } = closed.body as FascicoloRisposta;
    const inside = await here.count('registrazioni', { fascicolo: f.id });
    assert.equal(indice?.documenti, inside);
    assert.equal(inside, 1 + filings.filter(({ status }) => status === 201).length);
  });

  it('two levels of parts, no more; the whole changes them, a stale version changes nothing', async () => {
    const f = await opened();
    const sub = async (id: string, status: number) =>
      (await here.post(`/fascicoli/${id}/sottofascicoli`, 'istruttore').send({ oggetto: 'Istanza' }).expect(status))
        .body as FascicoloRisposta;
    const sotto = await sub(f.id, 201);
    const inserto = await sub(sotto.id, 201);
    assert.equal(inserto.codice, `${f.codice}.1.1`);
    await sub(inserto.id, 409);
    await here
      .patch(`/fascicoli/${sotto.id}`, 'responsabile', sotto.versione + 1)
      .send({ uo: 'U412' })
      .expect(422);
    const { versione } = await read(f.id);
    const change = { uo: 'U412', oggetto: 'Permesso di costruire in via Grande', motivo: MOTIVO };
    await here.patch(`/fascicoli/${f.id}`, 'istruttore', versione).send(change).expect(403);
    await here
      .patch(`/fascicoli/${f.id}`, 'responsabile', versione - 1)
      .send(change)
      .expect(412);
    await here.patch(`/fascicoli/${f.id}`, 'responsabile').send(change).expect(428);
    const changed = await here.patch(`/fascicoli/${f.id}`, 'responsabile', versione).send(change).expect(200);
    assert.equal((changed.body as FascicoloRisposta).oggetto, change.oggetto);
    assert.equal((await read(inserto.id)).uo, 'U412');
    assert.equal((await here.get(`/fascicoli/${inserto.id}`, 'istruttore')).status, 404, 'of another office now');
    await here
      .patch(`/fascicoli/${f.id}`, 'responsabile', versione + 1)
      .send({ classifica: 'VI.3.2', motivo: MOTIVO })
      .expect(403);
    const moved = await here
      .patch(`/fascicoli/${f.id}`, 'archivista', versione + 1)
      .send({ classifica: 'VI.3.2', motivo: MOTIVO })
      .expect(200);
    assert.deepEqual(
      [(moved.body as FascicoloRisposta).codice, (moved.body as FascicoloRisposta).classifica.codice],
      [f.codice, 'VI.3.2'],
    );
    await act(f.id, 'collegamenti', 'responsabile', { fascicolo: f.codice, motivo: MOTIVO }, versione + 2).expect(422);
    const g = await opened();
    const linked = await act(
      f.id,
      'collegamenti',
      'responsabile',
      { fascicolo: g.codice, motivo: MOTIVO },
      versione + 2,
    ).expect(200);
    assert.equal((linked.body as FascicoloRisposta).collegati?.[0]?.id, g.id);
    assert.equal((await read(g.id)).collegati?.[0]?.id, f.id);
  });

  it('what is reserved shows nowhere to who may not see it; the repertorio says only that the number is there', async () => {
    const riservatezza = { livello: 'riservata', uo: ['U410'] };
    const f = await opened({ riservatezza, oggetto: 'Abuso edilizio segnalato in via Tal dei Tali' });
    const open = await opened();
    const reserved = await here.registered('istruttore', uscita({ classifica: 'VI.3', riservatezza }));
    await file(open.id, [reserved, ...(await uscite(1))], 'istruttore').expect(201);
    assert.equal((await read(open.id, 'istruttore')).documenti, 2);
    assert.equal((await read(open.id)).documenti, 1, 'the head is not named');
    assert.equal((await documenti(open.id, 'responsabile')).totale, 1);
    assert.equal((await here.get(`/fascicoli/${f.id}`, 'responsabile')).status, 404);
    await here.get(`/fascicoli/${f.id}`, 'istruttore').expect(200);
    await here.get(`/fascicoli/${f.id}`, 'archivista').expect(403);
    await here.get(`/fascicoli/${f.id}`, 'archivista').set('X-Motivo-Accesso', 'verifica').expect(200);
    const { body } = await here.get('/repertorio-fascicoli?anno=2026&limite=200', 'archivista').expect(200);
    const row = (body as { elementi: { codice: string; oggetto?: string; riservato?: true }[] }).elementi.find(
      ({ codice }) => codice === f.codice,
    );
    assert.deepEqual([row?.riservato, row?.oggetto], [true, undefined]);
    const csv = await here.get('/repertorio-fascicoli.csv?anno=2026', 'archivista').expect(200);
    assert.ok(csv.text.includes(f.codice) && !csv.text.includes('Tal dei Tali'));
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
    const { body } = await here
      .post(`${location}/versioni`, 'istruttore')
      .attach('documento', seconda.bytes, { filename: seconda.nome, contentType: seconda.mime })
      .expect(201);
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
    for (let pages = 0; pages < 60; pages += 1) {
      const page = await documenti(f.id, 'istruttore', query);
      seen.push(...page.elementi.map((one) => one.registrazione?.numero ?? 0));
      assert.equal(page.oltre, 1000);
      if (page.cursore === undefined) break;
      query = `?limite=200&cursore=${page.cursore}`;
      if (pages === 4)
        query = `?limite=200&cursore=${(await documenti(f.id, 'istruttore', `?limite=200&ordine=recenti`)).cursore ?? ''}`;
      if (pages > 4) break;
    }
    assert.deepEqual(
      seen.slice(0, 1000),
      Array.from({ length: 1000 }, (_one, i) => 1_000_000 + i),
    );
    assert.equal((await read(f.id, 'istruttore')).documenti, 10_000);
    await here.collection('registrazioni').deleteMany({ 'richiesta.autore': 'seme' });
  });

  it('proposes the likely ones first, and finds by words, class, state', async () => {
    const f = await opened({ oggetto: 'Ampliamento del capannone della Edile Valdoria' });
    const [prima] = await uscite(1);
    assert.ok(prima);
    await file(f.id, [prima]).expect(201);
    const risposta = await here.registered(
      'istruttore',
      uscita({ classifica: 'VI.3', risponde: { anno: prima.anno, numero: prima.numero } }),
    );
    const { body } = await here
      .get(`/fascicoli/proposte?anno=${risposta.anno}&numero=${risposta.numero}`, 'istruttore')
      .expect(200);
    const [best] = (body as { elementi: { fascicolo: { id: string }; motivi: string[] }[] }).elementi;
    assert.equal(best?.fascicolo.id, f.id);
    assert.match(best?.motivi[0] ?? '', /risponde/);
    const list = async (query: string) =>
      codiciOf((await here.get(`/fascicoli?${query}`, 'responsabile').expect(200)).body);
    assert.deepEqual(await list('q=capannone%20ampl'), [f.codice]);
    assert.deepEqual(await list(`q=${encodeURIComponent(f.codice)}`), [f.codice]);
    assert.ok((await list('classifica=VI.3&stato=aperto&limite=200')).includes(f.codice));
    assert.ok(!(await list('classifica=VI.2')).includes(f.codice));
    const first = await here.get('/fascicoli?limite=3&ordine=codice', 'responsabile').expect(200);
    const { cursore } = first.body as { cursore: string };
    const second = await here.get(`/fascicoli?limite=3&ordine=codice&cursore=${cursore}`, 'responsabile').expect(200);
    assert.equal(new Set([...codiciOf(first.body), ...codiciOf(second.body)]).size, 6);
    await here.registered('istruttore', interna({ classifica: 'VI.3', fascicolo: f.id }));
  });
});
