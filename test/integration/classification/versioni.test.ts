import assert from 'node:assert/strict';
import express, { type ErrorRequestHandler } from 'express';
import type { z } from 'zod';
import supertest from 'supertest';
import { titolarioRoutes } from '../../../classification/router.js';
import { ensureTitolario, titolarioOf } from '../../../classification/service.js';
import { demoTitolario } from '../../../classification/standard.js';
import { tempoDiConservazione } from '../../../classification/strumenti/conservazione.js';
import { strumentiRoutes } from '../../../classification/strumenti/router.js';
import { versioniTitolarioRoutes } from '../../../classification/versioni/router.js';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { insertAoo } from '../../../schemas/aoo.model.js';
import * as api from '../../../schemas/titolario-versioni.api.js';
import * as strumento from '../../../schemas/strumento.api.js';
import { VoceLetta } from '../../../schemas/titolario.api.js';
import { VersioneTitolarioModel } from '../../../schemas/titolario.model.js';
import { portataOf } from '../../../server/accesso/diritti.js';
import { buildAoo } from '../../../server/accesso/impostazioni.js';
import { OperazioneNonConsentitaError, toProblem } from '../../../server/lib/problem.js';
import { mountRoutes, type Route } from '../../../server/lib/route.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const AOO = 'AVLD001';
const CSV = 'text/csv; charset=utf-8';
const ATTO = { tipo: 'Deliberazione di Giunta', numero: '120', data: '2026-11-20' };

describe('versions of the titolario', () => {
  let adesso = new Date('2026-11-25T10:00:00Z');
  let ruolo: Ruolo = 'archivista';
  const clock = { now: () => adesso };
  const answerProblem: ErrorRequestHandler = (error, _req, res, _next) => {
    const problem = toProblem(error);
    res.status(problem.status).json(problem);
  };
  const routes: Route[] = [titolarioRoutes, versioniTitolarioRoutes, strumentiRoutes].flatMap((make) =>
    make({ clock }),
  );
  const app = express()
    .use(express.text({ type: 'application/json' }))
    .use(
      mountRoutes(routes, (_req, _res, atto) => {
        const acts = typeof atto === 'string' ? [atto] : atto;
        const may = acts.some(
          (one) => one === 'sessione' || portataOf(ruolo, one as Parameters<typeof portataOf>[1]) !== undefined,
        );
        return may
          ? Promise.resolve({
              utente: ruolo,
              denominazione: ruolo,
              aoo: AOO,
              ruolo,
              uo: 'U110',
              settore: ['U110'],
              richiesta: 'r',
            })
          : Promise.reject(new OperazioneNonConsentitaError());
      }),
    )
    .use(answerProblem);
  const as = (other: Ruolo) => {
    ruolo = other;
    return supertest(app);
  };
  const send = (csv: string, query = '', other: Ruolo = 'archivista') =>
    as(other).post(`/titolario/versioni${query}`).set('Content-Type', CSV).send(csv);
  const read = <S extends z.ZodType>(schema: S, { body }: { body: unknown }) => schema.parse(body);
  const exported = async (numero: number) =>
    (await as('istruttore').get(`/titolario/versioni/${numero}/esportazione.csv`).expect(200)).text;

  before(async () => {
    await openDatabase('titolario-versioni');
    const ente = {
      denominazione: 'Comune',
      codiceIPA: 'c_x000',
      codiceFiscale: '99999999990',
      domicilioDigitale: 'a@pec.example',
    };
    await insertAoo(buildAoo(AOO, 'Comune', ente, '09-03'));
    await ensureTitolario(AOO, demoTitolario(2026));
  });
  after(async () => {
    await closeDatabase();
  });

  it('lists what is wrong in a file with its lines, and imports nothing', async () => {
    const csv = ['codice,titolo,classe,voce', 'I,I,,Uno', 'I.1,I,1,', 'IIII,IIII,,Due', 'V.1,V,1,Tre', 'I,I,,Uno'].join(
      '\n',
    );
    const { body } = (await send(csv).expect(422)) as { body: { errori: { campo: string; messaggio: string }[] } };
    assert.deepEqual(
      body.errori.map(({ campo, messaggio }) => `${campo} ${messaggio}`),
      [
        'righe[3] Riga 3: La voce è vuota.',
        'righe[4] Riga 4: Il codice «IIII» non è valido: scriverlo come VI.3.1, con il titolo in numeri romani.',
        'righe[5] Riga 5: Manca la voce V, sotto la quale sta V.1.',
        'righe[6] Riga 6: Il codice I è già alla riga 2.',
      ],
    );
    await send('codice,titolo,classe,voce\nI,I,,Uno\n', '?dal=2026-11-25&numero=7').expect(422);
    await as('archivista').post('/titolario/versioni').set('Content-Type', 'application/json').send('{}').expect(415);
    await as('archivista').get('/titolario/bozza').expect(404);
    const told = async (chi: Ruolo) =>
      ((await as(chi).get('/titolario/versioni').expect(200)).body as { bozza?: boolean }).bozza;
    assert.deepEqual([await told('archivista'), await told('responsabile')], [false, undefined]);
  });

  it('tells every difference in a dry run, and writes nothing', async () => {
    const csv = (await exported(2)).replace(
      'VI.3.1,VI,3,1,Permessi di costruire',
      'VI.3.1,VI,3,1,Permessi e titoli edilizi',
    );
    const letta = read(
      api.ImportazioneTitolario,
      await send(`${csv}XV,XV,,,Nuova funzione,,,,,,,\n`, '?prova=si').expect(200),
    );
    assert.deepEqual(letta.versione, { numero: 3, denominazione: 'Titolario 2027', dal: '2027-01-01', stato: 'bozza' });
    assert.deepEqual(
      letta.differenze.map(({ tipo, codice }) => `${tipo} ${codice}`),
      ['cambiata VI.3.1', 'aggiunta XV'],
    );
    await as('archivista').get('/titolario/bozza').expect(404);
    assert.equal((await titolarioOf(AOO, '2027-01-01'))?.numero, 2);
  });

  it('is drafted by the archive service, approved by the RGD who read it, and then read-only', async () => {
    await send('', '', 'istruttore').expect(403);
    const csv = `${await exported(2)}XV,XV,,,Nuova funzione,,,,,,,no\n`;
    await send(csv).expect(201).expect('Location', '/api/v1/titolario/bozza');
    const first = read(api.BozzaTitolario, await as('rgd').get('/titolario/bozza').expect(200));
    const { versione } = read(api.ImportazioneTitolario, await send(csv, '?denominazione=Titolario nuovo').expect(201));
    const approve = (revisione: number, other: Ruolo = 'rgd', atto = ATTO) =>
      as(other)
        .post('/titolario/bozza/approvazione')
        .set('Content-Type', 'application/json')
        .send(JSON.stringify({ revisione, atto }));
    await approve(versione.revisione ?? 0, 'archivista').expect(403);
    await approve(first.revisione).expect(412);
    await approve(versione.revisione ?? 0, 'rgd', { ...ATTO, data: '2026-12-01' }).expect(422);
    await approve(versione.revisione ?? 0).expect(201);
    await approve(versione.revisione ?? 0).expect(404);
    const { elementi } = read(
      api.ElencoVersioniTitolario,
      await as('istruttore').get('/titolario/versioni').expect(200),
    );
    assert.deepEqual(
      elementi.map(({ numero, stato, al }) => [numero, stato, al]),
      [
        [3, 'approvata', undefined],
        [2, 'vigente', '2027-01-01'],
        [1, 'cessata', '2026-01-01'],
      ],
    );
    assert.deepEqual(
      [elementi[0]?.atto, elementi[0]?.storia.map(({ fatto }) => fatto)],
      [ATTO, ['redazione', 'redazione', 'approvazione']],
    );
    assert.equal(await exported(3), csv, 'what was imported is what is exported');
    for (const numero of [2, 3])
      await assert.rejects(
        VersioneTitolarioModel.updateOne({ aoo: AOO, numero }, { $set: { denominazione: 'altro' } }).exec(),
      );
    assert.deepEqual(
      [(await titolarioOf(AOO, '2026-12-31'))?.numero, (await titolarioOf(AOO, '2027-01-01'))?.numero],
      [2, 3],
    );
  });

  it('takes a mapping by hand, and one of two approvals at once', async () => {
    const csv = (await exported(3)).replace(/^XV,.*\n/m, '');
    await send(csv, '?dal=2028-01-01').expect(201);
    const raccordo = (await as('archivista').get('/titolario/bozza/raccordo.csv').expect(200)).text;
    const load = (text: string, query = '') =>
      as('archivista').post(`/titolario/bozza/raccordo${query}`).set('Content-Type', CSV).send(text);
    const { body } = (await load(raccordo.replace('XV,,cessata\n', '')).expect(422)) as {
      body: { errori: { messaggio: string }[] };
    };
    assert.deepEqual(
      body.errori.map(({ messaggio }) => messaggio),
      ['Riga 1: Mancano voci della versione di prima: XV.'],
    );
    const byHand = raccordo.replace('XV,,cessata', 'XV,XIV,unita').replace('XIV,XIV,uguale', 'XIV,XIV,unita');
    const tried = read(api.RaccordoImportato, await load(byHand, '?prova=si').expect(200));
    assert.deepEqual([tried.tipi['unita'], tried.revisione], [2, undefined]);
    const { revisione = 0 } = read(api.RaccordoImportato, await load(byHand).expect(200));
    const body2 = JSON.stringify({ revisione, atto: ATTO });
    ruolo = 'rgd';
    const answers = await Promise.all(
      [1, 2].map(() =>
        supertest(app).post('/titolario/bozza/approvazione').set('Content-Type', 'application/json').send(body2),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.ok(
      answers.every(({ status }) => [201, 404, 409, 412].includes(status)),
      answers.map(({ text }) => text).join(),
    );
    const voce = read(VoceLetta, await as('istruttore').get('/titolario/voci/XIV?versione=4').expect(200));
    assert.deepEqual(
      voce.prima?.voci.map(({ codice, tipo }) => `${codice} ${tipo}`),
      ['XIV unita', 'XV unita'],
    );
    await send(csv, '?dal=2029-01-01').expect(201);
    const { revisione: another } = read(api.BozzaTitolario, await as('rgd').get('/titolario/bozza').expect(200));
    await as('archivista')
      .delete(`/titolario/bozza?revisione=${another + 1}`)
      .expect(412);
    await as('archivista').delete(`/titolario/bozza?revisione=${another}`).expect(204);
  });

  it('closes a voce of the version in force with what is below it, once, and keeps it readable', async () => {
    const close = (codice: string, body: object, other: Ruolo = 'rgd') =>
      as(other)
        .post(`/titolario/voci/${codice}/chiusura`)
        .set('Content-Type', 'application/json')
        .send(JSON.stringify(body));
    await close('IX.4', { motivo: 'Passa a un altro ente' }, 'archivista').expect(403);
    await close('IX.4', { motivo: 'Passa a un altro ente', dal: '2026-11-24' }).expect(422);
    await close('IX.4', { motivo: '', dal: '2026-11-25' }).expect(422);
    await close('IX.44', { motivo: 'x' }).expect(404);
    await close('IX.4', { motivo: 'Passa a un altro ente' }).expect(200, { codice: 'IX.4', dal: '2026-11-25' });
    await close('IX.4', { motivo: 'Ancora' }).expect(409);
    for (const codice of ['IX.4', 'IX.4.1']) {
      const voce = read(VoceLetta, await as('istruttore').get(`/titolario/voci/${codice}`).expect(200));
      assert.deepEqual([voce.attiva, voce.chiusaDal], [false, '2026-11-25'], codice);
    }
    const dayBefore = read(VoceLetta, await as('istruttore').get('/titolario/voci/IX.4?data=2026-11-24').expect(200));
    assert.equal(dayBefore.attiva, true);
    assert.equal((await exported(2)).includes('2026-11-25,Passa a un altro ente'), true);
  });

  it('says of a voce how long things are kept by the plan of that day, and where the rule comes from', async () => {
    const voce = read(VoceLetta, await as('istruttore').get('/titolario/voci/VI.3.1').expect(200));
    assert.equal(voce.massimario.adottato, false);
    assert.ok(
      voce.massimario.regole.length > 0 && voce.massimario.regole.every(({ fonte }) => fonte.startsWith('PDC-2005')),
    );
    assert.match(voce.massimario.avvertenza, /non sono un parere legale/);
    assert.ok(voce.prontuario.length > 0);
    assert.deepEqual([voce.prima?.versione, voce.dopo?.voci[0]?.tipo], [1, 'uguale']);

    const csv =
      'codice,tipologia,tempo,note,fonte\nVI.3,Permessi,30,,Piano del Comune 2026\nVI.3,Richieste,5,,Piano del Comune 2026\n';
    const load = (query: string, other: Ruolo = 'rgd') =>
      as(other).post(`/titolario/massimario/versioni${query}`).set('Content-Type', CSV).send(csv);
    await load('', 'archivista').expect(403);
    await load('?dal=2026-11-24').expect(422);
    await load('?attoTipo=Delibera').expect(422);
    const tried = read(strumento.ImportazioneStrumento, await load('?prova=si&dal=2026-12-01').expect(200));
    assert.equal(tried.differenze.filter(({ tipo }) => tipo === 'aggiunta').length, 2);
    const atto = 'attoTipo=Delibera&attoNumero=9&attoData=2026-11-01';
    await load(`?dal=2026-12-01&${atto}`).expect(201);
    await load(`?dal=2026-12-01&${atto}`).expect(200);
    assert.deepEqual(await tempoDiConservazione(AOO, '2026-12-01', 'VI.3.1', 'Permesso'), {
      codice: 'VI.3',
      tipologia: 'Permessi',
      tempo: 30,
      fonte: 'Piano del Comune 2026',
      univoca: true,
    });
    assert.match((await tempoDiConservazione(AOO, '2026-11-30', 'VI.3'))?.fonte ?? '', /^PDC-2005/);
    const now = read(
      strumento.STRUMENTI.massimario,
      await as('istruttore').get('/titolario/massimario?data=2026-12-01').expect(200),
    );
    assert.deepEqual([now.numero, now.elementi.length, now.atto?.numero], [1, 2, '9']);
    assert.equal(
      (await as('istruttore').get('/titolario/massimario/esportazione.csv?data=2026-12-01').expect(200)).text,
      csv,
    );
  });

  it('is searched by words that an AOO loads, from their day on', async () => {
    const csv = 'voce_indice,codice\ndehors dei bar,IV.8\n';
    await as('rgd').post('/titolario/prontuario/versioni').set('Content-Type', CSV).send(csv).expect(201);
    const ask = async (data: string) =>
      (
        (await as('istruttore').get(`/titolario/ricerca?q=dehor&data=${data}`).expect(200)).body as {
          elementi: { codice: string }[];
        }
      ).elementi;
    assert.deepEqual(
      (await ask('2026-11-25')).map(({ codice }) => codice),
      ['IV.8'],
    );
    assert.deepEqual(await ask('2026-11-24'), []);
    await as('istruttore').get('/titolario/ricerca').expect(422);
  });

  it('cannot be approved once its day has come', async () => {
    await send(await exported(4), '?dal=2028-06-01').expect(201);
    const { revisione } = read(api.BozzaTitolario, await as('rgd').get('/titolario/bozza').expect(200));
    adesso = new Date('2028-06-01T10:00:00Z');
    const { body } = (await as('rgd')
      .post('/titolario/bozza/approvazione')
      .set('Content-Type', 'application/json')
      .send(JSON.stringify({ revisione, atto: ATTO }))
      .expect(409)) as { body: { detail: string } };
    assert.match(body.detail, /Importare di nuovo la bozza/);
  });
});
