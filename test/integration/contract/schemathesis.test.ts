import { spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import { entrata } from '../protocollo/richieste.js';
import { type Account, useHarness } from '../../support/harness.js';
import { mancante } from '../../support/servizi.js';

const SECONDS = Number(process.env['SCHEMATHESIS_SECONDI'] ?? 2);
const TUTTI: readonly Account[] = ['protocollo', 'istruttore', 'responsabile', 'archivista', 'rgd', 'vicario', 'admin'];
/** Between them these reach every route; the others when it is asked for. */
const ACCOUNTS =
  process.env['SCHEMATHESIS_RUOLI'] === 'tutti'
    ? TUTTI
    : TUTTI.filter((one) => ['archivista', 'rgd', 'admin'].includes(one));
/** Not asked: what ends the session of the test, and what moves the clock under the other roles. */
const LEFT_OUT = '/(sessione|demo/orologio|io/password)';

/** What Schemathesis says of the server as the OpenAPI document tells it, asked as one account. */
function judge(program: string, url: string, token: string): Promise<{ codice: number | null; uscita: string }> {
  const args = [
    ...['run', `${url}/api/v1/openapi.json`, '--url', `${url}/api/v1`, '--header', `Authorization: Bearer ${token}`],
    ...['--max-time', String(SECONDS), '--seed', '1', '--continue-on-failure'],
    ...['--exclude-path-regex', LEFT_OUT, '--phases', 'coverage,fuzzing,stateful'],
    ...['--checks', 'not_a_server_error,response_schema_conformance,status_code_conformance'],
  ];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let uscita = '';
  const take = (chunk: Buffer): void => void (uscita += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return new Promise((done, fail) => {
    child.once('error', fail).once('close', (codice) => done({ codice, uscita }));
  });
}

describe('the OpenAPI document, judged by Schemathesis', function () {
  this.timeout(120_000 + SECONDS * 10_000);
  const here = useHarness('schemathesis');
  let program: string;

  before(async function (this: Context) {
    program = process.env['SCHEMATHESIS'] ?? '';
    if (program === '') mancante(this, 'schemathesis', 'apt-get install -y python3-venv python3-pip, poi npm test');
    await here.registered('protocollo', entrata());
  });

  for (const account of ACCOUNTS)
    it(`as ${account}: no 500, no status and no answer outside of it`, async () => {
      const { codice, uscita } = await judge(program, here.nextWeb().url, here.token(account));
      assert.equal(codice, 0, uscita);
    });
});
