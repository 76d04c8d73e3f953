import assert from 'node:assert/strict';
import express, { type ErrorRequestHandler, type Express } from 'express';
import supertest from 'supertest';
import { titolarioRoutes } from '../../../classification/router.js';
import { ensureTitolario } from '../../../classification/service.js';
import { demoTitolario } from '../../../classification/standard.js';
import { Titolario } from '../../../schemas/titolario.api.js';
import { toProblem } from '../../../server/lib/problem.js';
import { mountRoutes } from '../../../server/lib/route.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const clock = { now: () => new Date('2025-12-31T23:30:00Z') }; // in Rome it is 2026

const answerProblem: ErrorRequestHandler = (error, _req, res, _next) => {
  const problem = toProblem(error);
  res.status(problem.status).json(problem);
};

/** The routes alone, asked by somebody of that AOO. */
const appOf = (aoo: string): Express =>
  express()
    .use(
      mountRoutes(titolarioRoutes({ clock }), () =>
        Promise.resolve({
          utente: 'x',
          denominazione: 'X',
          aoo,
          ruolo: 'admin',
          uo: 'U116',
          settore: ['U116'],
          richiesta: 'r',
        }),
      ),
    )
    .use(answerProblem);

describe('GET /titolario', () => {
  const ask = (query = '', aoo = 'AVLD001') => supertest(appOf(aoo)).get(`/titolario${query}`);

  before(async () => {
    await openDatabase('titolario-http');
    await ensureTitolario('AVLD001', demoTitolario(2026));
  });
  after(closeDatabase);

  it('gives the version in force today, of Italian legal time, in numeric order', async () => {
    const { body } = (await ask().expect(200)) as { body: unknown };
    const { versione, voci } = Titolario.parse(body);
    assert.deepEqual(versione, { numero: 2, denominazione: 'Titolario 2026', dal: '2026-01-01' });
    assert.equal(voci.length, 407);
    const codici = voci.map(({ codice }) => codice);
    assert.ok(codici.indexOf('VIII') < codici.indexOf('IX') && codici.indexOf('VI.9') < codici.indexOf('VI.10'));
    assert.deepEqual(
      voci.find(({ codice }) => codice === 'VI.3.1'),
      {
        codice: 'VI.3.1',
        voce: 'Permessi di costruire',
        livello: 3,
        padre: 'VI.3',
        attiva: true,
        tipoAggregazione: 'Fascicolo',
        tipologiaFascicolo: 'procedimento',
      },
    );
    assert.equal(voci.find(({ codice }) => codice === 'X.2.1')?.riservata, true);
    const closed = voci.find(({ codice }) => codice === 'II.12');
    assert.deepEqual([closed?.attiva, closed?.chiusaDal], [false, '2026-01-01']);
  });

  it('gives the version of another day, or of a number', async () => {
    for (const query of ['?data=2025-12-31', '?versione=1', '?versione=1&data=2026-06-01']) {
      const { body } = (await ask(query).expect(200)) as { body: unknown };
      const { versione, voci } = Titolario.parse(body);
      assert.deepEqual([versione.numero, versione.al, voci.length], [1, '2026-01-01', 139]);
    }
  });

  it('says what is not there, or cannot be', async () => {
    for (const [query, status] of [
      ['?data=2005-12-31', 404],
      ['?versione=9', 404],
      ['?data=2026-02-30', 422],
      ['?data=oggi', 422],
      ['?versione=due', 422],
      ['?versione=0', 422],
      ['?giorno=2026-01-01', 400],
      ['?data[$gt]=2026-01-01', 400],
    ] as const)
      await ask(query).expect(status);
    await ask('', 'AVLD002').expect(404);
  });
});
