import assert from 'node:assert/strict';
import type { Io } from '../../../schemas/accesso.api.js';
import type { EventiRisposta, RegistrazioneRisposta } from '../../../schemas/registrazione-risposta.api.js';
import type { SostituzioneLetta } from '../../../schemas/sostituzione.api.js';
import type { z } from 'zod';
import { AOO } from '../../../server/demo/ente.js';
import { type Account, at, useHarness } from '../../support/harness.js';
import { isProblem } from '../protocollo/problemi.js';
import { competenza, entrata, interna, MOTIVO } from '../protocollo/richieste.js';

const PER_CONTO = 'X-Per-Conto-Di';

describe('substitution', function () {
  this.timeout(30_000);
  const here = useHarness('sostituzioni');
  const name = (account: Account, over: object = {}) =>
    here
      .post('/sostituzioni', account)
      .send({ titolare: 'responsabile', sostituto: 'istruttore', dal: '2026-03-02', al: '2026-03-04', ...over });
  const made = async (account: Account, over: object = {}) =>
    (await name(account, over).expect(201)).body as SostituzioneLetta;
  const end = ({ id }: SostituzioneLetta, account: Account) =>
    here.post(`/sostituzioni/${id}/revoca`, account).send({});

  it('the substitute acts with the titolare’s reach, in his own name, and the history says for whom', async () => {
    const one = await here.registered('protocollo', entrata({ assegnazioni: [competenza('U411')] }));
    isProblem(await here.get(at(one), 'istruttore'), 404);
    isProblem(await here.get(at(one), 'istruttore').set(PER_CONTO, 'responsabile'), 403);
    const sostituzione = await made('responsabile', { motivo: 'ferie del responsabile' });
    assert.equal(sostituzione.stato, 'in-corso');
    const nomi = { titolare: 'Responsabile Settore 4', sostituto: 'Istruttore Edilizia privata' };
    assert.deepEqual(sostituzione.denominazioni, nomi, 'people are told by name');
    const listed = (await here.get('/sostituzioni', 'istruttore').expect(200)).body as {
      elementi: SostituzioneLetta[];
    };
    assert.deepEqual(
      listed.elementi.map(({ denominazioni }) => denominazioni),
      [nomi],
    );
    const io = (await here.get('/io', 'istruttore').expect(200)).body as Io;
    assert.deepEqual(
      io.sostituzioni.map(({ titolare, ruolo, uo }) => [titolare, ruolo, uo]),
      [['responsabile', 'responsabile', 'S4']],
    );
    assert.equal(io.ruolo, 'istruttore', 'without the header he is himself');
    const acting = (await here.get('/io', 'istruttore').set(PER_CONTO, 'responsabile').expect(200)).body as Io;
    assert.deepEqual(
      [acting.ruolo, acting.uo.codice, acting.perContoDi?.utente],
      ['responsabile', 'S4', 'responsabile'],
    );

    await here
      .post(`${at(one)}/assegnazioni`, 'istruttore')
      .set(PER_CONTO, 'responsabile')
      .send({ assegnazioni: [competenza('U410')] })
      .expect(200);
    const taken = await here
      .post(`${at(one)}/presa-in-carico`, 'istruttore')
      .set(PER_CONTO, 'responsabile')
      .send({});
    assert.equal((taken.body as RegistrazioneRisposta).presaInCarico?.utente, 'responsabile');
    const { elementi } = (await here.get(`${at(one)}/eventi`, 'rgd').expect(200)).body as z.infer<
      typeof EventiRisposta
    >;
    assert.deepEqual(
      elementi.map(({ tipo, utente, perContoDi }) => [tipo, utente, perContoDi]),
      [
        ['assegnazione', 'istruttore', 'responsabile'],
        ['presa-in-carico', 'istruttore', 'responsabile'],
      ],
    );
    const nata = (
      await here
        .register('istruttore', interna({ mittenti: [{ tipo: 'UO', uo: 'U411' }] }))
        .set(PER_CONTO, 'responsabile')
        .expect(201)
    ).body as RegistrazioneRisposta;
    assert.deepEqual([nata.operatore, nata.perContoDi], ['istruttore', 'responsabile']);
    await end(sostituzione, 'responsabile').expect(200);
    isProblem(await here.get(at(one), 'istruttore').set(PER_CONTO, 'responsabile'), 403);
  });

  it('nothing of what is reserved to the titolare, unless he says so', async () => {
    const one = await here.registered(
      'protocollo',
      entrata({ riservatezza: { livello: 'riservata', utenti: ['responsabile'] } }),
    );
    const read = () => here.get(at(one), 'istruttore').set(PER_CONTO, 'responsabile');
    const plain = await made('responsabile');
    isProblem(await read(), 404);
    await end(plain, 'istruttore').expect(200);
    isProblem(await name('admin', { riservate: true }), 403);
    const whole = await made('responsabile', { riservate: true });
    await read().expect(200);
    assert.equal(await here.count('accessi', { atto: 'legge-riservate', perContoDi: 'responsabile' }), 1);
    await end(whole, 'admin').expect(200);
  });

  it('is named by the titolare, his head or the administrator, and by nobody for himself', async () => {
    isProblem(await name('istruttore'), 403);
    isProblem(await name('istruttore.u114'), 403);
    isProblem(await name('protocollo'), 403);
    isProblem(await name('responsabile', { titolare: 'istruttore', sostituto: 'responsabile' }), 403);
    const byHead = await made('responsabile', { titolare: 'istruttore', sostituto: 'istruttore.u114' });
    isProblem(await here.get(`/sostituzioni/${byHead.id}`, 'protocollo'), 404);
    await here.get(`/sostituzioni/${byHead.id}`, 'istruttore.u114').expect(200);
    isProblem(await end(byHead, 'protocollo'), 404);
    const passedOn = here
      .post('/sostituzioni', 'istruttore.u114')
      .set(PER_CONTO, 'istruttore')
      .send({ titolare: 'istruttore', sostituto: 'protocollo', dal: '2026-03-02', al: '2026-03-04' });
    isProblem(await passedOn, 403);
    await end(byHead, 'istruttore').expect(200);
    assert.equal(
      ((await end(byHead, 'istruttore').expect(200)).body as SostituzioneLetta).revoca?.utente,
      'istruttore',
    );
    const cases: [object, string][] = [
      [{ sostituto: 'nessuno' }, 'sostituto'],
      [{ titolare: 'nessuno' }, 'titolare'],
      [{ titolare: 'rgd' }, 'titolare'],
      [{ al: '2026-02-29' }, 'al'],
      [{ dal: '2026-02-01', al: '2026-03-01' }, 'al'],
      [{ uffici: ['U310'] }, 'titolare'],
      [{ tutto: true }, 'tutto'],
    ];
    for (const [over, campo] of cases) isProblem(await name('admin', over), 422, [campo]);
    isProblem(await here.get('/sostituzioni/xyz', 'admin'), 400);
  });

  it('colleagues are found by office and name, without the administrator', async () => {
    const persone = async (query: string) =>
      (
        (await here.get(`/persone?${query}`, 'protocollo').expect(200)).body as { elementi: { utente: string }[] }
      ).elementi.map(({ utente }) => utente);
    assert.deepEqual(await persone('uo=U410'), ['istruttore']);
    assert.deepEqual(await persone('q=edilizia'), ['istruttore']);
    assert.ok(!(await persone('')).includes('admin') && !(await persone('')).includes('rgd2'));
  });

  it('accounts are told by name, also of who has left, and none of another AOO', async () => {
    const nomi = async (utenti: string, account: Account = 'istruttore') =>
      (
        (await here.get(`/persone/nomi?utenti=${utenti}`, account).expect(200)).body as {
          elementi: { utente: string; denominazione: string }[];
        }
      ).elementi;
    const admin = (utente: string) => here.get(`/utenti/${utente}`, 'admin').expect(200);
    const change = async (utente: string, cambio: object) =>
      here
        .patch(`/utenti/${utente}`, 'admin')
        .set('If-Match', (await admin(utente)).headers['etag'] as string)
        .send(cambio)
        .expect(200);
    assert.deepEqual(await nomi('vicario,responsabile,nessuno,rgd2,responsabile'), [
      { utente: 'vicario', denominazione: (await nomi('vicario'))[0]?.denominazione },
      { utente: 'responsabile', denominazione: 'Responsabile Settore 4' },
    ]);
    assert.deepEqual(await nomi('responsabile', 'rgd2'), [], 'the other AOO is not told either');
    assert.equal((await nomi('rgd2', 'rgd2')).length, 1);

    const nuovo = { utente: 'm.rossi', denominazione: 'Mario Rossi', password: 'Parola-di-prova-2026' };
    await here
      .post('/utenti', 'admin')
      .send({ ...nuovo, incarichi: [{ aoo: AOO.codice, ruolo: 'istruttore', uo: 'U410' }] })
      .expect(201);
    const rossi = [{ utente: 'm.rossi', denominazione: 'Mario Rossi' }];
    await change('m.rossi', { attivo: false });
    assert.deepEqual(await nomi('m.rossi'), rossi, 'inactive');
    await change('m.rossi', { incarichi: [] });
    assert.deepEqual(await nomi('m.rossi'), rossi, 'without a charge any more');
    assert.deepEqual(await nomi('m.rossi', 'rgd2'), [], 'who never had one there is not told there');

    const molti = (n: number) => Array.from({ length: n }, (_, i) => `utente${i}`).join(',');
    assert.deepEqual(await nomi(molti(100)), []);
    for (const query of ['utenti=', 'utenti=a', 'utenti=x,,y', 'utenti=%00%24ne', '', `utenti=${molti(101)}`])
      isProblem(await here.get(`/persone/nomi?${query}`, 'istruttore'), 422);
    for (const query of ['utenti=uno&utenti=due', 'utenti[$ne]=uno', 'utenti=uno&q=due'])
      isProblem(await here.get(`/persone/nomi?${query}`, 'istruttore'), query.includes('&utenti') ? 422 : 400);
    isProblem(await here.get('/persone/nomi?utenti=istruttore'), 401);
  });

  it('dates are legal days: the day after the last one it is over; the vicario’s end too', async () => {
    await made('responsabile');
    await here.moveClock('2026-03-05T00:00:05+01:00');
    isProblem(await here.get('/io', 'istruttore').set(PER_CONTO, 'responsabile'), 403);
    const open = (await here.get('/sostituzioni', 'responsabile').expect(200)).body as { elementi: unknown[] };
    assert.deepEqual(open.elementi, []);
    const all = (await here.get('/sostituzioni?stato=tutte', 'responsabile').expect(200)).body as {
      elementi: unknown[];
    };
    assert.ok(all.elementi.length >= 3);
    const one = await here.registered('protocollo', entrata());
    await here.moveClock('2031-01-01T09:00:00+01:00');
    isProblem(await here.post(`${at(one)}/annullamento`, 'vicario').send({ motivo: MOTIVO }), 403);
  });
});
