import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import {
  forgetCorrispondenti,
  rememberCorrispondenti,
  shareCorrispondenti,
  type Visuale,
} from '../../../server/rubrica/service.js';
import { suggestCorrispondenti } from '../../../server/rubrica/suggerimenti.js';
import { closeDatabase, openDatabase } from '../../support/database.js';

const AOO = 'AVLD001';
const ALL = { aoo: AOO, uffici: 'tutti' } as const;
const on = (day: number) => new Date(Date.UTC(2026, 2, day, 9));
const of = (...uffici: string[]) => ({ aoo: AOO, uffici });
const ROSSI: Soggetto = { tipo: 'PF', cognome: 'Rossi', nome: 'Maria', codiceFiscale: 'RSSMRA80A41H501Y' };
const SCAVI: Soggetto = {
  tipo: 'PG',
  denominazione: 'Impresa Scavi Nord S.r.l.',
  partitaIva: '12345678903',
  indirizzo: 'via Rosselli 3',
};
const REGIONE: Soggetto = {
  tipo: 'PAI',
  denominazione: 'Regione - Protezione civile',
  codiceIPA: 'r_x000',
  codiceAOO: 'AREG001',
};

const namesOf = async (visuale: Visuale, q: string, limite = 10) =>
  (await suggestCorrispondenti(visuale, q, limite)).map(
    ({ soggetto, usi }) => `${soggetto.cognome ?? soggetto.denominazione ?? ''} ${usi}`,
  );

/** Subject and uses of each, without what else is told of it. */
const suggested = async (visuale: Visuale, q: string, limite: number) =>
  (await suggestCorrispondenti(visuale, q, limite)).map(({ soggetto, usi }) => ({ soggetto, usi }));

describe('corrispondenti', () => {
  before(async () => {
    await openDatabase('rubrica');
  });
  beforeEach(async () => {
    await mongoose.connection.model('Corrispondente').deleteMany({});
  });
  after(async () => {
    await closeDatabase();
  });

  it('are found by the beginning of every word: name, codes, address; the most used first', async () => {
    await rememberCorrispondenti(AOO, [ROSSI, SCAVI], { uffici: ['U410'], adesso: on(1) });
    await rememberCorrispondenti(AOO, [SCAVI, REGIONE], { uffici: ['U212'], adesso: on(2) });
    assert.deepEqual(await namesOf(ALL, 'Ros'), ['Impresa Scavi Nord S.r.l. 2', 'Rossi 1']);
    for (const q of ['ross mar', 'MARIA RÒSSI', 'rssmra80', 'rssmra80a41h501y'])
      assert.deepEqual(await namesOf(ALL, q), ['Rossi 1'], q);
    for (const q of ['123456', 'nord scavi', 'rosselli 3'])
      assert.deepEqual(await namesOf(ALL, q), ['Impresa Scavi Nord S.r.l. 2'], q);
    for (const q of ['r_x000', 'prot civ', 're'])
      assert.deepEqual(await namesOf(ALL, q), ['Regione - Protezione civile 1'], q);
    for (const q of ['ossi', 'rossi bianchi', '$gt', '.*', '^']) assert.deepEqual(await namesOf(ALL, q), [], q);
    assert.deepEqual(await namesOf(ALL, ''), [
      'Impresa Scavi Nord S.r.l. 2',
      'Regione - Protezione civile 1',
      'Rossi 1',
    ]);
    assert.equal((await namesOf(ALL, 'r', 1)).length, 1);
  });

  it('are one for each code, with what was said last and before', async () => {
    await rememberCorrispondenti(AOO, [{ ...ROSSI, indirizzo: 'via Roma 1', domicilioDigitale: 'maria@pec.example' }], {
      uffici: [],
      adesso: on(1),
    });
    await rememberCorrispondenti(AOO, [{ ...ROSSI, nome: 'Maria Pia', indirizzo: 'via Lago 2' }], {
      uffici: [],
      adesso: on(2),
    });
    const expected = { ...ROSSI, nome: 'Maria Pia', indirizzo: 'via Lago 2', domicilioDigitale: 'maria@pec.example' };
    assert.deepEqual(await suggested(ALL, 'rossi', 5), [{ soggetto: expected, usi: 2 }]);
  });

  it('are counted once a registration, and rightly by many writers at once', async () => {
    await rememberCorrispondenti(AOO, [ROSSI, ROSSI, { tipo: 'UO', uo: 'U110' }], {
      uffici: ['U110', 'U110'],
      adesso: on(1),
    });
    assert.deepEqual(await namesOf(ALL, ''), ['Rossi 1']);
    await Promise.all(
      Array.from({ length: 30 }, () =>
        rememberCorrispondenti(AOO, [REGIONE, ROSSI], { uffici: ['U110'], adesso: on(2) }),
      ),
    );
    assert.deepEqual(await namesOf(ALL, ''), ['Rossi 31', 'Regione - Protezione civile 30']);
    assert.deepEqual(await namesOf(of('U110'), 'rossi'), ['Rossi 31']);
  });

  it('show to an office only what its own registrations said', async () => {
    await rememberCorrispondenti(AOO, [{ ...ROSSI, indirizzo: 'via Segreta 9' }], { uffici: ['U310'], adesso: on(3) });
    await rememberCorrispondenti(AOO, [ROSSI], { uffici: ['U410'], adesso: on(1) });
    await rememberCorrispondenti(AOO, [SCAVI], { uffici: ['U212'], adesso: on(1) });
    assert.deepEqual(await suggested(of('U410'), 'rossi', 5), [{ soggetto: ROSSI, usi: 1 }]);
    assert.deepEqual(await namesOf(of('U410'), 'segreta'), []);
    assert.deepEqual(await namesOf(of('U410'), 'scavi'), []);
    assert.deepEqual(await namesOf(of(), ''), []);
    assert.deepEqual(await namesOf(of('U410', 'U212'), ''), ['Rossi 1', 'Impresa Scavi Nord S.r.l. 1']);
    assert.deepEqual(await namesOf(of('U410', 'U310'), 'ross'), ['Rossi 2']);
    assert.deepEqual(await namesOf({ aoo: 'AVLD002', uffici: 'tutti' }, ''), [], 'two AOO do not mix');
  });

  it('follow an assignment, and are forgotten with what becomes riservata', async () => {
    await rememberCorrispondenti(AOO, [ROSSI], { uffici: ['U110'], adesso: on(1) });
    await shareCorrispondenti(AOO, [ROSSI], { uffici: ['U410'], adesso: on(2) });
    assert.deepEqual(await namesOf(of('U410'), 'rossi'), ['Rossi 1']);
    assert.deepEqual(await namesOf(ALL, 'rossi'), ['Rossi 1']);
    await rememberCorrispondenti(AOO, [ROSSI], { uffici: ['U110'], adesso: on(3) });
    await forgetCorrispondenti(AOO, [ROSSI], { uffici: ['U110', 'U410'] });
    assert.deepEqual(await namesOf(ALL, 'rossi'), ['Rossi 1']);
    assert.deepEqual(await namesOf(of('U410'), 'rossi'), []);
    await forgetCorrispondenti(AOO, [ROSSI], { uffici: ['U110'] });
    assert.deepEqual(await namesOf(ALL, 'rossi'), []);
  });

  it('answer from an index, by words and by use', async () => {
    const many = Array.from({ length: 3000 }, (_, i): Soggetto => ({
      tipo: 'PG',
      denominazione: `Ditta Numero ${i} Srl`,
    }));
    await rememberCorrispondenti(AOO, many, { uffici: [], adesso: on(1) });
    const model = mongoose.connection.model('Corrispondente');
    const { executionStats } = (await model
      .find({ aoo: AOO, vista: '/aoo', $and: [{ parole: /^2999/ }, { parole: /^ditta/ }] })
      .explain('executionStats')) as unknown as {
      executionStats: { totalDocsExamined: number };
    };
    assert.ok(executionStats.totalDocsExamined < 10, String(executionStats.totalDocsExamined));
    assert.deepEqual(await namesOf(ALL, '2999 ditta'), ['Ditta Numero 2999 Srl 1']);
    assert.equal((await namesOf(ALL, 'd', 10)).length, 10);
  });
});
