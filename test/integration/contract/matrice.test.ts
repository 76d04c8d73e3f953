import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { TIPI_CONFIGURAZIONE } from '../../../schemas/configurazione.api.js';
import { createSession } from '../../../server/accesso/sessione.js';
import { portataOf } from '../../../server/accesso/diritti.js';
import type { Route } from '../../../server/lib/route.js';
import { type Account, useHarness } from '../../support/harness.js';
import { askSvelto, eachOf, type Risposta } from '../../support/svelto.js';
import { isProblem } from '../protocollo/problemi.js';
import { routesOf } from './rotte.js';
import { RUOLI } from './ruoli.js';

/** Nothing else is open to who has not signed in, and nothing else to whoever has. */
const PUBBLICHE = ['get /accesso', 'post /sessione'];
const DI_TUTTI = [
  'delete /sessione',
  'get /io',
  'post /io/password',
  'get /uffici',
  'get /uffici/{codice}',
  'get /titolario',
  'get /titolario/ricerca',
  'get /titolario/voci/{codice}',
  'get /titolario/versioni',
  ...['esportazione.csv', 'raccordo', 'raccordo.csv'].map((sub) => `get /titolario/versioni/{numero}/${sub}`),
  ...['massimario', 'prontuario'].flatMap((tipo) =>
    ['', '/versioni', '/esportazione.csv'].map((sub) => `get /titolario/${tipo}${sub}`),
  ),
  'get /sostituzioni',
  'post /sostituzioni',
  'get /sostituzioni/{id}',
  'post /sostituzioni/{id}/revoca',
  'get /persone',
  'get /persone/nomi',
  'get /deleghe',
  'get /deleghe/{id}',
  'post /deleghe/{id}/revoca',
  'get /aoo',
  'get /oggettario',
  'get /configurazione',
  'post /firme/verifica',
  ...TIPI_CONFIGURAZIONE.flatMap((tipo) =>
    ['', '/versioni', '/versioni/{numero}'].map((sub) => `get /configurazione/${tipo}${sub}`),
  ),
];
const PARAMETRI: Readonly<Record<string, string>> = {
  anno: '2026',
  registro: 'DET',
  numero: '9999',
  n: '1',
  pagina: '1',
  utente: 'inesistente',
  codice: 'U999',
  data: '2026-03-01',
  id: '0'.repeat(24),
  coda: 'rettifiche',
  accesso: '0',
  conservatore: 'parer',
};

/** Requests at once. */
const INSIEME = 6;
/** These end the session with which they are asked, or may. */
const CHIUDONO = ['delete /sessione', 'post /io/password'];
const DURATA_MS = 10 * 365 * 86_400_000;

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const addressOf = ({ path }: Route): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMETRI[name] ?? assert.fail(name));
const attiOf = ({ atto }: Route): readonly string[] => (typeof atto === 'string' ? [atto] : atto);

describe('every route as every role', function () {
  this.timeout(60_000);
  const here = useHarness('matrice');
  let routes: Route[];
  before(async () => (routes = await routesOf(here)));

  /** Asks with an empty body: who may gets another refusal, or an answer, and nothing is changed. */
  const ask = (one: Route, token?: string): Promise<Risposta> =>
    askSvelto(`${here.nextWeb().url}/api/v1${addressOf(one)}`, {
      method: one.method.toUpperCase(),
      token,
      ...(one.method !== 'get' && { corpo: '{}' }),
    });
  const isAllowed = (one: Route, ruolo: Ruolo): boolean =>
    attiOf(one).some(
      (atto) =>
        atto === 'sessione' ||
        atto === 'pubblico' ||
        portataOf(ruolo, atto as Parameters<typeof portataOf>[1]) !== undefined,
    );

  it('is guarded, but for those that everybody knows', () => {
    assert.ok(routes.length > 30);
    assert.deepEqual(
      routes
        .filter(({ atto }) => atto === 'pubblico')
        .map(nameOf)
        .sort(),
      [...PUBBLICHE].sort(),
    );
    assert.deepEqual(
      routes
        .filter(({ atto }) => atto === 'sessione')
        .map(nameOf)
        .sort(),
      [...DI_TUTTI].sort(),
    );
    for (const one of routes) assert.ok(attiOf(one).length > 0, nameOf(one));
    assert.equal(new Set(routes.map(nameOf)).size, routes.length, 'each once');
  });

  it('without a session: 401 from every other', async () => {
    await eachOf(routes, INSIEME, async (one) => {
      const answer = await ask(one);
      if (one.atto === 'pubblico') assert.notEqual(answer.status, 401, nameOf(one));
      else {
        assert.equal(answer.status, 401, nameOf(one));
        isProblem(answer, 401);
      }
    });
  });

  for (const [ruolo, account] of Object.entries(RUOLI) as [Ruolo, Account][])
    it(`${ruolo}: 403 exactly where the table of rights says so`, async () => {
      await eachOf(routes, INSIEME, async (one) => {
        const own = CHIUDONO.includes(nameOf(one));
        const token = own ? (await createSession(account, new Date(), DURATA_MS)).token : here.token(account);
        const answer = await ask(one, token);
        assert.notEqual(answer.status, 401, `${nameOf(one)}: ${answer.text}`);
        assert.ok(answer.status < 500, `${nameOf(one)}: ${answer.text}`);
        assert.equal(answer.status === 403, !isAllowed(one, ruolo), `${nameOf(one)}: ${answer.status} ${answer.text}`);
        if (answer.status === 403) assert.equal(isProblem(answer, 403).type, '/problemi/operazione-non-consentita');
        if (answer.status === 404) assert.doesNotMatch(answer.text, /indirizzo non esiste/, nameOf(one));
      });
    });

  it('nothing was changed by all that', async () => {
    assert.equal(await here.count('registrazioni'), 0);
    assert.equal(await here.count('utenti', { _id: 'inesistente' }), 0);
    assert.equal(await here.count('utenti', { versione: { $gt: 1 } }), 0);
  });

  it('another method: 401 without a session, then 405, for every address', async () => {
    const paths = new Map(routes.map((one) => [addressOf(one), one]));
    for (const [address, one] of paths) {
      const allowed = routes.filter(({ path }) => path === one.path).map(({ method }) => method.toUpperCase());
      const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !allowed.includes(each));
      await eachOf(others, INSIEME, async (method) => {
        const url = `${here.nextWeb().url}/api/v1${address}`;
        isProblem(await askSvelto(url, { method }), 401);
        const answer = await askSvelto(url, { method, token: here.token('rgd') });
        assert.equal(answer.status, 405, `${method} ${address}`);
        const told = (answer.headers['allow'] ?? '').split(', ');
        for (const each of allowed) assert.ok(told.includes(each), `${method} ${address}: ${told.join()}`);
      });
    }
  });

  it('a user who is switched off, or whose charge is over, is nobody within two seconds', async () => {
    const users = here.collection('utenti');
    await here.get('/io', 'istruttore').expect(200);
    await users.updateOne({ _id: 'istruttore' as never }, { $set: { attivo: false } });
    await users.updateOne({ _id: 'vicario' as never }, { $set: { 'incarichi.0.al': '2026-03-01' } });
    await sleep(2_100);
    isProblem(await here.get('/io', 'istruttore'), 401);
    isProblem(await here.get('/io', 'vicario'), 403);
  });

  it('what is not of the API tells nothing either', async () => {
    const { url } = here.nextWeb();
    for (const path of ['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json'])
      assert.equal((await fetch(url + path)).status, 200, path);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    assert.ok(metrics.includes('percorso="/registrazioni/{anno}/{numero}"'));
    assert.ok(!/="[^"]*(9999|inesistente|istruttore)[^"]*"/.test(metrics), 'patterns and states only');
    for (const path of ['/api/v1/', '/api/v1/utente', '/api/v2/io', '/api/v1/registrazioni/', '/api/v1//io'])
      assert.ok([401, 404].includes((await fetch(url + path)).status), path);
  });
});
