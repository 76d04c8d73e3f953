import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { Riepilogo } from '../../../schemas/conservazione.api.js';
import type { Account } from '../../support/harness.js';
import { CODE_CONSERVAZIONE, type VersamentoRisposta } from '../../../schemas/versamento.api.js';
import { NonInviabileModel } from '../../../schemas/non-inviabile.model.js';
import { type Registrazione, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import { findPronti, markSeguito, VersamentoModel } from '../../../schemas/versamento.model.js';
import { segui } from '../../../server/conservazione/seguiti.js';
import { leggiFatti } from '../../../server/conservazione/avvisi/fatti.js';
import { inviaVersamento } from '../../../server/conservazione/invia.js';
import { recuperaPersa, sweepConservazione } from '../../../server/conservazione/sweep.js';
import { verifyVersamenti } from '../../../server/conservazione/verifica.js';
import { findFileNominati } from '../../../workers/archivio/referenze.js';
import { isConservato } from '../../../server/scarto/conservato.js';
import { requireModificabile } from '../../../server/conservazione/lucchetto.js';
import { ConservatoError } from '../../../server/lib/problem.js';
import { buildRichiesta } from '../../support/factories.js';
import { archivistaDi, UNITA } from './archivista.js';
import { AOO, PAI, useBanco } from './banco.js';

const MAI = new AbortController().signal;

describe('shipping to the conservation system', function () {
  this.timeout(60_000);
  const b = useBanco('versamenti');
  const rifs: string[] = [];

  const { versa, see, list, shipped, bytes } = archivistaDi(b);

  before(async () => {
    b.adesso = new Date();
    for (let i = 0; i < 5; i += 1) rifs.push(await b.register(`documento ${i}`));
  });

  it('prepares at once, sends, keeps the receipt; asked again it is that one', async () => {
    const answer = await versa(rifs[0] ?? '').expect(202);
    const v = answer.body as VersamentoRisposta;
    assert.equal(answer.headers['location'], `/api/v1/versamenti/${v.id}`);
    assert.equal(v.stato, 'preparato');
    assert.deepEqual(v.chiave, { registro: 'PG', anno: 2026, numero: '0000001' });
    assert.equal(((await versa(rifs[0] ?? '').expect(200)).body as VersamentoRisposta).id, v.id);
    await b.untilSettled(v.id);
    const done = await see(v.id);
    assert.match(done.stato, /^accettato/);
    assert.equal(done.rapporto?.verificato, true);
    assert.equal(((await versa(rifs[0] ?? '').expect(200)).body as VersamentoRisposta).stato, done.stato);
    assert.equal(hash('sha256', await bytes(`/versamenti/${v.id}/pacchetto.zip`), 'hex'), done.sha256);
    assert.equal(hash('sha256', await bytes(`/versamenti/${v.id}/rapporto.xml`), 'hex'), done.rapporto.sha256);
    assert.match((await bytes(`/versamenti/${v.id}/indice.xml`)).toString(), /<UnitaDocumentaria>/);
    assert.match((await bytes(`/versamenti/${v.id}/risposte/1`)).toString(), /EsitoVersamento/);
    await b.here.get(`/versamenti/${v.id}/risposte/2`, 'archivista').expect(404);
    assert.deepEqual(
      done.storia.map(({ tipo }) => tipo),
      ['preparazione', 'tentativo', 'esito'],
    );
    const [riga] = await list(`riferimento=${rifs[0] ?? ''}`);
    assert.deepEqual(riga?.tentativi, done.tentativi, 'a row tells its tries as the package does');
    const named = await findFileNominati([done.rapporto.sha256, done.tentativi[0]?.risposta?.sha256 ?? '']);
    assert.equal(named.size, 2);
  });

  it('is not asked twice for one thing by many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => versa(rifs[1] ?? '')));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 202]);
    assert.equal(new Set(answers.map(({ body }) => (body as VersamentoRisposta).id)).size, 1);
  });

  it('says what is missing, and to whom to ask; what is not there, and what is written wrong', async () => {
    const bare = await b.here.register('rgd', buildRichiesta({ classifica: 'VI.3.1' }), 'senza fascicolo');
    const rif = `${bare.anno}/${bare.numero}`;
    const refused = await versa(rif).expect(409);
    const { mancanze } = refused.body as { mancanze: { codice: string; chi?: string }[] };
    assert.ok(mancanze.some(({ codice, chi }) => codice === 'fascicolo' && chi !== undefined));
    const rows = await b.here.get(`/conservazione/non-inviabili?riferimento=${rif}`, 'archivista').expect(200);
    assert.equal(
      (rows.body as { elementi: { nome: string }[] }).elementi[0]?.nome,
      `n. ${String(bare.numero).padStart(7, '0')}/2026`,
    );
    const seen = await b.here.get(`/registrazioni/${rif}/versamenti`, 'protocollo').expect(200);
    assert.match((seen.body as { situazione: string }).situazione, /Non inviabile/);
    await versa('2026/99999').expect(404);
    await versa('domani', 'registro-giornaliero').expect(422);
    await versa('2026-02-30', 'registro-giornaliero').expect(422);
    const aperta = await versa('2026-03-02', 'registro-giornaliero').expect(409);
    const [chiusura] = (aperta.body as { mancanze: { codice: string }[] }).mancanze;
    assert.equal(chiusura?.codice, 'giornata-aperta');
    await versa('x', 'libro').expect(422);
    await b.here.get('/versamenti?coda=altro', 'archivista').expect(422);
    await b.here.get('/versamenti?dal[$gt]=1', 'archivista').expect(400);
    await b.here.get('/versamenti/nessuno', 'archivista').expect(404);
  });

  it('is for who answers for it; the administrator sees the lines, the others how a document stands', async () => {
    const [v] = await list('coda=accettati');
    const accounts: Account[] = ['protocollo', 'istruttore', 'responsabile', 'archivista', 'rgd', 'vicario', 'admin'];
    const table: [string, string, number[]][] = [
      ['get', '/versamenti', [403, 403, 403, 200, 200, 200, 403]],
      ['get', '/versamenti/riepilogo', [403, 403, 403, 200, 200, 200, 403]],
      ['get', `/versamenti/${v?.id ?? ''}`, [403, 403, 403, 200, 200, 200, 403]],
      ['get', `/versamenti/${v?.id ?? ''}/pacchetto.zip`, [403, 403, 403, 200, 200, 200, 403]],
      ['get', '/conservazione/linee', [403, 403, 403, 200, 200, 200, 200]],
      ['get', '/conservazione/non-inviabili', [403, 403, 403, 200, 200, 200, 403]],
      ['get', '/conservazione/dovuti', [403, 403, 403, 200, 200, 200, 403]],
      ['post', '/versamenti', [403, 403, 403, 200, 200, 200, 403]],
      ['get', `/registrazioni/${rifs[0] ?? ''}/versamenti`, [200, 404, 404, 200, 200, 200, 403]],
    ];
    for (const [method, path, expected] of table) {
      const got: number[] = [];
      for (const account of accounts) {
        const test = b.here.ask(method as 'get', path, account);
        got.push((await (method === 'post' ? test.send({ tipo: UNITA, riferimento: rifs[0] }) : test)).status);
      }
      assert.deepEqual(got, expected, `${method} ${path}`);
    }
    await b.here.get(`/versamenti/${v?.id ?? ''}`, 'rgd2').expect(404);
  });

  it('tells a refusal in words, and goes on mended: another format, or forced with a reason that stays', async () => {
    b.simulatore.guasti.aggiungi({ tipo: 'esito', parametri: { codice: 'FORMATO-001-001', esito: 'NEGATIVO' } });
    const v = await shipped(rifs[2] ?? '');
    assert.equal(v.stato, 'rifiutato');
    assert.ok(v.causa !== undefined && v.causa.rimedi.length > 0 && v.causa.parole !== '');
    assert.equal(v.prossimoPasso, undefined, 'nothing happens by itself');
    const fermo = await versa(rifs[2] ?? '').expect(409);
    const { type, mancanze } = fermo.body as { type: string; mancanze: { codice: string; messaggio: string }[] };
    assert.deepEqual([type, mancanze.map(({ codice }) => codice)], ['/problemi/stato-incompatibile', ['rifiutato']]);
    assert.match(mancanze[0]?.messaggio ?? '', /^Rifiutato: /);
    assert.equal(fermo.headers['location'], `/api/v1/versamenti/${v.id}`);
    assert.deepEqual(
      (await list('coda=rifiutati')).map(({ id }) => id),
      [v.id],
    );
    assert.deepEqual(
      (await list(`causa=${v.causa.gruppo}`)).map(({ id }) => id),
      [v.id],
    );
    const retry = (body: object) => b.here.post(`/versamenti/${v.id}/ritenta`, 'archivista').send(body);
    await retry({ forza: ['formato-file'] }).expect(422);
    await retry({ formati: [{ file: 'f7', formato: 'JPEG' }] }).expect(422);
    const before = v.sha256;
    const again = (await retry({ formati: [{ file: 'f1', formato: 'TXT' }], motivo: 'È un testo' }).expect(200))
      .body as VersamentoRisposta;
    assert.equal(again.stato, 'preparato');
    assert.notEqual(again.sha256, before, 'another index is another package');
    assert.equal(again.id, v.id);
    assert.equal(again.file.find(({ id }) => id === 'f1')?.formato, 'TXT');
    await retry({}).expect(409);
    await b.untilSettled(v.id);
    const done = await see(v.id);
    assert.equal(hash('sha256', await bytes(`/versamenti/${v.id}/pacchetto.zip`), 'hex'), done.sha256);
    assert.ok(done.storia.some(({ tipo, utente }) => tipo === 'ripresa' && utente === 'archivista'));
  });

  it('stops the line when who calls is refused, burns no tries, and goes on when a person says so', async () => {
    b.simulatore.guasti.aggiungi({ tipo: 'credenzialiScadute' });
    const v = await shipped(rifs[3] ?? '');
    assert.equal(v.stato, 'sospeso');
    const linee = async () =>
      ((await b.here.get('/conservazione/linee', 'admin').expect(200)).body as { elementi: { stato: string }[] })
        .elementi;
    assert.equal((await linee())[0]?.stato, 'sospesa');
    const { id } = (await versa(rifs[4] ?? '').expect(202)).body as VersamentoRisposta;
    await b.step(id);
    assert.equal((await see(id)).tentativi.length, 0);
    await b.here.post('/conservazione/linee/parer/ripresa', 'admin').send({ motivo: 'password nuova' }).expect(403);
    await b.here.post('/conservazione/linee/altro/ripresa', 'rgd').send({ motivo: 'password nuova' }).expect(404);
    await b.here.post('/conservazione/linee/parer/ripresa', 'rgd').send({ motivo: 'password nuova' }).expect(200);
    assert.match((await b.untilSettled(v.id)).stato, /^accettato/);
    assert.match((await b.untilSettled(id)).stato, /^accettato/);
    await b.here.post('/conservazione/linee/parer/pausa', 'archivista').send({ motivo: 'manutenzione' }).expect(200);
    assert.equal((await linee())[0]?.stato, 'in-pausa');
    await b.here
      .post('/conservazione/linee/parer/ripresa', 'archivista')
      .send({ motivo: 'finita la manutenzione' })
      .expect(200);
  });

  it('what a person does while the receiver is asked waits, or is done once', async () => {
    const v = await shipped(await b.register('chiesto'));
    const presa = { quale: 'altro', fino: new Date(Date.now() + 60_000) };
    await VersamentoModel.collection.updateOne({ _id: v.id as never }, { $set: { stato: 'incerto', presa } });
    const asked = await b.here.post(`/versamenti/${v.id}/ritenta`, 'archivista').send({}).expect(409);
    assert.match((asked.body as { type: string }).type, /stato-incompatibile$/);
    await VersamentoModel.collection.updateOne(
      { _id: v.id as never },
      { $set: { stato: v.stato, presa: { ...presa, fino: new Date(Date.now() + 86_400_000) } } },
    );
    assert.equal(await recuperaPersa(b.deps, v.id), 1, 'a lease of a clock that was wrong has ended');
  });

  it('goes on when a clock that was a year ahead is set right', async () => {
    const { _id } = await b.prepared(UNITA, await b.register('orologio'));
    const anno = new Date(b.adesso.getTime() + 365 * 86_400_000);
    await VersamentoModel.collection.updateOne({ _id: _id as never }, { $set: { prossimoPasso: anno } });
    assert.ok((await findPronti(AOO, 'parer', b.adesso, 1_000)).some((one) => one._id === _id));
    await inviaVersamento(b.deps, _id, MAI);
    assert.match((await b.read(_id)).stato, /^accettato/);
  });

  it('is known to the sweep: what is due is prepared, what followed is told, once', async () => {
    const rif = await b.register('dovuto');
    b.adesso = new Date(b.adesso.getTime() + 86_400_000);
    const dovuto = async () => (await b.here.get('/conservazione/dovuti', 'archivista')).text.includes(`"${rif}"`);
    assert.ok(await dovuto());
    await sweepConservazione(b.deps, MAI);
    assert.ok(!(await dovuto()), 'it has its package');
    const v = await b.primo(UNITA, rif);
    assert.ok(v !== null);
    assert.match((await b.untilSettled(v._id)).stato, /^accettato/);
    const path = `/registrazioni/${rif}`;
    await b.here
      .post(`${path}/classificazione`, 'rgd')
      .send({ codice: 'VI.3.2', motivo: 'riguarda altro' })
      .expect(200);
    await b.here.post(`${path}/annullamento`, 'rgd').send({ motivo: 'registrata per errore' }).expect(200);
    await sweepConservazione(b.deps, MAI);
    await sweepConservazione(b.deps, MAI);
    const operazioni = (await VersamentoModel.find({ aoo: AOO, riferimento: rif }).sort({ creato: 1 }).lean()).map(
      ({ operazione }) => operazione,
    );
    assert.deepEqual(operazioni.sort(), ['aggiornamento', 'aggiunta', 'versamento']);
    for (const one of await VersamentoModel.find({ aoo: AOO, riferimento: rif, stato: 'preparato' }).lean())
      assert.match((await b.untilSettled(one._id)).stato, /^accettato/, one.operazione);
    assert.equal(
      (await RegistrazioneModel.findOne({ aoo: AOO, numero: Number(rif.split('/')[1]) }).lean())?.daVersare,
      undefined,
    );
    const rows = (await b.here.get(`${path}/versamenti`, 'protocollo').expect(200)).body as { elementi: unknown[] };
    assert.equal(rows.elementi.length, 3);
  });

  it('locks what is conserved but for what the receiver can be told, and keeps the attempt on record', async () => {
    const rif = await b.register('da chiudere');
    await shipped(rif);
    const numero = Number(rif.split('/')[1]);
    const record = await RegistrazioneModel.findOne({ aoo: AOO, numero }).lean<Registrazione>();
    assert.ok(record !== null);
    const deaf = { ...b.here.deps.config, conservazione: { parer: undefined, rest: undefined, deposito: undefined } };
    const chi = { utente: 'rgd', aoo: AOO, richiesta: 'prova' };
    const rinnovo = [{ tipo: 'rinnovo', dettagli: { campo: 'oggetto' } }];
    const { clock, config } = b.here.deps;
    await requireModificabile({ clock, config }, chi, record, rinnovo);
    await assert.rejects(
      requireModificabile({ clock, config: deaf }, chi, record, rinnovo),
      (error: Error) => error instanceof ConservatoError,
    );
    assert.equal(await b.here.harness.count('accessi', { atto: 'tenta-modifica-conservato' }), 1);
  });

  it('ships a closed fascicolo, which then stays as it is', async () => {
    const corpo = { oggetto: 'Lavori conclusi della scuola', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' };
    const { id } = (await b.here.post('/fascicoli', 'responsabile').send(corpo).expect(201)).body as { id: string };
    const rif = await b.register('lettera di chiusura', {
      flusso: 'U',
      mittenti: [{ tipo: 'UO', uo: 'U410' }],
      destinatari: [PAI],
      fascicolo: id,
    });
    await shipped(rif);
    const act = async (what: string, body: object) => {
      const { headers } = await b.here.get(`/fascicoli/${id}`, 'rgd').expect(200);
      return b.here.post(`/fascicoli/${id}/${what}`, 'rgd').set('If-Match', String(headers['etag'])).send(body);
    };
    const closed = await act('chiusura', {});
    assert.equal(closed.status, 200, closed.text);
    const answer = await versa(id, 'fascicolo');
    assert.equal(answer.status, 202, answer.text);
    assert.equal((await isConservato(AOO, [id])).size, 0);
    const v = await b.untilSettled((answer.body as VersamentoRisposta).id);
    assert.match(v.stato, /^accettato/, JSON.stringify(v.causa));
    assert.deepEqual([...(await isConservato(AOO, [id]))], [id]);
    const reopened = await act('riapertura', { motivo: 'manca un documento' });
    assert.equal(reopened.status, 409, reopened.text);
    assert.match(reopened.text, /problemi\/conservato/);
    const seen = await b.here.get(`/fascicoli/${id}/versamenti`, 'responsabile').expect(200);
    assert.match((seen.body as { situazione: string }).situazione, /^Accettato/);
  });

  it('tells the desk', async () => {
    await b.here.get('/versamenti/riepilogo?anno=9999', 'archivista').expect(422);
    const r = (await b.here.get('/versamenti/riepilogo', 'archivista').expect(200)).body as Riepilogo;
    const accettati = r.code.find(({ codice }) => codice === 'accettati');
    assert.equal(accettati?.totale, await VersamentoModel.countDocuments({ aoo: AOO, stato: /^accettato/ }));
    const [anno] = r.copertura;
    assert.ok(anno?.registrazioni !== undefined && anno.registrazioni.accettate >= 6);
    assert.equal(r.linee[0]?.conservatore, 'parer');
    assert.equal(
      r.code.find(({ codice }) => codice === 'non-inviabili')?.totale,
      await NonInviabileModel.countDocuments({ aoo: AOO }),
    );
  });

  it('looks at its packages by their indexes alone, in the sweep and at the desk', async () => {
    const { db } = VersamentoModel;
    await db.db?.command({ profile: 2 });
    try {
      await sweepConservazione(b.deps, MAI);
      await b.here.get('/versamenti/riepilogo', 'archivista').expect(200);
      for (const coda of CODE_CONSERVAZIONE) await list(`coda=${coda}`);
      await leggiFatti({ clock: { now: () => b.adesso }, config: { salvataggi: undefined } });
    } finally {
      await db.db?.command({ profile: 0 });
    }
    const ns = new RegExp(`\\.(${[VersamentoModel, NonInviabileModel].map((one) => one.collection.name).join('|')})$`);
    const looked = (
      await db
        .collection('system.profile')
        .find({ ns, planSummary: { $exists: true } })
        .toArray()
    ).map(({ planSummary, command }) => `${String(planSummary)} ${JSON.stringify(command)}`);
    assert.ok(looked.length > 20);
    assert.deepEqual(
      looked.filter((one) => one.startsWith('COLLSCAN')),
      [],
    );
  });

  it('forgets no acceptance that came while it was looked at what followed', async () => {
    const { id } = await shipped(await b.register('accettata nel frattempo'));
    const accepted = await b.read(id);
    await markSeguito(accepted);
    assert.equal((await b.read(id)).daSeguire, undefined);
    await VersamentoModel.collection.updateOne({ _id: id as never }, { $set: { daSeguire: true } });
    await markSeguito({ ...accepted, versione: accepted.versione - 1 });
    assert.equal((await b.read(id)).daSeguire, true);
    assert.equal(await segui(b.deps, accepted), 0);
    assert.equal((await b.read(id)).daSeguire, undefined);
  });

  it('is replayed by the verification, which finds what was altered', async () => {
    assert.equal((await verifyVersamenti(AOO, undefined)).guasto, undefined);
    const [one] = await VersamentoModel.find({ aoo: AOO, stato: /^accettato/ })
      .limit(1)
      .lean();
    assert.ok(one !== undefined);
    const { collection } = VersamentoModel;
    await collection.updateOne({ _id: one._id as never }, { $set: { stato: 'annullato' } });
    assert.match((await verifyVersamenti(AOO, undefined)).guasto?.motivo ?? '', /stato/);
    const told = (await b.here.get('/registro/verifica?anno=2026', 'rgd').expect(200)).body as {
      primoErrore?: { motivo: string };
    };
    assert.match(told.primoErrore?.motivo ?? '', new RegExp(one._id));
    await collection.updateOne({ _id: one._id as never }, { $set: { stato: one.stato } });
    await assert.rejects(
      VersamentoModel.updateOne({ _id: one._id }, { $set: { stato: 'annullato' } }),
      /non modificabile/,
    );
    assert.equal((await verifyVersamenti(AOO, 2026)).guasto, undefined);
  });
});
