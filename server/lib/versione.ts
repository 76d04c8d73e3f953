import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const SOFTWARE = 'Protocollo';

/** Version of the product, as its package says; read once a process. */
export const VERSIONE = readVersion();

function readVersion(): string {
  const file = ['../..', '../../..'] // beside the sources, or beside what was built of them
    .map((up) => path.resolve(import.meta.dirname, up, 'package.json'))
    .find((one) => existsSync(one));
  const said = file === undefined ? {} : (JSON.parse(readFileSync(file, 'utf8')) as { version?: string });
  return said.version ?? '0.0.0';
}
