import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { Caller } from '../../../schemas/accesso.api.js';
import type { FascicoloRisposta } from '../../../schemas/fascicolo.api.js';
import type { AccessoDato, InteressatiFascicolo } from '../../../schemas/interessato.api.js';
import type { RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { ElencoLetto, RigaAnteprima } from '../../../schemas/scarto.api.js';
import type { StatisticheArchivio } from '../../../schemas/statistiche-archivio.api.js';
import { findFileNominati } from '../../../workers/archivio/referenze.js';
import { avviaEsecuzione, confermaEsecuzione } from '../../../server/scarto/esegui.js';
import { createStore } from '../../../storage/create-store.js';
import type { Deps } from '../../../server/deps.js';
import { type Account, filePdf, useHarness } from '../../support/harness.js';
import { EDILE, interna, MOTIVO, ROSSI, uscita } from '../protocollo/richieste.js';

/** Ten years by the longest rule of the voce, none of them for ever. */
const CLASSE = 'V.2';

describe('retention, scarto and people concerned', () => {
  const here = useHarness('archivio', { adesso: '2012-03-05T09:00:00+01:00' });
  let scaduto: FascicoloRisposta;
  let recente: FascicoloRisposta;
  let lettera: RegistrazioneRisposta;
  const file = filePdf('Risarcimento del danno', 'risarcimento.pdf');

  const opened = async (sopra: object = {}): Promise<FascicoloRisposta> =>
    (
      await here
        .post('/fascicoli', 'responsabile')
        .send({
          oggetto: 'Richiesta di risarcimento in via dei Salici',
          tipo: 'affare',
          classifica: CLASSE,
          uo: 'U410',
          ...sopra,
        })
        .expect(201)
    ).body as FascicoloRisposta;
  const read = async (id: string): Promise<FascicoloRisposta> =>
    (await here.get(`/fascicoli/${id}`, 'responsabile').expect(200)).body as FascicoloRisposta;
  const put = (id: string, ...some: RegistrazioneRisposta[]) =>
    here
      .post(`/fascicoli/${id}/documenti`, 'responsabile')
      .send({ registrazioni: some.map(({ anno, numero }) => ({ anno, numero })) })
      .expect(201);
  const close = async (id: string): Promise<FascicoloRisposta> =>
    (
      await here
        .post(`/fascicoli/${id}/chiusura`, 'responsabile')
        .set('If-Match', `"${(await read(id)).versione}"`)
        .send({})
        .expect(200)
    ).body as FascicoloRisposta;
  const sent = (sopra: object = {}, documento = filePdf(`Lettera ${JSON.stringify(sopra)} ${Math.random()}`)) =>
    here.registered('istruttore', uscita({ classifica: CLASSE, ...sopra }), { documento });
  const anteprima = async (): Promise<RigaAnteprima[]> =>
    ((await here.get('/scarto/anteprima', 'archivista').expect(200)).body as { elementi: RigaAnteprima[] }).elementi;
  const step = (id: string, passo: string, account: Account, body: object = {}) =>
    here.post(`/scarto/elenchi/${id}/${passo}`, account).send(body);

  before(async function () {
    this.timeout(60_000);
    scaduto = await opened();
    lettera = await sent({ destinatari: [ROSSI] }, file);
    await put(scaduto.id, lettera);
    await close(scaduto.id);
    await here.moveClock('2026-03-02T09:00:00+01:00');
    recente = await opened();
    await put(recente.id, await sent({ destinatari: [EDILE] }));
    await close(recente.id);
  });

  it('says of each closed fascicolo why it may go or must stay; a hold stops it, and says who and why', async () => {
    const righe = new Map((await anteprima()).map((one) => [one.fascicolo, one]));
    assert.equal(righe.get(scaduto.id)?.proponibile, true);
    assert.equal(righe.get(scaduto.id)?.conservazione.fine, '2022-03-05');
    assert.deepEqual(
      righe.get(recente.id)?.conservazione.impedimenti.map(({ codice }) => codice),
      ['non-scaduto'],
    );
    const blocca = (versione: number) =>
      here
        .patch(`/fascicoli/${scaduto.id}/conservazione`, 'responsabile', versione)
        .send({ blocca: 'causa pendente in appello' });
    const { versione } = await read(scaduto.id);
    const bloccata = await blocca(versione).expect(200);
    await blocca(versione).expect(412);
    assert.match(
      JSON.stringify((await anteprima()).map(({ conservazione }) => conservazione.impedimenti)),
      /causa pendente/,
    );
    const letta = bloccata.body as { versione: number; archivio: { blocchi: { id: string }[] } };
    const sblocca = { sblocca: letta.archivio.blocchi[0]?.id };
    const undo = (corpo: object) =>
      here.patch(`/fascicoli/${scaduto.id}/conservazione`, 'archivista', letta.versione).send(corpo);
    await undo(sblocca).expect(422);
    await undo({ ...sblocca, motivo: 'causa conclusa' }).expect(200);
    await here.get('/scarto/anteprima', 'responsabile').expect(403);
    await here.get('/scarto/elenchi', 'admin').expect(403);
  });

  it('a list is proposed, approved by another, authorised; nothing is destroyed before it is conserved', async () => {
    await here.post('/scarto/elenchi', 'rgd').send({ anno: 2026 }).expect(403);
    const made = (await here.post('/scarto/elenchi', 'archivista').send({ anno: 2026 }).expect(201))
      .body as ElencoLetto;
    assert.deepEqual(
      made.righe.map(({ codice }) => codice),
      [scaduto.codice],
    );
    assert.match(made.righe[0]?.regola.fonte ?? '', /PDC-2005/);
    await here.post('/scarto/elenchi', 'archivista').send({ anno: 2026 }).expect(409);
    await step(made.id, 'approvazione', 'archivista').expect(403);
    await step(made.id, 'autorizzazione', 'archivista', {
      numero: '1',
      data: '2026-03-02',
      autore: 'Soprintendenza',
    }).expect(409);
    await step(made.id, 'approvazione', 'rgd').expect(200);
    const autorizzazione = { numero: '1', data: '2026-03-02', autore: 'Soprintendenza' };
    await step(made.id, 'autorizzazione', 'archivista', { ...autorizzazione, escluse: ['2000-I/1.1'] }).expect(422);
    await step(made.id, 'autorizzazione', 'archivista', autorizzazione).expect(200);
    const refused = await step(made.id, 'esecuzione', 'archivista').expect(409);
    assert.match(refused.text, /non-conservato/);

    // what the conservation system has accepted, by two people
    const store = await createStore({ tipo: 'cartella', percorso: here.storageDir });
    const clock = { now: () => here.now(), ensureReliable: () => Promise.resolve() };
    const deps = { clock, store } as unknown as Deps;
    const as = (utente: string): Caller => ({
      utente,
      denominazione: utente,
      aoo: 'AVLD001',
      ruolo: 'archivista',
      uo: 'U113',
      settore: ['U113'],
      richiesta: 'prova',
    });
    const conservati = (_aoo: string, ids: readonly string[]) => Promise.resolve(new Set(ids));
    await avviaEsecuzione(deps, as('archivista'), made.id, conservati);
    await assert.rejects(confermaEsecuzione(deps, as('archivista'), made.id, conservati), /due persone/);
    const done = await confermaEsecuzione(deps, as('rgd'), made.id, conservati);
    assert.equal(done.stato, 'eseguito');
    const sha256 = hash('sha256', file.bytes);
    assert.equal(await store.stat(sha256), null);
    assert.deepEqual(await findFileNominati([sha256]), new Set());
    const detto = await here.get(`/scarto/elenchi/${made.id}/verbale`, 'archivista').expect(200);
    const verbale = detto.body as { elementi: { utenti: string[]; file: { sha256: string }[] }[] };
    assert.deepEqual(verbale.elementi[0]?.utenti, ['archivista', 'rgd']);
    assert.ok(verbale.elementi.some((riga) => riga.file.some((one) => one.sha256 === sha256)));
    const { versione } = await read(scaduto.id);
    await here
      .post(`/fascicoli/${scaduto.id}/riapertura`, 'responsabile')
      .set('If-Match', `"${versione}"`)
      .send({ motivo: MOTIVO })
      .expect(409);
    await here.get(`/registrazioni/${lettera.anno}/${lettera.numero}`, 'istruttore').expect(200);
    const verifica = await here.get('/registro/verifica?anno=2012', 'rgd').expect(200);
    assert.equal((verifica.body as { integro: boolean }).integro, true);
  });

  it('the deposito takes what was closed in a year; a reopening brings it back to the office', async () => {
    const made = (await here.post('/deposito/elenchi', 'archivista').send({ anno: 2026 }).expect(201))
      .body as ElencoLetto;
    assert.deepEqual(
      made.righe.map(({ codice }) => codice),
      [recente.codice],
    );
    const accept = here.post(`/deposito/elenchi/${made.id}/accettazione`, 'archivista');
    assert.equal(((await accept.expect(200)).body as ElencoLetto).stato, 'accettato');
    const letta = async () =>
      (await here.get(`/fascicoli/${recente.id}/conservazione`, 'istruttore').expect(200)).body as {
        archivio: { deposito?: object };
      };
    assert.ok((await letta()).archivio.deposito !== undefined);
    const { versione } = await read(recente.id);
    await here
      .post(`/fascicoli/${recente.id}/riapertura`, 'responsabile')
      .set('If-Match', `"${versione}"`)
      .send({ motivo: MOTIVO })
      .expect(200);
    assert.equal((await letta()).archivio.deposito, undefined);
  });

  it('counts what is classified to the third level and filed, of what the caller may see, in three open forms', async () => {
    const ask = async (account: Account) =>
      (await here.get('/statistiche/classificazione?anno=2026&per=ufficio', account).expect(200))
        .body as StatisticheArchivio;
    const seen = await ask('istruttore');
    assert.ok(seen.totali.documenti > 0 && seen.totali.inFascicolo > 0);
    assert.equal((await ask('istruttore.u114')).totali.documenti, 0);
    const xml = await here.get('/statistiche/classificazione.xml?anno=2026', 'rgd').expect(200);
    assert.match(xml.text, /<statistiche nome="classificazione"[^>]*><riga>.*<totali>/);
    await here.get('/statistiche/procedimenti.csv?per=boh', 'rgd').expect(422);
    await here.get('/statistiche/procedimenti', 'admin').expect(403);
  });

  it('a person concerned reads what was chosen, by link and code, and nothing else; each reading is written', async () => {
    const f = await opened({ intestatario: ROSSI, tipo: 'persona-fisica', note: 'nota interna segretissima' });
    const propria = filePdf('Lettera alla signora', 'lettera-rossi.pdf');
    const visibile = await sent({ destinatari: [ROSSI], oggetto: 'Risposta alla signora Rossi' }, propria);
    const altra = await sent({ destinatari: [EDILE], oggetto: 'Lettera alla ditta terza' });
    const parere = await here.registered(
      'istruttore',
      interna({ classifica: CLASSE, oggetto: 'Parere interno del settore' }),
    );
    const riservata = await sent({
      destinatari: [ROSSI],
      oggetto: 'Valutazione riservata',
      riservatezza: { livello: 'riservata', utenti: ['responsabile'] },
    });
    await put(f.id, visibile, altra, parere, riservata);
    const su = `/fascicoli/${f.id}/interessati`;
    const letti = (await here.get(su, 'responsabile').expect(200)).body as InteressatiFascicolo;
    assert.ok(!letti.documenti.some(({ numero }) => numero === riservata.numero));
    await here.get(su, 'istruttore').expect(403);
    await here.get(su, 'istruttore.u114').expect(403);
    const chiave = letti.soggetti.find(({ ruolo }) => ruolo === 'intestatario')?.chiave;
    const name = ({ anno, numero }: RegistrazioneRisposta) => ({ anno, numero });
    await here
      .post(su, 'responsabile')
      .send({ soggetto: chiave, documenti: [name(riservata)] })
      .expect(422);
    await here.post(su, 'responsabile').send({ soggetto: 'boh', documenti: [] }).expect(422);
    const give = async () =>
      (
        await here
          .post(su, 'responsabile')
          .send({ soggetto: chiave, documenti: [name(visibile)] })
          .expect(201)
      ).body as AccessoDato;
    const old = await give();
    const { indirizzo, codice, accesso } = await give();
    const stored = JSON.stringify(await here.collection('accessi-interessato').find().toArray());
    const token = new URL(indirizzo).pathname.split('/').at(-1) ?? '';
    assert.ok(token.length === 43 && !stored.includes(token) && !stored.includes(codice));

    const page = (di: string) => new URL(di).pathname;
    const { url } = here.nextWeb();
    const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: 'manual', ...init });
    const enter = (di: string, testo: string) =>
      ask(page(di), {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ codice: testo }).toString(),
      });
    const closed = await (await ask(page(indirizzo))).text();
    assert.ok(closed.includes('Codice') && !closed.includes('Salici'));
    assert.equal((await enter(old.indirizzo, old.codice)).status, 401, 'the link given before is over');
    assert.equal((await enter(indirizzo, 'ABCD-EFGH-JK')).status, 401);
    const entered = await enter(indirizzo, codice.toLowerCase());
    assert.equal(entered.status, 303);
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    assert.match(entered.headers.get('set-cookie') ?? '', /HttpOnly.*SameSite=Strict/);

    const shown = await ask(page(indirizzo), { headers: { cookie } });
    const html = await shown.text();
    assert.equal(shown.headers.get('x-robots-tag'), 'noindex, nofollow, noarchive');
    assert.equal(shown.headers.get('referrer-policy'), 'no-referrer');
    assert.match(shown.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.ok(html.includes('Risposta alla signora Rossi'));
    for (const hidden of ['segretissima', 'ditta terza', 'Parere interno', 'Valutazione'])
      assert.ok(!html.includes(hidden), hidden);
    const get = (r: RegistrazioneRisposta) =>
      ask(`${page(indirizzo)}/documenti/${r.anno}/${r.numero}/0`, { headers: { cookie } });
    assert.equal(hash('sha256', Buffer.from(await (await get(visibile)).arrayBuffer())), hash('sha256', propria.bytes));
    for (const other of [altra, parere, riservata]) assert.equal((await get(other)).status, 404);
    assert.equal(
      (await ask(`${page(indirizzo)}/documenti/${visibile.anno}/${visibile.numero}/0`)).status,
      303,
      'not without the code',
    );

    const { letture } = (await here.get(su, 'responsabile').expect(200)).body as InteressatiFascicolo;
    assert.deepEqual(
      letture.slice(0, 3).map(({ che }) => che),
      ['documento', 'pagina', 'ingresso'],
    );
    await here.post(`${su}/${accesso.id}/revoca`, 'responsabile').send({ motivo: MOTIVO }).expect(200);
    const after = await (await ask(page(indirizzo), { headers: { cookie } })).text();
    assert.ok(!after.includes('Salici') && !after.includes('signora Rossi'));
  });
});
