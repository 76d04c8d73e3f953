// node_modules as the lock file says, by `npm ci`, only when it is not so already.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './blocco.mjs';
import { PassoError, say, step } from './passi.mjs';
import { ROOT } from './percorsi.mjs';
import { run } from './processi.mjs';

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const packagesOf = (text) => {
  try {
    return JSON.parse(text).packages ?? {};
  } catch {
    return {};
  }
};

/**
 * Whether what npm says it has installed (`node_modules/.package-lock.json`, written last) is what the lock file asks for.
 * Optional packages may be absent: they are other systems'.
 * @param {string} lock text of package-lock.json
 * @param {string | undefined} installed text of node_modules/.package-lock.json
 */
export function isInstalled(lock, installed) {
  if (installed === undefined) return false;
  const asked = packagesOf(lock);
  const present = packagesOf(installed);
  const same = ([place, { version, optional, devOptional }]) =>
    place === '' ||
    present[place]?.version === version ||
    (present[place] === undefined && (optional === true || devOptional === true));
  return Object.entries(asked).every(same) && Object.keys(present).every((place) => place in asked);
}

/** Whether node_modules is up to date with the lock file of that checkout; a set brought by hand with npm is recognised. */
function dependenciesCurrent(root = ROOT) {
  const lock = read(path.join(root, 'package-lock.json'));
  if (lock === undefined)
    throw new PassoError('Manca package-lock.json.', 'ripristinarlo dal repository (git checkout package-lock.json)');
  const stamp = path.join(root, 'node_modules/.impronta-protocollo');
  const digest = createHash('sha256')
    .update(`${process.versions.modules} ${process.platform} ${process.arch}\n${lock}`)
    .digest('hex');
  if (read(stamp) === digest) return true;
  if (!isInstalled(lock, read(path.join(root, 'node_modules/.package-lock.json')))) return false;
  writeFileSync(stamp, digest);
  return true;
}

/** Brings node_modules up to date. @throws PassoError when npm cannot */
export async function ensureDependencies(root = ROOT) {
  if (dependenciesCurrent(root)) return;
  await withLock(
    path.join(root, '.cache/dipendenze.lock'),
    async () => {
      if (dependenciesCurrent(root)) return;
      await step('Installo le dipendenze (npm ci)', async () => {
        const npm = process.env.npm_execpath;
        const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
        const options = { cwd: root, mostra: true };
        const { codice } = npm?.endsWith('.js')
          ? await run(process.execPath, [npm, ...args], options)
          : await run('npm', args, options);
        if (codice !== 0 || !dependenciesCurrent(root)) {
          throw new PassoError(
            'Le dipendenze non si sono potute installare.',
            'verificare il collegamento di rete e ripetere con: npm ci',
          );
        }
      });
    },
    ({ pid }) => say(`› Attendo che il processo ${pid} finisca di installare le dipendenze`),
  );
}
