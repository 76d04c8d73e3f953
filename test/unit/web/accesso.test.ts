import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeDestination, wordsOfDestination } from '../../../web/accesso/destinazione.js';
import { wordsOfRifiuto } from '../../../web/accesso/rifiuto.js';
import { errorOf, ProblemaError, ServerAssenteError } from '../../../web/api/errori.js';

const problem = (status: number, retryAfter: string | null = null) =>
  errorOf(status, { type: 'x', title: 'Titolo', status, detail: `dettaglio ${status}` }, retryAfter);

describe('the page to go to after sign-in', () => {
  it('is the one asked for', () => {
    assert.equal(safeDestination('/registrazioni/2026/347'), '/registrazioni/2026/347');
    assert.equal(safeDestination('/registro?q=passo'), '/registro?q=passo');
  });

  for (const poi of [
    null,
    '',
    'https://altrove.example/',
    '//altrove.example',
    '/\\altrove.example',
    '/accesso?poi=/registro',
    'registro',
  ]) {
    it(`is the first page for ${JSON.stringify(poi)}`, () => assert.equal(safeDestination(poi), '/'));
  }

  it('never leaves this site', () => {
    const origin = 'http://qui.example';
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.equal(new URL(safeDestination(text), origin).origin, origin);
      }),
    );
  });

  it('is told in words', () => {
    assert.equal(wordsOfDestination('/registrazioni/2026/347'), 'registrazione n. 0000347 del 2026');
    assert.equal(wordsOfDestination('/'), null);
  });
});

describe('words of a refused sign-in', () => {
  const adesso = new Date('2026-11-25T10:51:00+01:00');

  it('are the same whatever the server wrote of the 401', () => {
    const unknown = errorOf(401, { title: 'Utente sconosciuto', status: 401, detail: 'Utente sconosciuto.' }, null);
    assert.deepEqual(wordsOfRifiuto(unknown, adesso), wordsOfRifiuto(problem(401), adesso));
  });

  it('say from when one may try again', () => {
    const { titolo, testo } = wordsOfRifiuto(problem(429, '240'), adesso);
    assert.match(titolo, /fermo/);
    assert.match(testo, /10:55, tra 4 minuti/);
  });

  it('say that the server does not answer', () => {
    assert.match(wordsOfRifiuto(new ServerAssenteError(), adesso).testo, /non risponde/);
  });
});

describe('the error of an answer', () => {
  it('is the problem with its fields', () => {
    const body = {
      title: 'Dati non validi',
      status: 422,
      detail: 'Correggere.',
      errori: [{ campo: 'motivo', messaggio: 'Serve.' }],
    };
    const error = errorOf(422, body, null);
    assert.ok(error instanceof ProblemaError);
    assert.deepEqual(error.errori, [{ campo: 'motivo', messaggio: 'Serve.' }]);
    assert.equal(error.detail, 'Correggere.');
  });

  it('is the missing server when a proxy answers in its place', () => {
    for (const status of [502, 503, 504]) assert.ok(errorOf(status, undefined, null) instanceof ServerAssenteError);
    assert.ok(problem(503, '5') instanceof ProblemaError);
  });

  it('is readable whatever the body is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 400, max: 599 }), (body, status) => {
        const error = errorOf(status, body, null);
        assert.ok(error instanceof ServerAssenteError || error.detail !== '');
      }),
    );
  });
});
