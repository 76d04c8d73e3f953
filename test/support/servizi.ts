import { accessSync, appendFileSync, constants } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Context } from 'mocha';
import { mongo } from 'mongoose';

/** A database of one test file on the servers of the run. */
export interface TestDatabase {
  /** no other file's: the folders and keys of the file go by it */
  nome: string;
  uri: string;
}

/** Where a test finds a bucket of its own; the shape of the configuration's `storage`. */
export interface TestBucket {
  tipo: 's3';
  endpoint: string;
  accessKey: string;
  secretKey: string;
  bucket: string;
}

const unique = (): string => `${process.pid.toString(36)}${randomBytes(5).toString('hex')}`;

/** An address that `npm test` gives; @throws when mocha was started without it */
export function serviceAddress(
  name: 'MONGODB_URI' | 'REDIS_URL' | 'STORAGE_DIR' | 'TEST_S3_ENDPOINT' | 'TEST_S3_ACCESS_KEY' | 'TEST_S3_SECRET_KEY',
): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: run the file with "npm test -- <file>", which starts the servers`);
  return value;
}

const created = new Map<string, TestDatabase>();

/**
 * A database that exists for this test file alone; its name holds `test`. Drop it with {@link dropDatabase}. A file that needs none
 * of its own making borrows one (`database.ts`).
 */
export function testDatabase(name: string): TestDatabase {
  const nome = `test-${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 24)}-${unique()}`;
  const uri = serviceAddress('MONGODB_URI').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${nome}`); // several hosts are no URL
  const database = { nome, uri };
  created.set(nome, database);
  return database;
}

export async function dropDatabase(database: TestDatabase): Promise<void> {
  if (!database.nome.includes('test')) throw new Error(`${database.nome} is not a test's database`);
  const client = new mongo.MongoClient(database.uri);
  try {
    await client.db().dropDatabase();
    forgetDatabase(database);
  } finally {
    await client.close();
  }
}

/** The database is not this file's any more. */
export const forgetDatabase = (database: TestDatabase): void => void created.delete(database.nome);

/** Drops what the files of this run have left. */
export async function dropDatabases(): Promise<void> {
  for (const database of created.values()) await dropDatabase(database);
}

/** A bucket name of its own on the S3 server of the run. The bucket does not exist yet. */
export function testBucket(): TestBucket {
  return {
    tipo: 's3',
    endpoint: serviceAddress('TEST_S3_ENDPOINT'),
    accessKey: serviceAddress('TEST_S3_ACCESS_KEY'),
    secretKey: serviceAddress('TEST_S3_SECRET_KEY'),
    bucket: `test-${unique()}`,
  };
}

/** A prefix for keys and queues in Redis that no other test uses. */
export const redisPrefix = (): string => `test-${unique()}`;

/** Title under which the skipped tests are found again: the test's own, or that of the suite whose hook this is. */
function titleOf(context: Context): string {
  const runnable = context.test;
  if (runnable === undefined) return '';
  return 'type' in runnable && runnable.type === 'hook' ? (runnable.parent?.fullTitle() ?? '') : runnable.fullTitle();
}

/**
 * Ends a test (or, in a hook, all tests of the suite) that cannot run here, and has the run tell why and which command helps.
 * With `CI=true` it fails instead: there everything must be there that can be installed.
 * @param programma - what is missing, `pdftotext`
 * @param comando - what gets it, `apt-get install -y poppler-utils`
 * @param installabile - false: no command brings it, who runs the tests must have it already
 */
export function mancante(context: Context, programma: string, comando: string, installabile = true): never {
  if (installabile && process.env['CI'] === 'true') throw new Error(`manca ${programma}; per averlo: ${comando}`);
  const notes = process.env['PROTOCOLLO_TEST_MANCANTI'];
  if (notes !== undefined && notes !== '')
    appendFileSync(notes, `${JSON.stringify({ titolo: titleOf(context), programma, comando })}\n`);
  return context['skip']();
}

/** Path of a program on the PATH; without it the test is skipped with the reason. @param installabile - as of {@link mancante} */
export function requireProgram(context: Context, programma: string, comando: string, installabile = true): string {
  const found = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((dir) => path.join(dir, programma))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  return found ?? mancante(context, programma, comando, installabile);
}

/** Path of the browser; without one the test is skipped with the reason. */
export function requireChromium(context: Context): string {
  const chromium = process.env['CHROMIUM_PATH'];
  return chromium === undefined || chromium === ''
    ? mancante(context, 'chromium', 'apt-get install -y chromium, oppure CHROMIUM_PATH=<programma>')
    : chromium;
}
