import assert from 'node:assert/strict';
import { PROBLEMI } from '../../../server/lib/problem.js';
import type { Route } from '../../../server/lib/route.js';
import { useHarness } from '../../support/harness.js';
import { differenze } from './conforme.js';
import { Giro } from './giro.js';
import { routesOf } from './rotte.js';

describe('the OpenAPI document', function () {
  this.timeout(60_000);
  const here = useHarness('documento');
  let giro: Giro;
  let routes: Route[];
  before(async () => {
    [giro, routes] = [await Giro.begin(here), await routesOf(here)];
  });

  it('is OpenAPI 3.1, for whoever asks', () => {
    assert.match(giro.document.openapi, /^3\.1\.\d+$/);
    assert.deepEqual(giro.document.servers, [{ url: '/api/v1' }]);
  });
  it('lists every route and nothing else', () => {
    const told = Object.entries(giro.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    assert.deepEqual(told.sort(), routes.map(({ method, path }) => `${method} ${path}`).sort());
  });
  it('tells of each its words, its parameters, its guard and its failures', () => {
    for (const { method, path, atto, query, body, multipart, testo } of routes) {
      const name = `${method} ${path}`;
      const { summary = '', tags = [], parameters = [], responses, security = [], requestBody } = giro.operation(name);
      assert.ok(summary.length > 4 && tags.length === 1, name);
      assert.deepEqual(
        parameters
          .filter((one) => one.in === 'path')
          .map((one) => one.name)
          .sort(),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one).sort(),
        name,
      );
      assert.equal(security.length > 0, atto !== 'pubblico', name);
      assert.equal(
        requestBody !== undefined,
        [body, multipart, testo].some((one) => one !== undefined),
        name,
      );
      assert.equal(
        parameters.some((one) => one.in === 'query'),
        query !== undefined && Object.keys((query as unknown as { shape: object }).shape).length > 0,
        name,
      );
      for (const status of ['422', '500', '503', ...(atto === 'pubblico' ? [] : ['401', '403'])])
        assert.ok(responses[status]?.content?.['application/problem+json'] !== undefined, `${name} ${status}`);
      for (const [status, { content = {} }] of Object.entries(responses))
        if (Number(status) >= 400)
          assert.deepEqual(Object.keys(content), ['application/problem+json'], `${name} ${status}`);
    }
  });
  it('has a page to read it, and every kind of problem a page of its own', async () => {
    const { url } = here.nextWeb();
    const page = await (await fetch(`${url}/api/docs`)).text();
    for (const { path, sommario } of routes) {
      assert.ok(page.includes(`/api/v1${path}`), path);
      assert.ok(
        page.includes(sommario.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')),
        sommario,
      );
    }
    assert.doesNotMatch(page, /<script|https?:/);
    for (const codice of Object.keys(PROBLEMI)) {
      const answer = await fetch(`${url}/problemi/${codice}`);
      assert.deepEqual(
        [answer.status, answer.headers.get('content-type')?.startsWith('text/html')],
        [200, true],
        codice,
      );
    }
  });
  it('the check itself finds what is not so', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer' }, b: { type: 'array', items: { enum: ['x'] } } },
      required: ['a'],
    };
    assert.deepEqual(differenze(schema, { a: 1, b: ['x'] }), []);
    for (const wrong of [{}, { a: 1.5 }, { a: '1' }, { a: 1, b: ['y'] }, { a: 1, c: 2 }, [], null])
      assert.notDeepEqual(differenze(schema, wrong), [], JSON.stringify(wrong));
  });
});
