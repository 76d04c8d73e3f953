import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';
import type { RigaLetta } from './righe.js';

/** A spreadsheet that is not one, or that would fill the memory. The message is for the user. */
export class FoglioIllegibileError extends Error {}

const MAX_SHEET_BYTES = 4 * 1024 ** 3;
const MAX_STRINGS_BYTES = 192 * 1024 ** 2;
const MAX_CELL = 32_767;
const MAX_COLUMNS = 200;
const ROTTO = 'Il foglio XLSX non si può leggere: salvarlo di nuovo, oppure come CSV.';

const openZip = (file: string): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error !== null) reject(new FoglioIllegibileError(ROTTO, { cause: error }));
      else resolve(zip);
    });
  });

const readEntries = (zip: yauzl.ZipFile): Promise<yauzl.Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = [];
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry);
      if (entries.length > 1_000) reject(new FoglioIllegibileError(ROTTO));
      else zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error) => reject(new FoglioIllegibileError(ROTTO, { cause: error })));
    zip.readEntry();
  });

const openEntry = (zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) reject(new FoglioIllegibileError(ROTTO, { cause: error }));
      else resolve(stream);
    });
  });

/** Feeds an XML part to a parser, never more of it than the limit; what the parser has made is taken after each piece. */
async function* parsePart<T>(
  stream: Readable,
  limitBytes: number,
  build: (parser: SaxesParser, out: T[]) => void,
): AsyncGenerator<T, void> {
  const parser = new SaxesParser();
  const out: T[] = [];
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed ??= error;
  });
  parser.on('doctype', () => {
    failed ??= new Error('doctype');
  });
  build(parser, out);
  const decoder = new TextDecoder('utf-8');
  let read = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > limitBytes)
      throw new FoglioIllegibileError(
        'Il foglio è troppo grande per essere letto: salvarlo come CSV e inviare quello.',
      );
    parser.write(decoder.decode(chunk, { stream: true }));
    if (failed !== undefined) throw new FoglioIllegibileError(ROTTO, { cause: failed });
    yield* out;
    out.length = 0;
  }
}

async function readStrings(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (entry === undefined) return strings;
  const parts = parsePart<string>(await openEntry(zip, entry), MAX_STRINGS_BYTES, (parser, out) => {
    let text = '';
    let inText = false;
    parser.on('opentag', ({ name }) => {
      if (name === 'si') text = '';
      inText = name === 't';
    });
    parser.on('text', (piece) => {
      if (inText && text.length <= MAX_CELL) text += piece;
    });
    parser.on('closetag', ({ name }) => {
      inText = false;
      if (name === 'si') out.push(text);
    });
  });
  for await (const text of parts) strings.push(text);
  return strings;
}

/** `C7` → 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

interface Cella {
  colonna: number;
  tipo: string;
  testo: string;
}

/** Builds the rows of a sheet; a formula is told, since its value was computed by who knows whom. */
function buildRighe(strings: readonly string[]) {
  return (parser: SaxesParser, out: RigaLetta[]): void => {
    let riga = 0;
    let columns = 0;
    let celle: string[] = [];
    let cella: Cella | undefined;
    let difetto: string | undefined;
    let inValue = false;
    parser.on('opentag', ({ name, attributes }) => {
      const { r, t } = attributes as Record<string, string | undefined>;
      if (name === 'row') {
        riga = r === undefined ? riga + 1 : Number(r) || riga + 1;
        celle = [];
        difetto = undefined;
      } else if (name === 'c') {
        const colonna = r === undefined ? celle.length : columnOf(r);
        cella = { colonna, tipo: t ?? 'n', testo: '' };
        if (colonna < 0 || colonna >= MAX_COLUMNS) difetto ??= 'La riga ha troppe colonne.';
      } else if (name === 'f') difetto ??= 'Una cella della riga contiene una formula: serve il valore.';
      inValue = name === 'v' || name === 't';
    });
    parser.on('text', (piece) => {
      if (inValue && cella !== undefined && cella.testo.length <= MAX_CELL) cella.testo += piece;
    });
    parser.on('closetag', ({ name }) => {
      inValue = false;
      if (name === 'c' && cella !== undefined) {
        const { colonna, tipo, testo } = cella;
        cella = undefined;
        if (colonna < 0 || colonna >= MAX_COLUMNS) return;
        while (celle.length < colonna) celle.push('');
        celle[colonna] = tipo === 's' ? (strings[Number(testo)] ?? '') : testo;
        if (tipo === 'e') difetto ??= 'La riga contiene un errore di calcolo: serve il valore.';
      } else if (name === 'row' && celle.some((one) => one.trim() !== '')) {
        columns ||= celle.length;
        while (celle.length < columns) celle.push(''); // the last empty cells are left out of a sheet
        out.push(difetto === undefined ? { riga, celle } : { riga, celle, difetto });
      }
    });
  };
}

/**
 * The rows of the first sheet of an XLSX, in constant memory but for its table of texts. Everything is text: no type is guessed.
 * @throws FoglioIllegibileError
 */
export async function* righeOfFoglio(source: Readable): AsyncGenerator<RigaLetta, void> {
  const file = path.join(tmpdir(), `foglio-${randomUUID()}.xlsx`); // the directory of a zip stands at its end
  let zip: yauzl.ZipFile | undefined;
  try {
    await pipeline(source, createWriteStream(file, { mode: 0o600 }));
    zip = await openZip(file);
    const entries = await readEntries(zip);
    const sheet = entries
      .filter(({ fileName }) => /^xl\/worksheets\/[^/]+\.xml$/.test(fileName))
      .sort((a, b) => a.fileName.localeCompare(b.fileName, 'it', { numeric: true }))[0];
    if (sheet === undefined) throw new FoglioIllegibileError(ROTTO);
    const strings = await readStrings(
      zip,
      entries.find(({ fileName }) => fileName === 'xl/sharedStrings.xml'),
    );
    yield* parsePart(await openEntry(zip, sheet), MAX_SHEET_BYTES, buildRighe(strings));
  } finally {
    zip?.close();
    await rm(file, { force: true });
  }
}
