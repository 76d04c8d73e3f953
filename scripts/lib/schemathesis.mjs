// The judge of the OpenAPI document, installed once in a Python environment of the cache: a tool of the tests, never shipped.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './blocco.mjs';
import { cacheDir } from './cache.mjs';
import { say } from './passi.mjs';
import { run } from './processi.mjs';

const VERSIONE = '4.32.0';
const COMANDO = 'apt-get install -y python3-venv python3-pip';
const LIMITE_MS = 5 * 60_000;

/** An environment knows its own path, so it is made where it stays; the program is there only when all of it is. */
async function install(dir) {
  say(`  installo schemathesis ${VERSIONE} (una volta sola)`);
  rmSync(dir, { recursive: true, force: true });
  const venv = await run('python3', ['-m', 'venv', dir], { limiteMs: LIMITE_MS });
  if (venv.codice !== 0) return false;
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSIONE}`];
  const pip = await run(path.join(dir, 'bin/python'), args, { limiteMs: LIMITE_MS });
  if (pip.codice !== 0) rmSync(dir, { recursive: true, force: true });
  return pip.codice === 0;
}

/**
 * The program, from SCHEMATHESIS, the cache, or the Python index.
 * @returns {Promise<{ programma: string } | { manca: string, comando: string }>}
 */
export async function findSchemathesis(env = process.env) {
  if (env.SCHEMATHESIS) return { programma: env.SCHEMATHESIS };
  const dir = path.join(cacheDir(env), `schemathesis-${VERSIONE}`);
  const program = path.join(dir, 'bin/schemathesis');
  const made = await withLock(`${dir}.lock`, async () => existsSync(program) || (await install(dir)));
  return made && existsSync(program) ? { programma: program } : { manca: 'schemathesis', comando: COMANDO };
}
