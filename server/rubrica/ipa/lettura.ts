import { Readable } from 'node:stream';
import type { TipoIpa } from '../../../schemas/importazione.api.js';
import { colonneOf, difettoColonne } from './formato.js';
import { FoglioIllegibileError, righeOfFoglio } from './foglio.js';
import { ElencoIllegibileError, righeOfJson } from './json.js';
import { type RigaLetta, righeOf } from './righe.js';
import { linesOf, RigheIllimitateError } from './testo.js';
import type { RigaIpa } from './voce.js';

/** A file that is none of the IPA's, as a whole. The message is for the user. */
export class FileNonAdattoError extends Error {}

export interface RigaTabella {
  riga: number;
  valori: RigaIpa;
  /** what is wrong with the row as a row; its values are as far as they could be read */
  difetto?: string;
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
const isOldOffice = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
const isJson = (bytes: Buffer): boolean => /^(?:\uFEFF)?\s*[[{]/.test(bytes.toString('utf8'));

/** Puts the first bytes back before the rest. */
async function peek(source: Readable): Promise<{ head: Buffer; whole: Readable }> {
  const iterator = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await iterator.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  async function* all(): AsyncGenerator<Buffer, void> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      source.destroy();
    }
  }
  return { head, whole: Readable.from(all(), { objectMode: true, highWaterMark: 2 }) };
}

async function righeOfFile(source: Readable): Promise<AsyncIterable<RigaLetta>> {
  const { head, whole } = await peek(source);
  if (isZip(head)) return righeOfFoglio(whole);
  if (isOldOffice(head)) throw new FileNonAdattoError('Il file è un vecchio foglio XLS: salvarlo come XLSX o CSV.');
  const lines = linesOf(whole as AsyncIterable<Buffer>);
  return isJson(head.subarray(0, 1_000)) ? righeOfJson(lines) : righeOf(lines);
}

const MOTIVI: readonly (readonly [new (...args: never[]) => Error, string?])[] = [
  [FoglioIllegibileError],
  [ElencoIllegibileError, 'Nel file JSON non c’è un elenco di record: controllare che sia quello dell’IPA.'],
  [RigheIllimitateError, 'Il file non è una tabella: una sua riga supera 1 MB.'],
];

function asNonAdatto(error: unknown): unknown {
  for (const [kind, words] of MOTIVI)
    if (error instanceof kind) return new FileNonAdattoError(words ?? error.message, { cause: error });
  return error;
}

/**
 * The rows of a file of the IPA, by the names of its columns, in constant memory: CSV, tab-separated text, XLSX or JSON, told by
 * content and header, never by name. One row that is broken is told and does not spoil the others.
 * @throws FileNonAdattoError if the file is not one of that kind
 */
export async function* readTabella(source: Readable, tipo: TipoIpa): AsyncGenerator<RigaTabella, void> {
  let colonne: string[] | undefined;
  try {
    for await (const letta of await righeOfFile(source)) {
      if (colonne === undefined) {
        colonne = colonneOf(letta.celle);
        const difetto = difettoColonne(colonne, tipo);
        if (difetto !== null) throw new FileNonAdattoError(difetto);
        continue;
      }
      yield rowOf(letta, colonne);
    }
  } catch (error) {
    throw asNonAdatto(error);
  } finally {
    source.destroy();
  }
  if (colonne === undefined)
    throw new FileNonAdattoError('Il file è vuoto: manca anche la riga dei nomi delle colonne.');
}

function rowOf(letta: RigaLetta, colonne: readonly string[]): RigaTabella {
  const { riga, celle } = letta;
  const valori = Object.fromEntries(colonne.map((name, i) => [name, celle[i] ?? '']));
  if ('difetto' in letta) return { riga, valori, difetto: letta.difetto };
  const filled =
    celle.slice(0, colonne.length).length + celle.slice(colonne.length).filter((one) => one.trim() !== '').length;
  return filled === colonne.length
    ? { riga, valori }
    : { riga, valori, difetto: `La riga ha ${celle.length} colonne invece di ${colonne.length}.` };
}
