import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import type { TipoMetadati } from '../../schemas/metadati.api.js';
import { schemaOf } from '../../server/metadati/schema.js';
import { mancante, requireProgram } from './servizi.js';

const run = promisify(execFile);

/** Folder of the official schemas, as the product finds it. */
const cartella = (): string => process.env['SCHEMI_XSD'] ?? '../shared/xsd';

/** They are not ours to copy: where they are not, nothing brings them. */
const COMANDO = 'SCHEMI_XSD=<cartella degli schemi> npm test';

/** Folder of the official schemas of one body; without it the test is skipped with the reason. */
export function requireSchemi(context: Context, sotto: string): string {
  const dir = path.resolve(cartella(), sotto);
  return existsSync(dir) ? dir : mancante(context, `gli schemi ufficiali (${sotto})`, COMANDO, false);
}

/** Judges documents by `xmllint` against the official schema of their root, all in one call: see `judgeXml`. */
export async function judgeMetadati(context: Context, tipo: TipoMetadati, xmls: readonly string[]): Promise<string> {
  requireSchemi(context, 'agid');
  const schema = await schemaOf(cartella(), tipo);
  if (schema === undefined) mancante(context, `lo schema di ${tipo}`, COMANDO, false);
  return judgeXml(context, schema, xmls);
}

/** The same against one of the schemas of ParER, by its path there: `versamento-ud/WSRequestVersamento.xsd`. */
export const judgeParer = (context: Context, schema: string, xmls: readonly (string | Buffer)[]): Promise<string> =>
  judgeXml(context, path.join(requireSchemi(context, 'parer'), schema), xmls);

/**
 * Judges documents by `xmllint` against a schema, all in one call.
 * @returns the faults, as it tells them; empty: all are valid
 */
async function judgeXml(context: Context, schema: string, xmls: readonly (string | Buffer)[]): Promise<string> {
  const xmllint = requireProgram(context, 'xmllint', 'apt-get install -y libxml2-utils');
  const dir = await mkdtemp(path.join(os.tmpdir(), 'metadati-'));
  try {
    const files = xmls.map((_xml, i) => path.join(dir, `${i}.xml`));
    for (const [i, file] of files.entries()) await writeFile(file, xmls[i] ?? '');
    await run(xmllint, ['--noout', '--nonet', '--schema', schema, ...files], { maxBuffer: 32 * 1024 * 1024 });
    return '';
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (stderr === '') throw error;
    return stderr
      .split('\n')
      .filter((line) => !line.endsWith(' validates'))
      .join('\n');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
