// The password of the demo's accounts: the one that was asked for, else one made up once and kept with the data.
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from './file.mjs';

// Words without accents or double meanings, easy to read aloud and to type.
const WORDS = (
  'Abete Airone Alba Ancora Argine Arnia Barca Borgo Bosco Brina Cedro Cervo Cima Collina Conca Corallo Duomo Edera Faggio Falco ' +
  'Faro Fiume Fonte Gelso Ghiaia Giglio Ginepro Golfo Grano Isola Lago Larice Lince Lontra Loggia Mandorlo Marmo Melo Molino Monte ' +
  'Muschio Nebbia Nido Noce Olmo Onda Orto Pascolo Pino Platano Ponte Porto Prato Quercia Radura Riva Rondine Salice Sasso Sentiero ' +
  'Spiga Tiglio Torre Valle'
).split(' ');

/** Four words and four digits: about 2 to the power of 37 possibilities. */
export function inventPassword(random = randomInt) {
  const words = Array.from({ length: 4 }, () => WORDS[random(WORDS.length)]);
  return `${words.join('-')}-${String(random(10_000)).padStart(4, '0')}`;
}

/** DEMO_PASSWORD, else the one kept in the data folder, else a new one; the one in use is kept, readable by the owner only. */
export function demoPassword(dir, env = process.env) {
  const file = path.join(dir, 'password-demo');
  let kept;
  try {
    kept = readFileSync(file, 'utf8').trim();
  } catch {
    // the first start
  }
  const password = env.DEMO_PASSWORD || kept || inventPassword();
  if (password !== kept) writeAtomically(file, `${password}\n`);
  return password;
}

/** What encrypts the signing keys of the demo: the one of the environment, else one made once, readable by the owner only. */
export function demoSecret(dir, env = process.env) {
  if (env.CHIAVE_SEGRETI) return env.CHIAVE_SEGRETI;
  const file = path.join(dir, 'chiave-segreti');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const secret = randomBytes(32).toString('hex');
    writeAtomically(file, `${secret}\n`);
    return secret;
  }
}

/** The password between the product and the simulated receiver: made up once, never shown. */
export function simulatorPassword(dir) {
  const file = path.join(dir, 'password-simulatore');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const password = randomBytes(18).toString('base64url');
    writeAtomically(file, `${password}\n`);
    return password;
  }
}
