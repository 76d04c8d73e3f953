import { spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Context } from 'mocha';
import type { Ruolo } from '../../../schemas/accesso.api.js';
import { createSession } from '../../../server/accesso/sessione.js';
import { entrata } from '../protocollo/richieste.js';
import { useHarness } from '../../support/harness.js';
import { mancante } from '../../support/servizi.js';
import { Giro, type OpenApi } from './giro.js';
import { nameOf, shareOut } from './quote.js';
import { routesOf } from './rotte.js';
import { RUOLI } from './ruoli.js';

/** Requests for each operation that the phase `fuzzing` makes up; bounded by number, for a time limit leaves operations out. */
const ESEMPI = process.env['SCHEMATHESIS_ESEMPI'] ?? '1';
/** `coverage` takes minutes a role: SCHEMATHESIS_FASI=coverage,fuzzing,stateful for who has them. */
const FASI = process.env['SCHEMATHESIS_FASI'] ?? 'fuzzing,stateful';
const TUTTI = Object.keys(RUOLI) as Ruolo[];
/** What ends the session that asks, or may, and what moves the clock under everybody: asked last, each by a session of its own. */
const ULTIME = [
  ['vicario', ['post /io/password', 'post /sessione', 'delete /sessione']],
  ['admin', ['put /demo/orologio']],
] as const;
const DURATA_MS = 100 * 365 * 86_400_000;

interface Esito {
  codice: number | null;
  uscita: string;
  /** operations that were asked something */
  provate: number;
}

describe('the OpenAPI document, judged by Schemathesis', function () {
  this.timeout(FASI.includes('coverage') ? 30 * 60_000 : 120_000);
  const here = useHarness('schemathesis');
  let program: string;
  let cartella = '';
  let giro: Giro;
  let quote: Map<Ruolo, string[]>;

  before(async function (this: Context) {
    program = process.env['SCHEMATHESIS'] ?? '';
    if (program === '') mancante(this, 'schemathesis', 'apt-get install -y python3-venv python3-pip, poi npm test');
    cartella = await mkdtemp(path.join(os.tmpdir(), 'schemathesis-'));
    await here.registered('protocollo', entrata());
    giro = await Giro.begin(here);
    const last = new Set<string>(ULTIME.flatMap(([, names]) => names));
    const routes = (await routesOf(here)).filter((one) => !last.has(nameOf(one)));
    quote = shareOut(routes, TUTTI);
  });
  after(async () => {
    if (cartella !== '') await rm(cartella, { recursive: true });
  });

  /** The document with those operations alone, in that order. */
  async function partOf(nome: string, names: readonly string[]): Promise<string> {
    const paths: OpenApi['paths'] = {};
    for (const name of names) {
      const [method = '', address = ''] = name.split(' ');
      (paths[address] ??= {})[method] = giro.operation(name);
    }
    const file = path.join(cartella, `${nome}.json`);
    await writeFile(file, JSON.stringify({ ...giro.document, paths }));
    return file;
  }

  /** What Schemathesis says of the server as that part of the document tells it. */
  async function judge(nome: string, names: readonly string[], token: string): Promise<Esito> {
    const args = [
      ...['run', await partOf(nome, names), '--url', `${here.nextWeb().url}/api/v1`],
      ...['--header', `Authorization: Bearer ${token}`, '--no-color'],
      ...['--phases', FASI, '--max-examples', ESEMPI, '--seed', '1', '--continue-on-failure'],
      ...['--checks', 'not_a_server_error,response_schema_conformance,status_code_conformance'],
    ];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: cartella });
    let uscita = '';
    const take = (chunk: Buffer): void => void (uscita += chunk.toString());
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const codice = await new Promise<number | null>((done, fail) => {
      child.once('error', fail).once('close', done);
    });
    return { codice, uscita, provate: Number(/Tested:\s+(\d+)/.exec(uscita)?.[1] ?? 0) };
  }

  for (const ruolo of TUTTI)
    it(`as ${ruolo}: no 500, no status and no answer outside of it`, async () => {
      const names = quote.get(ruolo) ?? [];
      assert.ok(names.length > 0, 'a role without a share');
      const { codice, uscita, provate } = await judge(ruolo, names, here.token(RUOLI[ruolo]));
      assert.equal(codice, 0, uscita);
      assert.equal(provate, names.length, uscita);
    });

  for (const [ruolo, names] of ULTIME)
    it(`and ${names.join(', ')}, by a session of its own`, async () => {
      const { token } = await createSession(RUOLI[ruolo], here.now(), DURATA_MS);
      const { codice, uscita, provate } = await judge(`ultime-${ruolo}`, names, token);
      assert.equal(codice, 0, uscita);
      assert.equal(provate, names.length, uscita);
    });
});
