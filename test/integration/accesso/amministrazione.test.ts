import assert from 'node:assert/strict';
import supertest, { type Test } from 'supertest';
import { AccessoRegistratoModel } from '../../../schemas/accesso-registrato.model.js';
import type { UfficioLetto, UtenteLetto } from '../../../schemas/amministrazione.api.js';
import { findUffici } from '../../../schemas/ufficio.model.js';
import { findUtente, UtenteModel } from '../../../schemas/utente.model.js';
import { PASSWORD } from '../../support/ente.js';
import { type Ambiente, bearer, newAddress, openAmbiente } from './ambiente.js';

const AOO = 'AVLD001';
const NUOVO = {
  denominazione: 'Nuova persona',
  password: 'Parola-molto-lunga',
  incarichi: [{ aoo: AOO, ruolo: 'istruttore', uo: 'U310' }],
};

describe('amministrazione', function () {
  this.timeout(60_000);
  let here: Ambiente;
  let admin: string;
  before(async () => {
    here = await openAmbiente('amministrazione');
    admin = await here.login('admin');
  });
  after(() => here.close());

  const call = (method: 'get' | 'post' | 'patch', path: string, token = admin): Test =>
    supertest(here.app)[method](`/api/v1${path}`).set(bearer(token));
  const patch = (path: string, versione: number, body: object, token = admin): Test =>
    call('patch', path, token).set('If-Match', `"${versione}"`).send(body);
  const utente = async (nome: string): Promise<UtenteLetto> =>
    (await call('get', `/utenti/${nome}`).expect(200)).body as UtenteLetto;
  const ufficio = async (codice: string): Promise<UfficioLetto> =>
    (await call('get', `/uffici/${codice}`).expect(200)).body as UfficioLetto;
  const change = async (nome: string, body: object): Promise<Test> =>
    patch(`/utenti/${nome}`, (await utente(nome)).versione, body);
  const changeStatus = async (nome: string, body: object): Promise<number> => {
    const { versione } = await utente(nome);
    return (await patch(`/utenti/${nome}`, versione, body)).status;
  };
  const campi = (answer: { body: unknown }): string[] =>
    (answer.body as { errori: { campo: string }[] }).errori.map(({ campo }) => campo);
  const signIn = (nome: string, password: string): Test =>
    supertest(here.app).post('/api/v1/sessione').set('X-Forwarded-For', newAddress()).send({ utente: nome, password });

  it('is for the admin alone', async () => {
    const others = ['protocollo', 'istruttore', 'responsabile', 'archivista', 'rgd', 'vicario'];
    for (const nome of others) {
      const token = await here.login(nome);
      for (const [method, path] of [
        ['get', '/utenti'],
        ['post', '/utenti'],
        ['get', '/utenti/rgd'],
        ['patch', '/utenti/rgd'],
        ['post', '/uffici'],
        ['patch', '/uffici/U310'],
      ] as const) {
        await call(method, path, token).send({}).expect(403);
      }
      await call('get', '/uffici', token).expect(200);
    }
    await supertest(here.app).get('/api/v1/utenti').expect(401);
  });

  describe('users', () => {
    it('are made, sign in, and are listed without their hash', async () => {
      const made = await call('post', '/utenti')
        .send({ utente: 'nuova', ...NUOVO })
        .expect(201)
        .expect('location', '/api/v1/utenti/nuova')
        .expect('etag', '"1"');
      assert.deepEqual(made.body, {
        utente: 'nuova',
        denominazione: NUOVO.denominazione,
        attivo: true,
        incarichi: NUOVO.incarichi,
        versione: 1,
      });
      await signIn('nuova', NUOVO.password).expect(200);
      const body: unknown = (await call('get', '/utenti?limite=200').expect(200)).body;
      assert.ok((body as { elementi: UtenteLetto[] }).elementi.some((one) => one.utente === 'nuova'));
      assert.doesNotMatch(JSON.stringify(body), /argon2|password/i);
      assert.match((await findUtente('nuova'))?.passwordHash ?? '', /^\$argon2id\$/);
    });

    it('are paged by name', async () => {
      const names: string[] = [];
      let cursore: string | undefined;
      do {
        const body: unknown = (
          await call('get', `/utenti?limite=4${cursore === undefined ? '' : `&cursore=${cursore}`}`).expect(200)
        ).body;
        const page = body as { elementi: UtenteLetto[]; cursore?: string };
        names.push(...page.elementi.map((one) => one.utente));
        cursore = page.cursore;
      } while (cursore !== undefined);
      assert.deepEqual(names, [...new Set(names)].sort());
      assert.ok(names.length > 10 && !names.includes('rgd2'));
    });

    it('are refused with what is wrong, field by field', async () => {
      const wrong = {
        utente: 'Con Spazi',
        denominazione: ' ',
        password: 'corta',
        incarichi: [{ aoo: AOO, ruolo: 'sindaco', uo: 'U310', dal: '2026-02-30' }],
        extra: 1,
      };
      const found = campi(await call('post', '/utenti').send(wrong).expect(422));
      for (const campo of ['utente', 'denominazione', 'password', 'incarichi[0].ruolo', 'incarichi[0].dal', 'extra'])
        assert.ok(found.includes(campo), campo);
      const noOffice = {
        utente: 'altra',
        ...NUOVO,
        incarichi: [NUOVO.incarichi[0], { aoo: AOO, ruolo: 'istruttore', uo: 'U999' }],
      };
      assert.deepEqual(campi(await call('post', '/utenti').send(noOffice).expect(422)), ['incarichi[1].uo']);
      const backwards = {
        utente: 'altra',
        ...NUOVO,
        incarichi: [{ ...NUOVO.incarichi[0], dal: '2026-03-02', al: '2026-03-01' }],
      };
      assert.deepEqual(campi(await call('post', '/utenti').send(backwards).expect(422)), ['incarichi[0].al']);
      await call('post', '/utenti')
        .send({ utente: 'rgd', ...NUOVO })
        .expect(409);
      assert.equal(await findUtente('altra'), null);
    });

    it('change only as they were read', async () => {
      await call('patch', '/utenti/istruttore').send({ denominazione: 'X' }).expect(428);
      const { versione } = await utente('istruttore');
      await patch('/utenti/istruttore', versione, { denominazione: 'Istruttrice' })
        .expect(200)
        .expect('etag', `"${versione + 1}"`);
      await patch('/utenti/istruttore', versione, { denominazione: 'Altro' }).expect(412);
      await patch('/utenti/istruttore', versione + 1, {}).expect(422);
      await patch('/utenti/nessuno', 1, { denominazione: 'X' }).expect(404);
    });

    it('have their new rights at once', async () => {
      const token = await here.login('istruttore');
      await change('istruttore', { incarichi: [{ aoo: AOO, ruolo: 'archivista', uo: 'U110' }] });
      const body: unknown = (await call('get', '/io', token).expect(200)).body;
      assert.equal((body as { ruolo: string }).ruolo, 'archivista');
      await change('istruttore', { incarichi: [] });
      await call('get', '/io', token).expect(403);
      await change('istruttore', { incarichi: [{ aoo: AOO, ruolo: 'istruttore', uo: 'U410' }] });
      await call('get', '/io', token).expect(200);
    });

    it('that are switched off are out at once, and do not come back with an old session', async () => {
      const token = await here.login('responsabile');
      await call('get', '/io', token).expect(200);
      await change('responsabile', { attivo: false });
      await call('get', '/io', token).expect(401);
      await signIn('responsabile', PASSWORD).expect(401);
      await change('responsabile', { attivo: true });
      await call('get', '/io', token).expect(401);
      await signIn('responsabile', PASSWORD).expect(200);
    });

    it('with a new password are out at once', async () => {
      const token = await here.login('archivista');
      await change('archivista', { password: 'Nuova-parola-2026' });
      await call('get', '/io', token).expect(401);
      await signIn('archivista', 'Nuova-parola-2026').expect(200);
    });

    it('admin: gives himself no role and changes none of his own', async () => {
      for (const incarichi of [
        [
          { aoo: AOO, ruolo: 'admin', uo: 'U116' },
          { aoo: AOO, ruolo: 'rgd', uo: 'S1' },
        ],
        [{ aoo: AOO, ruolo: 'rgd', uo: 'S1' }],
        [],
      ]) {
        assert.equal(await changeStatus('admin', { incarichi }), 403);
      }
      assert.equal((await findUtente('admin'))?.incarichi.length, 1);
      assert.equal(await changeStatus('admin', { denominazione: 'Amministratrice di sistema' }), 200);
    });

    it('admin: the last active one stays', async () => {
      assert.equal(await changeStatus('admin', { attivo: false }), 409);
      const dated = { aoo: AOO, ruolo: 'admin', uo: 'U116', al: '2026-03-01' };
      await call('post', '/utenti')
        .send({ utente: 'admin.scaduto', ...NUOVO, incarichi: [dated] })
        .expect(201);
      assert.equal(await changeStatus('admin', { attivo: false }), 409); // the other's charge ended yesterday
      await call('post', '/utenti')
        .send({ utente: 'admin.due', ...NUOVO, incarichi: [{ ...dated, al: '2026-03-02' }] })
        .expect(201);
      const second = await here.login('admin.due', NUOVO.password);
      assert.equal(await changeStatus('admin', { attivo: false }), 200);
      await call('get', '/io', admin).expect(401);
      const { versione } = (await call('get', '/utenti/admin.due', second).expect(200)).body as UtenteLetto;
      await patch('/utenti/admin.due', versione, { attivo: false }, second).expect(409);
      const off = (await call('get', '/utenti/admin', second).expect(200)).body as UtenteLetto;
      await patch('/utenti/admin', off.versione, { attivo: true }, second).expect(200);
      admin = await here.login('admin');
    });

    it('of another AOO are sealed off', async () => {
      await call('get', '/utenti/rgd2').expect(404);
      await patch('/utenti/rgd2', 1, { password: 'Presa-in-prestito' }).expect(404);
      await call('post', '/utenti')
        .send({ utente: 'spia', ...NUOVO, incarichi: [{ aoo: 'AVLD002', ruolo: 'rgd', uo: 'P001' }] })
        .expect(403);
      assert.equal(
        await changeStatus('protocollo', { incarichi: [{ aoo: 'AVLD002', ruolo: 'rgd', uo: 'P001' }] }),
        403,
      );
    });

    it('of two AOO keep what the other AOO gave, and their password', async () => {
      const both = [
        { aoo: 'AVLD002', ruolo: 'operatore', uo: 'P001' },
        { aoo: AOO, ruolo: 'istruttore', uo: 'U310' },
      ];
      await UtenteModel.updateOne({ _id: 'nuova' }, { incarichi: both });
      const seen = await utente('nuova');
      assert.deepEqual(seen.incarichi, [both[1]]);
      assert.equal(await changeStatus('nuova', { password: 'Presa-in-prestito' }), 403);
      assert.equal(await changeStatus('nuova', { attivo: false }), 403);
      assert.equal(await changeStatus('nuova', { incarichi: [{ aoo: AOO, ruolo: 'operatore', uo: 'U110' }] }), 200);
      const after = await UtenteModel.findById('nuova').lean();
      assert.deepEqual(after?.incarichi, [both[0], { aoo: AOO, ruolo: 'operatore', uo: 'U110' }]);
    });
  });

  describe('offices', () => {
    it('are listed by code, opened, moved, closed, never deleted', async () => {
      const made = await call('post', '/uffici')
        .send({ codice: 'U999', denominazione: 'Ufficio di prova', padre: 'S4', responsabile: 'responsabile' })
        .expect(201)
        .expect('location', '/api/v1/uffici/U999');
      assert.deepEqual(made.body, {
        codice: 'U999',
        denominazione: 'Ufficio di prova',
        padre: 'S4',
        responsabile: 'responsabile',
        attivo: true,
        apertoDal: '2026-03-02',
        versione: 1,
      });
      const head = await here.login('responsabile');
      assert.ok(
        ((await call('get', '/uffici', head).expect(200)).body as { elementi: UfficioLetto[] }).elementi.some(
          ({ codice }) => codice === 'U999',
        ),
      );
      await patch('/uffici/U999', 1, { padre: null, responsabile: null }).expect(200);
      assert.deepEqual(await ufficio('U999'), {
        codice: 'U999',
        denominazione: 'Ufficio di prova',
        attivo: true,
        apertoDal: '2026-03-02',
        versione: 2,
      });
      await patch('/uffici/U999', 2, { attivo: false }).expect(200);
      const codes = async (query: string): Promise<string[]> =>
        ((await call('get', `/uffici${query}`).expect(200)).body as { elementi: UfficioLetto[] }).elementi.map(
          ({ codice }) => codice,
        );
      assert.ok(!(await codes('')).includes('U999'));
      assert.ok((await codes('?chiusi=si')).includes('U999'));
      assert.deepEqual(await codes(''), [...(await codes(''))].sort());
      await supertest(here.app).delete('/api/v1/uffici/U999').set(bearer(admin)).expect(405);
      await call('post', '/uffici').send({ codice: 'U999', denominazione: 'Di nuovo' }).expect(409);
    });

    it('are refused with what is wrong', async () => {
      assert.deepEqual(campi(await call('post', '/uffici').send({ codice: 'U 1', denominazione: '' }).expect(422)), [
        'codice',
        'denominazione',
      ]);
      assert.deepEqual(
        campi(await call('post', '/uffici').send({ codice: 'U998', denominazione: 'X', padre: 'U997' }).expect(422)),
        ['padre'],
      );
      assert.deepEqual(
        campi(
          await call('post', '/uffici').send({ codice: 'U998', denominazione: 'X', responsabile: 'rgd2' }).expect(422),
        ),
        ['responsabile'],
      );
      await call('patch', '/uffici/U310').send({ denominazione: 'X' }).expect(428);
      await patch('/uffici/U310', 7, { denominazione: 'X' }).expect(412);
      await patch('/uffici/U997', 1, { denominazione: 'X' }).expect(404);
      await patch('/uffici/P001', 1, { denominazione: 'X' }).expect(404); // of the other AOO
    });

    it('stay a tree', async () => {
      assert.deepEqual(
        campi(await patch('/uffici/S4', (await ufficio('S4')).versione, { padre: 'U410' }).expect(422)),
        ['padre'],
      );
      assert.deepEqual(campi(await patch('/uffici/S4', (await ufficio('S4')).versione, { padre: 'S4' }).expect(422)), [
        'padre',
      ]);
      await patch('/uffici/S4', (await ufficio('S4')).versione, { attivo: false }).expect(409); // offices below it
    });

    it('stay a tree when two moves come at once', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [a, b] = await Promise.all([ufficio('S2'), ufficio('S3')]);
        const answers = await Promise.all([
          patch('/uffici/S2', a.versione, { padre: 'S3' }),
          patch('/uffici/S3', b.versione, { padre: 'S2' }),
        ]);
        assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
        const tree = new Map((await findUffici(AOO)).map(({ codice, padre }) => [codice, padre]));
        assert.ok(tree.get('S2') === undefined || tree.get('S3') === undefined);
        for (const codice of ['S2', 'S3']) {
          const one = await ufficio(codice);
          if (one.padre !== undefined) await patch(`/uffici/${codice}`, one.versione, { padre: null }).expect(200);
        }
      }
    });

    it('give a head what is below at once', async () => {
      const head = await here.login('responsabile');
      await call('post', '/uffici').send({ codice: 'U490', denominazione: 'Sotto U410', padre: 'U410' }).expect(201);
      await call('get', '/io', head).expect(200);
      await patch('/uffici/U490', 1, { attivo: false }).expect(200);
    });
  });

  describe('audit', () => {
    it('has who did what to whom, with what changed and no password', async () => {
      const lines = await AccessoRegistratoModel.find({ utente: 'admin' }).sort({ quando: 1 }).lean();
      const created = lines.find(({ atto, riferimento }) => atto === 'crea-utente' && riferimento === 'nuova');
      assert.deepEqual(created?.dettagli, { incarichi: NUOVO.incarichi });
      assert.ok(
        lines.some(
          ({ atto, riferimento, dettagli }) =>
            atto === 'modifica-utente' && riferimento === 'archivista' && dettagli?.['password'] === 'cambiata',
        ),
      );
      assert.ok(lines.some(({ atto, riferimento }) => atto === 'modifica-ufficio' && riferimento === 'U999'));
      assert.ok(!lines.some(({ riferimento }) => riferimento === 'spia' || riferimento === 'altra')); // what was refused is not there
      assert.doesNotMatch(JSON.stringify(lines), /parola|argon2|Presa/i);
      assert.ok(lines.every(({ aoo, richiesta }) => aoo === AOO && richiesta !== ''));
    });

    it('is only ever added to', async () => {
      const before = await AccessoRegistratoModel.find().sort({ _id: 1 }).lean();
      const refused = { code: 'dato-non-modificabile' };
      await assert.rejects(async () => AccessoRegistratoModel.updateMany({}, { atto: 'x' }), refused);
      await assert.rejects(async () => AccessoRegistratoModel.deleteMany({}), refused);
      await assert.rejects(async () => AccessoRegistratoModel.findOneAndDelete({}), refused);
      await assert.rejects(
        async () => AccessoRegistratoModel.create({ quando: new Date(0), utente: 'x', atto: 'x', richiesta: 'x' }),
        refused,
      );
      assert.deepEqual(await AccessoRegistratoModel.find().sort({ _id: 1 }).lean(), before);
    });
  });
});
