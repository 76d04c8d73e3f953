import assert from 'node:assert/strict';
import type { Request } from 'express';
import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import {
  campoOf,
  erroriOf,
  parse,
  parseBody,
  parseJson,
  parsePath,
  parseQuery,
  requireAcceptable,
  requireIfMatch,
  untilDrained,
} from '../../../server/lib/http.js';
import { DomainError } from '../../../server/lib/problem.js';

/** What a function reads of a request. */
const request = (over: {
  headers?: Record<string, string>;
  query?: object;
  body?: unknown;
  accepts?: string | false;
}) =>
  ({
    get: (name: string) => over.headers?.[name.toLowerCase()],
    query: over.query ?? {},
    body: over.body,
    accepts: () => over.accepts ?? false,
  }) as unknown as Request;

function problemOf(run: () => unknown): { code: string; campi: string[] } {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, campi: error.errori.map(({ campo }) => campo) };
    throw error;
  }
  return { code: 'none', campi: [] };
}

describe('campoOf', () => {
  it('writes a path as the contract does', () => {
    assert.equal(campoOf(['mittenti', 0, 'codiceFiscale']), 'mittenti[0].codiceFiscale');
    assert.equal(campoOf(['allegati', 2]), 'allegati[2]');
    assert.equal(campoOf(['documento']), 'documento');
    assert.equal(campoOf([]), '');
    assert.equal(campoOf([0, 1, 'a', 'b']), '[0][1].a.b');
  });
});

describe('erroriOf', () => {
  const schema = z.strictObject({
    a: z.array(z.strictObject({ b: z.string(), n: z.int().max(3) })),
    c: z.enum(['x', 'y']),
  });
  const errori = (value: unknown, prefix?: string[]) =>
    erroriOf(schema.safeParse(value).error ?? assert.fail('accepted'), prefix);

  it('has one entry a field, an unknown property among them', () => {
    const wrong = { a: [{ b: 1, n: 9, zz: 1, ww: 2 }], c: 'z', altro: true };
    assert.deepEqual(
      errori(wrong)
        .map(({ campo }) => campo)
        .sort(),
      ['a[0].b', 'a[0].n', 'a[0].ww', 'a[0].zz', 'altro', 'c'],
    );
    assert.deepEqual(
      errori(wrong, ['corpo'])
        .map(({ campo }) => campo)
        .every((campo) => campo.startsWith('corpo.')),
      true,
    );
  });

  it('speaks Italian where a schema says nothing', () => {
    const all = [
      ...errori({}),
      ...errori(null),
      ...errori({ a: [{ b: 'x', n: 1.5 }, 3], c: 1, z: 1 }),
      ...errori({ a: [{ b: 'x', n: 4 }], c: 'x' }),
      ...erroriOf(z.union([z.string(), z.int()]).safeParse(true).error ?? assert.fail()),
      ...erroriOf(z.email().safeParse('x').error ?? assert.fail()),
      ...erroriOf(z.int().multipleOf(5).safeParse(3).error ?? assert.fail()),
      ...erroriOf(z.record(z.string().min(2), z.string()).safeParse({ a: 'x' }).error ?? assert.fail()),
    ];
    assert.ok(all.length > 10);
    for (const { messaggio } of all) {
      assert.match(messaggio, /^[A-Z].*\.$/);
      assert.doesNotMatch(messaggio, /invalid|expected|received|string|number|undefined|required/i);
    }
  });

  it('tells what is missing from what is wrong', () => {
    assert.equal(
      erroriOf(z.object({ b: z.string() }).safeParse({}).error ?? assert.fail())[0]?.messaggio,
      'Dato obbligatorio.',
    );
    assert.match(
      erroriOf(z.object({ b: z.string() }).safeParse({ b: 1 }).error ?? assert.fail())[0]?.messaggio ?? '',
      /tipo/,
    );
  });
});

describe('parse, parsePath', () => {
  const schema = z.strictObject({ n: z.string().regex(/^\d+$/).transform(Number) });

  it('give the value as the schema makes it', () => {
    assert.deepEqual(parse(schema, { n: '12' }), { n: 12 });
    assert.deepEqual(parsePath(schema, { n: '12' }), { n: 12 });
  });

  it('refuse a body with 422, an address with 400', () => {
    assert.deepEqual(
      problemOf(() => parse(schema, { n: 'x' })),
      { code: 'dati-non-validi', campi: ['n'] },
    );
    assert.deepEqual(
      problemOf(() => parsePath(schema, { n: 'x' })),
      { code: 'richiesta-illeggibile', campi: ['n'] },
    );
  });
});

describe('parseQuery', () => {
  const schema = z.strictObject({ dal: z.iso.date().optional() });

  it('refuses unknown names and operators with 400, a bad value of a known name with 422', () => {
    assert.deepEqual(parseQuery(schema, request({ query: { dal: '2026-03-02' } })), { dal: '2026-03-02' });
    for (const name of ['al', 'dal[$gt]', '$where', '__proto__', 'DAL'])
      assert.deepEqual(
        problemOf(() => parseQuery(schema, request({ query: JSON.parse(`{"${name}": "x"}`) as object }))),
        { code: 'parametro-sconosciuto', campi: [name] },
      );
    for (const dal of ['x', ['2026-03-02', '2026-03-03'], { $gt: '' }])
      assert.deepEqual(
        problemOf(() => parseQuery(schema, request({ query: { dal } }))),
        { code: 'dati-non-validi', campi: ['dal'] },
      );
  });

  it('of a route that takes none, refuses any', () => {
    assert.equal(parseQuery(undefined, request({})), undefined);
    assert.equal(problemOf(() => parseQuery(undefined, request({ query: { a: '1' } }))).code, 'parametro-sconosciuto');
  });

  it('does not answer with whole pages of a name', () => {
    const name = 'x'.repeat(5_000);
    assert.throws(
      () => parseQuery(schema, request({ query: { [name]: '' } })),
      (error: Error) => error.message.length < 300,
    );
  });
});

describe('parseJson', () => {
  it('reads what is JSON', () => assert.deepEqual(parseJson('{"a":[1,{"b":null}]}'), { a: [1, { b: null }] }));

  it('refuses what is not with 400', () => {
    for (const text of ['', '{', '{a:1}', "{'a':1}", 'undefined', '{"a":1}}', 'NaN', '\u0000'])
      assert.equal(problemOf(() => parseJson(text)).code, 'richiesta-illeggibile', JSON.stringify(text));
  });

  it('refuses names that would reach a prototype, at any depth, naming them', () => {
    assert.deepEqual(
      problemOf(() => parseJson('{"__proto__":{"ruolo":"rgd"}}')),
      { code: 'dati-non-validi', campi: ['__proto__'] },
    );
    assert.deepEqual(
      problemOf(() => parseJson('{"a":[0,{"constructor":1}]}')),
      { code: 'dati-non-validi', campi: ['a[1].constructor'] },
    );
    assert.equal(problemOf(() => parseJson('{"a":{"b":{"prototype":1}}}')).code, 'dati-non-validi');
    assert.equal(({} as { ruolo?: string }).ruolo, undefined);
  });

  it('refuses numbers too great to be one', () =>
    assert.deepEqual(
      problemOf(() => parseJson('{"a":[1e999]}')),
      { code: 'dati-non-validi', campi: ['a[0]'] },
    ));

  it('refuses what is nested without end, quickly', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const start = performance.now();
      const text = open.repeat(100_000) + '1' + close.repeat(100_000);
      assert.equal(problemOf(() => parseJson(text)).code, 'richiesta-illeggibile');
      assert.ok(performance.now() - start < 2_000);
    }
  });

  it('takes any JSON that clients write', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        if (!/__proto__|constructor|prototype/.test(text)) assert.deepEqual(parseJson(text), JSON.parse(text));
      }),
    ));
});

describe('parseBody', () => {
  const schema = z.strictObject({ motivo: z.string().optional() });

  it('reads a JSON body, and takes none for an empty one', () => {
    assert.deepEqual(parseBody(schema, request({ body: '{"motivo":"x"}' })), { motivo: 'x' });
    assert.deepEqual(parseBody(schema, request({ body: '' })), {});
    assert.deepEqual(parseBody(schema, request({})), {});
  });

  it('refuses another media type with 415', () => {
    for (const headers of [{ 'content-length': '3' }, { 'transfer-encoding': 'chunked' }])
      assert.equal(problemOf(() => parseBody(schema, request({ headers }))).code, 'tipo-non-supportato');
  });
});

describe('requireAcceptable', () => {
  const route = { risposte: { 200: {}, 404: { tipo: 'application/problem+json' } } };
  it('refuses what it cannot answer with', () => {
    assert.equal(
      problemOf(() => requireAcceptable(request({ accepts: false }), route)).code,
      'risposta-non-disponibile',
    );
    requireAcceptable(request({ accepts: 'application/json' }), route);
    requireAcceptable(request({ accepts: false }), { risposte: { 200: { tipo: '*/*' } } });
    requireAcceptable(request({ accepts: false }), { risposte: { 404: {} } });
  });
});

describe('requireIfMatch', () => {
  const read = (value: string) => requireIfMatch(request({ headers: { 'if-match': value } }));
  it('reads the version that was read', () => {
    for (const header of ['"3"', '3', 'W/"3"', ' "3" ']) assert.equal(read(header), 3, header);
  });
  it('takes anything else for a version that there never was', () => {
    for (const header of ['*', '"x"', '', '"3", "4"', '-1', '3.5', '9999999999'])
      assert.equal(read(header), -1, header);
  });
  it('asks for it with 428', () =>
    assert.equal(problemOf(() => requireIfMatch(request({}))).code, 'versione-mancante'));
});

describe('untilDrained', () => {
  it('waits for room, or for the end of who reads, and leaves nothing behind', async () => {
    const answer = new PassThrough({ highWaterMark: 1 });
    const before = answer.listenerCount('close');
    for (let i = 0; i < 30; i += 1) {
      assert.equal(answer.write('riga'), false);
      setImmediate(() => void answer.read());
      await untilDrained(answer);
    }
    assert.deepEqual([answer.listenerCount('drain'), answer.listenerCount('close')], [0, before]);
    setImmediate(() => void answer.destroy());
    await untilDrained(answer);
  });
});
