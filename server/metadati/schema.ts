import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
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

function run(program: string, args: readonly string[], xml: string): Promise<{ codice: number | null; detto: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'], timeout: LIMITE_MS });
    let detto = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (detto.length < MAX_DETTO) detto += text;
    });
    child.stdin.on('error', () => undefined); // it may end before it has read all
    child.on('error', reject).on('close', (codice) => resolve({ codice, detto }));
    child.stdin.end(xml);
  });
}

/** Exit codes of xmllint that judge the document (`--schema`); others say that it could not judge. */
const VALIDO = 0;
const NON_VALIDO = new Set([1, 3, 4]);

/**
 * Validates metadata against the official schemas, wherever these and `xmllint` can be had; it never fetches anything.
 * @param cartella - folder of the schemas (`SCHEMI_XSD`)
 */
export function createConvalida(
  cartella: string,
  percorso = process.env['PATH'] ?? '',
): (tipo: TipoMetadati, xml: string) => Promise<Giudizio> {
  let program: Promise<string | undefined> | undefined;
  return async (tipo, xml) => {
    program ??= firstThere(
      percorso.split(path.delimiter).map((dir) => path.join(dir, PROGRAMMA)),
      constants.X_OK,
    );
    const [found, schema] = await Promise.all([program, schemaOf(cartella, tipo)]);
    if (found === undefined || schema === undefined) return {};
    const { codice, detto } = await run(found, ['--noout', '--nonet', '--schema', schema, '-'], xml);
    if (codice === VALIDO) return { valido: true };
    return codice !== null && NON_VALIDO.has(codice) ? { valido: false, detto: detto.slice(0, MAX_DETTO) } : {};
  };
}
