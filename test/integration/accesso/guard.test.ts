import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import supertest, { type Test } from 'supertest';
import { z } from 'zod';
import type { Caller } from '../../../schemas/accesso.api.js';
import { insertAoo } from '../../../schemas/aoo.model.js';
import { insertUtente, UtenteModel } from '../../../schemas/utente.model.js';
import { createGuard } from '../../../server/accesso/guard.js';
import { buildAoo } from '../../../server/accesso/impostazioni.js';
import { hashPassword } from '../../../server/accesso/password.js';
import { disconnectDatabase } from '../../../server/lib/mongo.js';
import { problemHandler } from '../../../server/lib/problem-handler.js';
import { mountRoutes, route } from '../../../server/lib/route.js';
import { PASSWORD } from '../../support/ente.js';
import { type Ambiente, bearer, newAddress, openAmbiente } from './ambiente.js';

describe('guard', function () {
  this.timeout(60_000);
  let here: Ambiente;
  let probe: express.Express;
  before(async () => {
    here = await openAmbiente('guard');
    const risposte = { 200: { descrizione: 'chi è', schema: z.any() } };
    const common = { gruppo: 'prova', sommario: 'prova', risposte };
    probe = express()
      .use(
        mountRoutes(
          [
            route({
              ...common,
              method: 'get',
              path: '/chi',
              atto: 'sessione',
              handler: ({ res, caller }) => void res.json({ caller, locals: res.locals['caller'] as unknown }),
            }),
            route({
              ...common,
              method: 'get',
              path: '/annulla',
              atto: 'annulla',
              handler: ({ res, caller }) => void res.json(caller),
            }),
            route({
              ...common,
              method: 'get',
              path: '/una',
              atto: ['annulla', 'chiedi-annullamento'],
              handler: ({ res, caller }) => void res.json(caller),
            }),
            route({
              ...common,
              method: 'post',
              path: '/cambia',
              atto: 'sessione',
              handler: ({ res, caller }) => void res.json(caller),
            }),
          ],
          createGuard(here.deps),
        ),
      )
      .use(problemHandler(here.deps.log));
  });
  after(() => here.close());

  const ask = (path: string, token: string): Test => supertest(probe).get(path).set(bearer(token));
  const callerIn = (answer: { body: unknown }): Caller => (answer.body as { caller: Caller }).caller;
  const typeOf = (answer: { body: unknown }): string => (answer.body as { type: string }).type;

  it('says who asks: role, office and what is below it', async () => {
    const answer = await ask('/chi', await here.login('responsabile')).expect(200);
    const caller = callerIn(answer);
    assert.deepEqual(
      [caller.utente, caller.aoo, caller.ruolo, caller.uo],
      ['responsabile', 'AVLD001', 'responsabile', 'S4'],
    );
    assert.deepEqual([...caller.settore].sort(), ['S4', 'U410', 'U411', 'U412', 'U413', 'U414', 'U415']);
    assert.deepEqual((answer.body as { locals: Caller }).locals, caller);
  });

  it('asks the table of rights', async () => {
    for (const [utente, annulla, una] of [
      ['protocollo', 403, 200],
      ['istruttore', 403, 403],
      ['responsabile', 403, 200],
      ['archivista', 403, 403],
      ['rgd', 200, 200],
      ['vicario', 200, 200],
      ['admin', 403, 403],
    ] as const) {
      const token = await here.login(utente);
      await ask('/annulla', token).expect(annulla);
      await ask('/una', token).expect(una);
    }
  });

  describe('X-AOO', () => {
    it('400 for one that does not exist, 403 for one of others', async () => {
      const token = await here.login('rgd');
      assert.equal(typeOf(await ask('/chi', token).set('X-AOO', 'AVLD999').expect(400)), '/problemi/aoo-sconosciuta');
      assert.equal(
        typeOf(await ask('/chi', token).set('X-AOO', 'AVLD002').expect(403)),
        '/problemi/operazione-non-consentita',
      );
      await ask('/chi', token).set('X-AOO', 'AVLD001').expect(200);
    });

    it('chooses among several, each with its own role', async () => {
      const passwordHash = await hashPassword(PASSWORD);
      const incarichi = [
        { aoo: 'AVLD002', ruolo: 'operatore' as const, uo: 'P001' },
        { aoo: 'AVLD001', ruolo: 'rgd' as const, uo: 'S1' },
      ];
      await insertUtente({
        _id: 'di-due',
        denominazione: 'Di due AOO',
        passwordHash,
        attivo: true,
        incarichi,
        versione: 1,
      });
      const token = await here.login('di-due');
      const roleIn = async (aoo?: string): Promise<string> => {
        const request = ask('/chi', token);
        return callerIn(await (aoo === undefined ? request : request.set('X-AOO', aoo)).expect(200)).ruolo;
      };
      assert.deepEqual(
        [await roleIn(), await roleIn('AVLD001'), await roleIn('AVLD002')],
        ['operatore', 'rgd', 'operatore'],
      );
      await ask('/annulla', token).expect(403);
      await ask('/annulla', token).set('X-AOO', 'AVLD001').expect(200);
    });

    it('sees an AOO that was just added by another process within two seconds', async () => {
      const token = await here.login('rgd');
      await ask('/chi', token).set('X-AOO', 'AVLD003').expect(400);
      await insertAoo(
        buildAoo(
          'AVLD003',
          'Terza',
          { denominazione: 'Comune di Valdoria', codiceIPA: 'c_x000', codiceFiscale: '99999999990' },
          '09-03',
        ),
      );
      await sleep(2_050);
      await ask('/chi', token).set('X-AOO', 'AVLD003').expect(403);
    });
  });

  it('a deputy outside the dates is nobody: 403, at the sign-in too', async () => {
    const token = await here.login('vicario');
    const start = here.clock.now();
    const day = async (instant: string): Promise<void> => here.clock.moveClock(new Date(instant));
    try {
      await UtenteModel.updateOne(
        { _id: 'vicario' },
        { incarichi: [{ aoo: 'AVLD001', ruolo: 'vicario', uo: 'U110', dal: '2026-03-02', al: '2026-03-02' }] },
      );
      await sleep(1_600);
      await day('2026-03-02T00:00:00+01:00'); // Italian midnight: still 1 March in UTC
      await ask('/annulla', token).expect(200);
      await day('2026-03-01T23:59:59+01:00');
      await ask('/annulla', token).expect(403);
      const early = await supertest(here.app)
        .post('/api/v1/sessione')
        .set('X-Forwarded-For', newAddress())
        .send({ utente: 'vicario', password: PASSWORD })
        .expect(403);
      assert.match((early.body as { detail: string }).detail, /incarico/);
      await day('2026-03-03T00:00:00+01:00');
      const late = await supertest(here.app)
        .post('/api/v1/sessione')
        .set('X-Forwarded-For', newAddress())
        .send({ utente: 'vicario', password: PASSWORD });
      assert.equal(late.status, 403);
    } finally {
      await here.clock.moveClock(start);
    }
  });

  describe('requests with the cookie', () => {
    const change = (token: string, headers: Record<string, string>): Test =>
      supertest(probe)
        .post('/cambia')
        .set('Cookie', `altro=1; protocollo_sessione=${token}`)
        .set('Host', 'protocollo.example:3000')
        .set(headers);
    const cases: [string, Record<string, string>, number][] = [
      ['from our pages', { 'Sec-Fetch-Site': 'same-origin' }, 200],
      ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
      ['from another name of the same site', { 'Sec-Fetch-Site': 'same-site' }, 403],
      ['typed into the address', { 'Sec-Fetch-Site': 'none' }, 403],
      [
        'from another site that sends our Origin',
        { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://protocollo.example:3000' },
        403,
      ],
      ['from an older browser, our Origin', { Origin: 'http://protocollo.example:3000' }, 200],
      ['from an older browser, another port', { Origin: 'http://protocollo.example:3001' }, 403],
      ['from an older browser, another site', { Origin: 'https://evil.example' }, 403],
      ['from a page without origin', { Origin: 'null' }, 403],
      ['that do not say where from', {}, 403],
    ];
    for (const [name, headers, status] of cases) {
      it(`${name}: ${status}`, async () => {
        const token = await here.login('rgd');
        const answer = await change(token, headers).expect(status);
        if (status === 403) assert.equal(typeOf(answer), '/problemi/origine-non-consentita');
      });
    }

    it('read from anywhere, and change nothing', async () => {
      const token = await here.login('rgd');
      await supertest(probe)
        .get('/chi')
        .set('Cookie', `protocollo_sessione=${token}`)
        .set('Sec-Fetch-Site', 'cross-site')
        .expect(200);
    });

    it('of programs, with Bearer, need no origin', async () => {
      const token = await here.login('rgd');
      await supertest(probe)
        .post('/cambia')
        .set(bearer(token))
        .set('Origin', 'https://evil.example')
        .set('Sec-Fetch-Site', 'cross-site')
        .expect(200);
    });

    it('a sign-in asked from another site is refused', () =>
      supertest(here.app)
        .post('/api/v1/sessione')
        .set('Sec-Fetch-Site', 'cross-site')
        .send({ utente: 'rgd', password: PASSWORD })
        .expect(403));
  });

  describe('X-Motivo-Accesso', () => {
    const motivo = async (utente: string, header: string): Promise<string | undefined> => {
      const request = ask('/chi', await here.login(utente));
      return callerIn(await request.set('X-Motivo-Accesso', header).expect(200)).motivoAccesso;
    };
    it('counts for who may pass the reserve, and for nobody else', async () => {
      for (const utente of ['rgd', 'archivista'])
        assert.equal(await motivo(utente, ' richiesta della Procura '), 'richiesta della Procura');
      for (const utente of ['protocollo', 'istruttore', 'responsabile', 'admin'])
        assert.equal(await motivo(utente, 'per sapere'), undefined);
    });
    it('is decoded when it can be, cut at 500 characters, and empty is none', async () => {
      assert.equal(await motivo('rgd', encodeURIComponent('Perché è così: 100%')), 'Perché è così: 100%');
      assert.equal(await motivo('rgd', 'al 100% sicuro'), 'al 100% sicuro');
      assert.equal((await motivo('rgd', 'x'.repeat(700)))?.length, 500);
      assert.equal(await motivo('rgd', '%20%0A%20'), undefined);
    });
  });

  it('405 comes after the guard', async () => {
    await supertest(probe).delete('/chi').expect(401);
    const answer = await supertest(probe)
      .delete('/chi')
      .set(bearer(await here.login('rgd')))
      .expect(405);
    assert.equal(answer.headers['allow'], 'GET, HEAD');
  });

  describe('when the database goes away', () => {
    it('a database that is away is 503, never 401', async () => {
      const token = await here.login('rgd');
      await disconnectDatabase();
      const answer = await ask('/chi', 'B'.repeat(43)).expect(503);
      assert.ok(Number(answer.headers['retry-after']) > 0);
      await sleep(1_600);
      await ask('/chi', token).expect(503);
      await supertest(here.app)
        .post('/api/v1/sessione')
        .set('X-Forwarded-For', newAddress())
        .send({ utente: 'rgd', password: PASSWORD })
        .expect(503);
    });
  });
});
