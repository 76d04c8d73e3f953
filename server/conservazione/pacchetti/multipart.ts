import { randomBytes } from 'node:crypto';

/**
 * A multipart/form-data body, written by hand as a stream of known length (RFC 7578): each field says its charset, which no FormData
 * does, and no package is ever held in memory.
 */

export interface CampoMultipart {
  nome: string;
  valore: string | Buffer;
  /** Content-Type of the part; absent: none, as of a plain field */
  tipo?: string;
}

export interface FileMultipart {
  /** name of the part: the id that the index gives to the file, ASCII */
  id: string;
  /** ASCII and not empty: a part without a name of file is taken for a field, or dropped */
  nome: string;
  dimensione: number;
  open: () => Promise<AsyncIterable<Buffer>>;
}

export interface Multipart {
  contentType: string;
  /** bytes of the whole body */
  contentLength: number;
  body: AsyncIterable<Buffer>;
}

/** A file had fewer or more bytes than its record says: the body ends unfinished, and the call with it. */
export class FileDisugualeError extends Error {
  constructor(
    readonly id: string,
    readonly attesi: number,
    readonly letti: number,
  ) {
    super(`part ${id} has ${letti} bytes and not ${attesi}`);
    this.name = 'FileDisugualeError';
  }
}

const NOME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/;

function requireNome(nome: string): string {
  if (!NOME.test(nome)) throw new RangeError('not a name for a part of a call');
  return nome;
}

async function* bytesOf({ id, dimensione, open }: FileMultipart): AsyncGenerator<Buffer, void> {
  let letti = 0;
  for await (const pezzo of await open()) {
    letti += pezzo.length;
    if (letti > dimensione) throw new FileDisugualeError(id, dimensione, letti);
    yield pezzo;
  }
  if (letti !== dimensione) throw new FileDisugualeError(id, dimensione, letti);
}

/**
 * The body of a call: the fields in their order, then the files in theirs.
 * @throws RangeError for a name of a part, or of a file, that is not plain ASCII, and for a file without bytes
 */
export function creaMultipart(
  campi: readonly CampoMultipart[],
  file: readonly FileMultipart[],
  boundary = `protocollo-${randomBytes(18).toString('hex')}`,
): Multipart {
  const inizio = `--${boundary}\r\nContent-Disposition: form-data; name=`;
  const fields = campi.map(({ nome, valore, tipo }) => {
    const testa = `${inizio}"${requireNome(nome)}"\r\n${tipo === undefined ? '' : `Content-Type: ${tipo}\r\n`}\r\n`;
    return Buffer.concat([Buffer.from(testa), Buffer.from(valore), Buffer.from('\r\n')]);
  });
  const parti = file.map((uno) => {
    if (uno.dimensione <= 0) throw new RangeError(`part ${uno.id} has no bytes`);
    const testa = `${inizio}"${requireNome(uno.id)}"; filename="${requireNome(uno.nome)}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    return { testa: Buffer.from(testa), uno };
  });
  const fine = Buffer.from(`--${boundary}--\r\n`);
  const contentLength =
    fields.reduce((sum, one) => sum + one.length, fine.length) +
    parti.reduce((sum, { testa, uno }) => sum + testa.length + uno.dimensione + 2, 0);
  async function* body(): AsyncGenerator<Buffer, void> {
    yield* fields;
    for (const { testa, uno } of parti) {
      yield testa;
      yield* bytesOf(uno);
      yield Buffer.from('\r\n');
    }
    yield fine;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, contentLength, body: body() };
}
