import assert from 'node:assert/strict';
import express, { type ErrorRequestHandler } from 'express';
import supertest from 'supertest';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { Corrispondenti } from '../../../schemas/corrispondente.api.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import { toProblem } from '../../../server/lib/problem.js';
import { mountRoutes } from '../../../server/lib/route.js';
import { rubricaRoutes } from '../../../server/rubrica/router.js';
import { rememberCorrispondenti } from '../../../server/rubrica/service.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const AOO = 'AVLD001';
const clock = { now: () => new Date('2026-03-02T08:00:00Z'), ensureReliable: () => Promise.resolve() };
const firm = (denominazione: string): Soggetto => ({ tipo: 'PG', denominazione });
const answerProblem: ErrorRequestHandler = (error, _req, res, _next) => {
  const problem = toProblem(error);
  res.status(problem.status).json(problem);
};

/** The routes alone, asked by that role of U410 in settore S4. */
const ask = (ruolo: Ruolo, query: string, aoo = AOO) =>
  supertest(
    express()
      .use(
        mountRoutes(rubricaRoutes({ clock }), () =>
          Promise.resolve({
            utente: 'x',
            denominazione: 'X',
            aoo,
            ruolo,
            uo: 'U410',
            settore: ['S4', 'U410', 'U412'],
            richiesta: 'r',
          }),
        ),
      )
      .use(answerProblem),
  ).get(`/corrispondenti${query}`);

async function namesOf(ruolo: Ruolo, query = '', aoo = AOO): Promise<(string | undefined)[]> {
  const { body } = (await ask(ruolo, query, aoo).expect(200)) as { body: unknown };
  return Corrispondenti.parse(body).elementi.map(({ soggetto }) => soggetto.denominazione);
}

describe('GET /corrispondenti', () => {
  before(async () => {
    await openDatabase('rubrica-http');
    const adesso = new Date('2026-03-02T08:00:00Z');
    await rememberCorrispondenti(AOO, [firm('Studio Uno')], { uffici: ['U410'], adesso });
    await rememberCorrispondenti(AOO, [firm('Studio Due')], { uffici: ['U412'], adesso });
    await rememberCorrispondenti(AOO, [firm('Studio Tre')], { uffici: ['U310'], adesso });
  });
  after(closeDatabase);

  it('reaches as far as the role sees', async () => {
    for (const ruolo of ['operatore', 'archivista', 'rgd', 'vicario'] as const)
      assert.deepEqual((await namesOf(ruolo, '?q=stu')).sort(), ['Studio Due', 'Studio Tre', 'Studio Uno'], ruolo);
    assert.deepEqual((await namesOf('responsabile', '?q=stu')).sort(), ['Studio Due', 'Studio Uno']);
    assert.deepEqual(await namesOf('istruttore', '?q=stu'), ['Studio Uno']);
    assert.deepEqual(await namesOf('istruttore', '?q=tre'), []);
    assert.deepEqual(await namesOf('admin', '?q=stu'), []);
    assert.deepEqual(await namesOf('rgd', '?q=stu', 'AVLD002'), []);
  });

  it('gives as many as asked, and refuses what cannot be asked', async () => {
    assert.equal((await namesOf('rgd', '?limite=2')).length, 2);
    for (const [query, status] of [
      ['?limite=0', 422],
      ['?limite=201', 422],
      [`?q=${'a'.repeat(201)}`, 422],
      ['?q[$gt]=', 400],
      ['?nome=x', 400],
    ] as const)
      await ask('rgd', query).expect(status);
    await ask('rgd', '?q=%00%22$where').expect(200);
  });
});
