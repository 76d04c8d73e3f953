import { spawn } from 'node:child_process';
import { access, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TipoMetadati } from '../../schemas/metadati.api.js';

/** Name of the official schema of each root; that of the aggregations is in the plural. */
const FILE: Readonly<Record<TipoMetadati, string>> = {
  DocumentoInformatico: 'DocumentoInformatico.xsd',
  DocumentoAmministrativoInformatico: 'DocumentoAmministrativoInformatico.xsd',
  AggregazioneDocumentaliInformatiche: 'AggregazioniDocumentaliInformatiche.xsd',
};
/** Where they may be, below the folder of the schemas. */
const CARTELLE = ['agid/restored', 'agid', '.'];
const LIMITE_MS = 30_000;
const MAX_DETTO = 4_000;
/** A line a document is heard to its end. */
const MAX_USCITA = 1024 * 1024;
const PROGRAMMA = 'xmllint';

const isThere = async (file: string, mode = constants.R_OK): Promise<boolean> => {
  try {
    await access(file, mode);
    return true;
  } catch {
    return false;
  }
};

async function firstThere(files: readonly string[], mode?: number): Promise<string | undefined> {
  for (const file of files) if (await isThere(file, mode)) return file;
  return undefined;
}

/** The file of a schema below that folder; undefined where the folder, or that schema, is not there. */
export const schemaOf = (cartella: string, tipo: TipoMetadati): Promise<string | undefined> =>
  firstThere(CARTELLE.map((one) => path.resolve(cartella, one, FILE[tipo])));

/** `valido`: what the schema says; without it nobody could say: schema or program are not here. */
export interface Giudizio {
  valido?: boolean;
  /** the first faults, as the validator tells them */
  detto?: string;
}

function run(program: string, args: readonly string[], xml = ''): Promise<{ codice: number | null; detto: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], timeout: LIMITE_MS });
    let detto = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (detto.length < MAX_USCITA) detto += text;
    });
    child.stdin.on('error', () => undefined); // it may end before it has read all
    child.on('error', reject).on('close', (codice) => resolve({ codice, detto }));
    child.stdin.end(xml);
  });
}

/** Exit codes of xmllint that judge the document (`--schema`); others say that it could not judge. */
const VALIDO = 0;
const NON_VALIDO = new Set([1, 3, 4]);

/** Validates metadata of one kind, many at once; the answers in their order. */
export type Convalida = (tipo: TipoMetadati, xmls: readonly string[]) => Promise<Giudizio[]>;

/** Several documents as files of a folder that lasts as long as their validation: one start of the program for all of them. */
async function judgeAll(program: string, schema: string, xmls: readonly string[]): Promise<Giudizio[]> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'metadati-'));
  try {
    const files = xmls.map((_xml, i) => path.join(dir, `${i}.xml`));
    for (const [i, file] of files.entries()) await writeFile(file, xmls[i] ?? '', { mode: 0o600 });
    const { codice, detto } = await run(program, ['--noout', '--nonet', '--schema', schema, ...files]);
    if (codice !== VALIDO && (codice === null || !NON_VALIDO.has(codice))) return xmls.map(() => ({}));
    const refused = files.map((file) => codice !== VALIDO && !detto.includes(`${file} validates\n`));
    return refused.map((one) => (one ? { valido: false, detto: detto.slice(0, MAX_DETTO) } : { valido: true }));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * Validates metadata against the official schemas, wherever these and `xmllint` can be had; it never fetches anything.
 * @param cartella - folder of the schemas (`SCHEMI_XSD`)
 */
export function createConvalida(cartella: string, percorso = process.env['PATH'] ?? ''): Convalida {
  let program: Promise<string | undefined> | undefined;
  return async (tipo, xmls) => {
    program ??= firstThere(
      percorso.split(path.delimiter).map((dir) => path.join(dir, PROGRAMMA)),
      constants.X_OK,
    );
    const [found, schema] = await Promise.all([program, schemaOf(cartella, tipo)]);
    if (found === undefined || schema === undefined || xmls.length === 0) return xmls.map(() => ({}));
    if (xmls.length > 1) return judgeAll(found, schema, xmls);
    const { codice, detto } = await run(found, ['--noout', '--nonet', '--schema', schema, '-'], xmls[0]);
    if (codice === VALIDO) return [{ valido: true }];
    return [codice !== null && NON_VALIDO.has(codice) ? { valido: false, detto: detto.slice(0, MAX_DETTO) } : {}];
  };
}
