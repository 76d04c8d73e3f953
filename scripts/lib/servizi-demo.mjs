// DATA_DIR/servizi.json: where the parts of a running demo are, for programs outside.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from './file.mjs';

export const serviziFile = (dir) => path.join(dir, 'servizi.json');

/**
 * @param {{ url: string, mongodbUri: string, redisUrl: string, ca?: string, storage: { tipo: string, percorso?: string, endpoint?: string, bucket?: string }, simulatoreParer?: { url: string } }} places
 * @param {(nome: string) => number | undefined} pidOf the pid of a process that runs now
 */
export function describeServizi({ url, mongodbUri, redisUrl, ca, storage, simulatoreParer }, pidOf) {
  const list = (nome) => [pidOf(nome)].filter((pid) => pid !== undefined);
  const one = (nome) => (pidOf(nome) === undefined ? {} : { pid: pidOf(nome) });
  return {
    web: { url, pid: list('web') },
    worker: { pid: list('worker') },
    mongodb: { uri: mongodbUri, ...one('mongodb') },
    redis: { url: redisUrl, ...one('redis') },
    storage,
    ...(simulatoreParer !== undefined && {
      simulatoreParer: { url: simulatoreParer.url, ...one('simulatoreParer') },
    }),
    ...(ca !== undefined && { ca }),
  };
}

/** Rewrites the file. A failure is told and does not end the demo. */
export function writeServizi(dir, servizi) {
  try {
    writeAtomically(serviziFile(dir), `${JSON.stringify(servizi, null, 2)}\n`);
  } catch (error) {
    process.stderr.write(`servizi.json: ${error.message}\n`);
  }
}

export const removeServizi = (dir) => rmSync(serviziFile(dir), { force: true });

/** The demo's own certification authority, made with its data; undefined where it was not. */
export function authorityOf(dir) {
  const pem = path.join(dir, 'ca', 'autorita-di-prova.pem');
  return existsSync(pem) ? pem : undefined;
}

/** The objects of the demo: the S3 server that the environment names, else a folder of the data. */
export function storageOf(dir, env = process.env) {
  if (env.S3_ENDPOINT) return { tipo: 's3', endpoint: env.S3_ENDPOINT, bucket: env.S3_BUCKET || 'protocollo' };
  return { tipo: 'cartella', percorso: path.join(dir, 'oggetti') };
}

/** A MongoDB address that names a database: that of the address, else `protocollo`. */
export function withDatabase(uri, database = 'protocollo') {
  const [, server = uri, name = '', options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(uri) ?? [];
  return `${server}/${name || database}${options}`;
}
