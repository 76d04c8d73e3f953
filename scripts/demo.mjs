// `npm run demo`: sets everything up, starts the services, the web and the worker process of a demonstration Comune, and keeps them alive.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tryLock } from './lib/blocco.mjs';
import { ensureBuild } from './lib/costruzione.mjs';
import { Dimostrazione } from './lib/dimostrazione.mjs';
import { ensureDependencies } from './lib/dipendenze.mjs';
import { endOrphans } from './lib/figli.mjs';
import { interruptIsTheEnd, isLeaving, untilGone } from './lib/interruzione.mjs';
import { duration, explain, PassoError, requireNode, say } from './lib/passi.mjs';
import { demoPassword } from './lib/password-demo.mjs';
import { dataDir } from './lib/percorsi.mjs';
import { isFree } from './lib/porte.mjs';
import { removeServizi, serviziFile } from './lib/servizi-demo.mjs';

const ACCOUNTS = [
  ['protocollo', 'operatore di protocollo (U110)'],
  ['istruttore', 'istruttore (U410)'],
  ['responsabile', 'responsabile del settore S4'],
  ['archivista', 'archivista'],
  ['rgd', 'responsabile della gestione documentale'],
  ['vicario', 'vicario del responsabile'],
  ['admin', 'amministratore del sistema'],
  ['protocollo2', 'operatore di protocollo della seconda AOO'],
  ['rgd2', 'responsabile della seconda AOO'],
];

function urlOfRunning(dir) {
  try {
    return JSON.parse(readFileSync(serviziFile(dir), 'utf8')).web.url;
  } catch {
    return undefined; // still on its way up
  }
}

/** One demo on one data folder at a time. */
function claim(dir) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = tryLock(path.join(dir, 'demo.lock'));
  if ('release' in lock) {
    process.on('exit', lock.release);
    return;
  }
  const url = urlOfRunning(dir);
  throw new PassoError(
    `Su questi dati (${dir}) è già in esecuzione una dimostrazione, processo ${lock.owner.pid}${url === undefined ? '' : `, all’indirizzo ${url}`}.`,
    'usarla, o fermarla con Ctrl-C; per averne due insieme indicare un’altra cartella e un’altra porta: DATA_DIR=... PORT=... npm run demo',
  );
}

function portOf(env) {
  const port = Number(env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new PassoError(
    `PORT=${env.PORT} non è una porta.`,
    'indicare un numero tra 1 e 65535, per esempio PORT=3001 npm run demo',
  );
}

async function requirePort(port) {
  if (await isFree(port)) return;
  throw new PassoError(
    `La porta ${port} è usata da un altro programma.`,
    `indicarne un’altra, per esempio PORT=${port + 1} npm run demo`,
  );
}

function welcome({ url, simulatore }, password, dir, ms) {
  const width = Math.max(...ACCOUNTS.map(([account]) => account.length));
  say(`\nPronta in ${duration(ms)}: ${url}\n`);
  for (const [account, role] of ACCOUNTS) say(`  ${account.padEnd(width)}  ${role}`);
  if (simulatore !== undefined) say(`\nSimulatore del conservatore (nessuna conservazione reale): ${simulatore}`);
  say(`\nPassword di tutti: ${password}\nDati in ${dir}. Per fermare: Ctrl-C.\n`);
}

async function demo() {
  const start = performance.now();
  requireNode();
  const dir = dataDir();
  const port = portOf(process.env);
  claim(dir);
  interruptIsTheEnd();
  removeServizi(dir); // a killed demo's
  const orphans = await endOrphans(dir);
  if (orphans > 0) say(`› Chiusi ${orphans} processi rimasti da una dimostrazione interrotta`);
  await requirePort(port);
  await ensureDependencies();
  await ensureBuild();
  const password = demoPassword(dir);
  const dimostrazione = new Dimostrazione({ dir, port, password });
  await dimostrazione.start();
  welcome(dimostrazione, password, dir, performance.now() - start);
  await dimostrazione.surrendered();
}

for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {}); // the terminal may go before we do

try {
  await demo();
} catch (error) {
  if (isLeaving()) await untilGone();
  explain(error);
  process.exit(1);
}
