// The judge of PDF/A, fetched once by Maven: a tool of the tests, never shipped.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './blocco.mjs';
import { cacheDir } from './cache.mjs';
import { PassoError, say } from './passi.mjs';
import { lastLines, run } from './processi.mjs';
import { installPackages, onPath } from './programmi.mjs';

const VERSIONE = '1.30.2';
const JAR = `cli-${VERSIONE}.jar`;
const ARTEFATTO = `org.verapdf.apps:cli:${VERSIONE}`;
const SHA256 = '287cc9c9757f99dcff4a2d39b68268245b48103fb6af443162d5a29df2afa332';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const COMANDO = 'apt-get install -y default-jre-headless maven';
const LIMITE_MS = 5 * 60_000;

const sha256Of = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

async function fetchJar(file) {
  say(`  scarico veraPDF ${VERSIONE} (una volta sola)`);
  const dir = mkdtempSync(path.join(cacheDir(), 'scarico-'));
  try {
    const args = ['-q', '-B', `${PLUGIN}:copy`, `-Dartifact=${ARTEFATTO}`, `-DoutputDirectory=${dir}`];
    const { codice, uscita } = await run('mvn', args, { cwd: dir, limiteMs: LIMITE_MS });
    const fetched = path.join(dir, JAR);
    if (codice !== 0 || !existsSync(fetched))
      throw new PassoError(`veraPDF ${VERSIONE} non si è potuto scaricare:\n${lastLines(uscita, 4)}`);
    const found = sha256Of(fetched);
    if (found !== SHA256)
      throw new PassoError(`veraPDF ${VERSIONE} non è quello atteso: SHA-256 ${found} invece di ${SHA256}.`);
    mkdirSync(path.dirname(file), { recursive: true });
    renameSync(fetched, file);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * The jar of veraPDF, from VERAPDF_JAR, the cache, or Maven.
 * @returns {Promise<{ jar: string } | { programma: string, comando: string }>} else what is missing, with the command that gets it
 */
export async function findVerapdf(env = process.env) {
  if (env.VERAPDF_JAR) return { jar: env.VERAPDF_JAR };
  const file = path.join(cacheDir(env), `verapdf-${VERSIONE}`, JAR);
  const needed = existsSync(file) ? ['java'] : ['java', 'mvn'];
  const missing = () => needed.find((program) => onPath(program, env) === undefined);
  if (missing() !== undefined) await installPackages(['default-jre-headless', 'maven']);
  const programma = missing();
  if (programma !== undefined) return { programma: `${programma} (per veraPDF)`, comando: COMANDO };
  try {
    await withLock(`${path.dirname(file)}.lock`, async () => {
      if (!existsSync(file)) await fetchJar(file);
    });
    return { jar: file };
  } catch (error) {
    if (!(error instanceof PassoError)) throw error;
    say(`  ${error.message}`);
    return { programma: 'veraPDF', comando: `mvn ${PLUGIN}:copy -Dartifact=${ARTEFATTO}` };
  }
}
