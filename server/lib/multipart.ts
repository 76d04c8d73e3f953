import busboy from 'busboy';
import type { Request } from 'express';
import type { Readable } from 'node:stream';
import { parseJson } from './http.js';
import { DatiNonValidiError, type ErroreCampo, Problema } from './problem.js';

/** A file of a request, already safe in the store. */
export interface ReceivedFile {
  /** as the client named it, checked */
  nome: string;
  /** as the client declared it */
  mime: string;
  dimensione: number;
  sha256: string;
  /** first bytes, to tell the true format */
  inizio: Buffer;
  modificato: Date;
}
/** Takes a stream into the store; what it rejects with ends the request. */
export type Accept = (stream: Readable) => Promise<{ sha256: string; dimensione: number; modificato: Date }>;

export interface PartsSpec {
  /** part that is JSON; it may come as a plain part or as a file */
  json?: string;
  /** parts that are plain text */
  testi?: readonly string[];
  /** parts that are files: how many at most */
  file: Readonly<Record<string, number>>;
  /** bytes of the whole body */
  limitBytes: number;
}
export interface Received {
  json: unknown;
  testi: Readonly<Record<string, string>>;
  file: Readonly<Record<string, readonly ReceivedFile[]>>;
}

const HEAD_BYTES = 64 * 1024; // most of what arrives is not read again
const FIELD_BYTES = 1024 * 1024;
const NAME_MAX = 255;
const TYPE_MAX = 255;

const fieldError = (campo: string, messaggio: string): DatiNonValidiError =>
  new DatiNonValidiError([{ campo, messaggio }]);

/** What is wrong with a file name, in Italian; null if nothing. Names go into the register as they came: they are refused, never mended. */
export function faultOfFileName(nome: string): string | null {
  if (nome.trim() === '') return 'Il file non ha un nome: darglielo e inviare di nuovo.';
  if (Array.from(nome).length > NAME_MAX) return `Il nome del file supera ${NAME_MAX} caratteri: abbreviarlo.`;
  if (/[/\\]/u.test(nome) || nome === '.' || nome === '..')
    return 'Il nome del file contiene un percorso: inviare il solo nome.';
  if (/[\p{Cc}\u2028\u2029]/u.test(nome)) return 'Il nome del file contiene caratteri di controllo: rinominarlo.';
  if (/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(nome))
    return 'Il nome del file contiene caratteri che cambiano la direzione del testo: rinominarlo.';
  if (/[\p{Surrogate}\uFFFD]/u.test(nome)) return 'Il nome del file contiene caratteri illeggibili: rinominarlo.';
  return null;
}

/** The type as declared; one longer than any there is (RFC 6838 §4.2) would be a header that nobody takes back. */
const declaredType = (mime: string): string =>
  mime === '' || mime.length > TYPE_MAX ? 'application/octet-stream' : mime.toLowerCase();

/** Keeps the first bytes of a stream aside while it passes. */
function keepHead(stream: Readable): { stream: Readable; head: () => Buffer } {
  const chunks: Buffer[] = [];
  let kept = 0;
  const onData = (chunk: Buffer): void => {
    if (kept < HEAD_BYTES) chunks.push(chunk.subarray(0, HEAD_BYTES - kept));
    kept += chunk.length;
    if (kept >= HEAD_BYTES) stream.off('data', onData);
  };
  stream.on('data', onData).pause();
  return { stream, head: () => Buffer.concat(chunks) };
}

const textTooLarge = (): Problema =>
  new Problema('richiesta-troppo-grande', 'I dati della richiesta superano 1 MB: abbreviare i testi.');

/** A text that comes as a file, as programs send JSON when they say its type. */
async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let read = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > FIELD_BYTES) throw textTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const tooLarge = (limitBytes: number): Problema =>
  new Problema(
    'richiesta-troppo-grande',
    `La richiesta supera il limite di ${Math.floor(limitBytes / 1_048_576)} MB: dividerla, aggiungendo poi gli altri allegati.`,
  );

/** 413 before a byte is read, when the request itself says that it is too long. */
export function requireLength(req: Request, limitBytes: number): void {
  if (Number(req.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes);
}

/**
 * Reads a multipart/form-data body: files stream to the store while they arrive, in constant memory.
 * @throws Problema 415, 400, 413; DatiNonValidiError for an unknown part, a bad file name, an empty file. Whatever fails, no record
 *   names the files that had been stored: the sweep takes them.
 */
export async function receiveMultipart(req: Request, accept: Accept, spec: PartsSpec): Promise<Received> {
  if (req.is('multipart/form-data') === false)
    throw new Problema('tipo-non-supportato', 'Il contenuto va inviato come multipart/form-data.');
  if ((req.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity')
    throw new Problema(
      'tipo-non-supportato',
      'La codifica del contenuto non è supportata: inviarlo in UTF-8, senza compressione.',
    );
  requireLength(req, spec.limitBytes);
  const json: unknown[] = [];
  const testi: Record<string, string> = {};
  const file: Record<string, ReceivedFile[]> = Object.fromEntries(Object.keys(spec.file).map((name) => [name, []]));
  const stores: Promise<void>[] = [];
  const faults: ErroreCampo[] = [];

  await new Promise<void>((resolve, reject) => {
    const failed = (error: unknown): void => {
      req.unpipe(parser);
      parser.destroy(); // the file on its way is cut, and leaves nothing
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    let parser: busboy.Busboy;
    try {
      parser = busboy({
        headers: req.headers,
        preservePath: true,
        defParamCharset: 'utf8',
        limits: { fields: 20, fieldSize: FIELD_BYTES, parts: 1_000, headerPairs: 50 },
      });
    } catch {
      reject(new Problema('richiesta-illeggibile', 'Il contenuto multipart non si può leggere: manca il separatore.'));
      return;
    }
    const nameless = (): Problema =>
      new Problema('richiesta-illeggibile', 'Una parte della richiesta non ha nome: controllare chi la compone.');
    const acceptFile = async (
      name: string | undefined,
      stream: Readable,
      nome: string,
      mime: string,
    ): Promise<void> => {
      if (name === undefined) throw nameless();
      if (name === spec.json) {
        json.push(await readText(stream));
        return;
      }
      const already = Object.hasOwn(file, name) ? file[name] : undefined; // a part may be called `constructor`
      const max = spec.file[name];
      if (already === undefined || max === undefined)
        throw fieldError(name.slice(0, 80), 'Parte sconosciuta: controllare il nome.');
      const place = already.length;
      const campo = max === 1 ? name : `${name === 'allegato' ? 'allegati' : name}[${place}]`;
      if (place >= max)
        throw fieldError(
          campo,
          max === 1
            ? 'Si può inviare un solo documento; gli altri file sono allegati.'
            : `Si possono inviare al massimo ${max} file.`,
        );
      const fault = faultOfFileName(nome);
      if (fault !== null) throw fieldError(campo, fault);
      const received: ReceivedFile = {
        nome: nome.normalize('NFC'),
        mime,
        dimensione: 0,
        sha256: '',
        inizio: Buffer.alloc(0),
        modificato: new Date(0),
      };
      already.push(received); // its place is that of its arrival
      const { head } = keepHead(stream);
      Object.assign(received, await accept(stream), { inizio: head() });
      if (received.dimensione === 0)
        faults.push({ campo, messaggio: 'Il file è vuoto: controllare e inviare di nuovo.' });
    };
    parser.on('file', (name: string | undefined, stream, info) => {
      const stored = acceptFile(name, stream, info.filename ?? '', declaredType(info.mimeType));
      stream.on('error', () => undefined); // the store's promise tells it
      stored.catch((error: unknown) => {
        stream.resume();
        failed(error);
      });
      stores.push(stored);
    });
    parser.on('field', (name: string | undefined, value, info) => {
      if (name === undefined) failed(nameless());
      else if (info.valueTruncated) failed(textTooLarge());
      else if (name === spec.json) json.push(value);
      else if (spec.testi?.includes(name) === true && !Object.hasOwn(testi, name)) testi[name] = value;
      else
        failed(
          fieldError(
            name.slice(0, 80),
            Object.hasOwn(spec.file, name)
              ? 'Questa parte deve essere un file, con il suo nome.'
              : 'Parte sconosciuta: controllare il nome.',
          ),
        );
    });
    for (const limit of ['partsLimit', 'fieldsLimit', 'filesLimit'] as const)
      parser.on(limit, () =>
        failed(new Problema('richiesta-troppo-grande', 'La richiesta ha troppe parti: dividerla.')),
      );
    parser.on('error', () =>
      failed(
        new Problema('richiesta-illeggibile', 'Il contenuto multipart è interrotto o malformato: inviarlo di nuovo.'),
      ),
    );
    parser.on('close', () => {
      Promise.all(stores).then(() => resolve(), failed);
    });
    let read = 0;
    req.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > spec.limitBytes) failed(tooLarge(spec.limitBytes)); // a body that did not say how long it is
    });
    req.on('aborted', () => failed(new Problema('richiesta-illeggibile', 'La richiesta si è interrotta.')));
    req.pipe(parser);
  });
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  if (json.length > 1) throw fieldError(spec.json ?? '', 'Parte ripetuta: inviarla una volta sola.');
  return { json: json.length === 0 || typeof json[0] !== 'string' ? undefined : parseJson(json[0]), testi, file };
}
