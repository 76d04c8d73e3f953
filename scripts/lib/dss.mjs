// The judge of signatures (EU DSS), fetched once by Maven: a tool of the tests, never shipped.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './blocco.mjs';
import { cacheDir } from './cache.mjs';
import { PassoError, say } from './passi.mjs';
import { lastLines, run } from './processi.mjs';
import { installPackages, onPath } from './programmi.mjs';

const VERSIONE = '6.4'; // not 6.5: parts of it were never published
const GRUPPO = 'eu.europa.ec.joinup.sd-dss';
const PARTI = [
  'dss-validation',
  'dss-cades',
  'dss-asic-cades',
  'dss-asic-xades',
  'dss-xades',
  'dss-pades-pdfbox',
  'dss-cms-object',
  'dss-crl-parser-x509crl',
  'dss-utils-apache-commons',
  'dss-policy-jaxb',
];
/** Of the listing that `listingOf` gives: one hash for all the jars. */
const SHA256 = 'df94ae459eafabb89939ca95d6b20807b41471f63cc0fce2715f07981ac89f63';
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const COMANDO = 'apt-get install -y default-jdk-headless maven';
const LIMITE_MS = 10 * 60_000;

const dependency = (group, artifact, version) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const PROGETTO = `<project><modelVersion>4.0.0</modelVersion>
<groupId>prove</groupId><artifactId>giudice</artifactId><version>1</version><dependencies>
${PARTI.map((parte) => dependency(GRUPPO, parte, VERSIONE)).join('\n')}
${dependency('org.slf4j', 'slf4j-nop', '2.0.17')}
</dependencies></project>
`;

const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Every jar of a folder with its hash, in the order of the names. */
const listingOf = (dir) =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.jar'))
    .sort()
    .map((name) => `${sha256Of(readFileSync(path.join(dir, name)))}  ${name}\n`)
    .join('');

async function fetchJars(folder) {
  say(`  scarico DSS ${VERSIONE} (una volta sola)`);
  const dir = mkdtempSync(path.join(cacheDir(), 'scarico-'));
  try {
    writeFileSync(path.join(dir, 'pom.xml'), PROGETTO);
    const jars = path.join(dir, 'lib');
    const args = ['-q', '-B', `${PLUGIN}:copy-dependencies`, `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'];
    const { codice, uscita } = await run('mvn', args, { cwd: dir, limiteMs: LIMITE_MS });
    if (codice !== 0 || !existsSync(jars))
      throw new PassoError(`DSS ${VERSIONE} non si è potuto scaricare:\n${lastLines(uscita, 4)}`);
    const found = sha256Of(listingOf(jars));
    if (found !== SHA256)
      throw new PassoError(`DSS ${VERSIONE} non è quello atteso: SHA-256 ${found} invece di ${SHA256}.`);
    renameSync(jars, folder);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * The folder of DSS's jars, from DSS_LIB, the cache, or Maven.
 * @returns {Promise<{ cartella: string } | { programma: string, comando: string }>} else what is missing, with the command that gets it
 */
export async function findDss(env = process.env) {
  if (env.DSS_LIB) return { cartella: env.DSS_LIB };
  const folder = path.join(cacheDir(env), `dss-${VERSIONE}-asic`);
  const needed = existsSync(folder) ? ['javac'] : ['javac', 'mvn'];
  const missing = () => needed.find((program) => onPath(program, env) === undefined);
  if (missing() !== undefined) await installPackages(['default-jdk-headless', 'maven']);
  const programma = missing();
  if (programma !== undefined) return { programma: `${programma} (per DSS)`, comando: COMANDO };
  try {
    await withLock(`${folder}.lock`, async () => {
      if (!existsSync(folder)) await fetchJars(folder);
    });
    return { cartella: folder };
  } catch (error) {
    if (!(error instanceof PassoError)) throw error;
    say(`  ${error.message}`);
    return { programma: 'DSS', comando: COMANDO };
  }
}
