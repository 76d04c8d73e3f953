import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { once } from 'node:events';
import { untilDrained } from '../lib/http.js';
import type { Readable } from 'node:stream';

/** Where clamd listens. */
export type Clamd = { host: string; port: number } | { socket: string };

/** What clamd said: nothing found, the name of what it found, or why it did not look. */
export type EsitoClamd = { stato: 'pulito' } | { stato: 'infetto'; minaccia: string };

/** clamd is not there, does not answer in time, or refuses to look (a file beyond its StreamMaxLength). */
export class ClamdError extends Error {
  constructor(
    message: string,
    /** `interrotto`: it was there and broke off, as it may do with a file that is too long for it */
    readonly motivo: 'assente' | 'interrotto' | 'rifiutato',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const MAX_ANSWER = 4_096;

const optionsOf = (clamd: Clamd): NetConnectOpts =>
  'socket' in clamd ? { path: clamd.socket } : { host: clamd.host, port: clamd.port };

/** Reads the one line that clamd answers. */
async function readAnswer(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1');
    if (text.includes('\0') || text.length > MAX_ANSWER) break;
  }
  return text.replace(/\0.*$/s, '').trim();
}

/** Sends a stream in chunks with their length before them, no faster than clamd takes them; stops when clamd has closed. */
async function sendChunks(socket: Socket, stream: Readable): Promise<void> {
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (!socket.writable) return; // it has answered already
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (!socket.write(chunk)) await untilDrained(socket);
  }
  socket.write(Buffer.alloc(4));
}

/** What an answer of INSTREAM means (clamd(8)). @throws ClamdError */
export function parseEsito(answer: string): EsitoClamd {
  const found = /^stream: (.+) FOUND$/.exec(answer);
  if (found !== null) return { stato: 'infetto', minaccia: (found[1] ?? '').slice(0, 200) };
  if (answer === 'stream: OK') return { stato: 'pulito' };
  throw new ClamdError(
    `clamd answered ${JSON.stringify(answer.slice(0, 200))}`,
    answer === '' ? 'interrotto' : 'rifiutato',
  );
}

/**
 * Has clamd look at a stream by INSTREAM, in constant memory.
 * @param ms - for all of it: connection, sending, looking
 * @throws ClamdError; what the stream fails with
 */
export async function scanStream(clamd: Clamd, stream: Readable, ms: number): Promise<EsitoClamd> {
  const socket = connect(optionsOf(clamd));
  socket.on('error', () => undefined); // met where it is awaited
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    socket.destroy(new Error('clamd does not answer in time'));
  }, ms);
  try {
    await once(socket, 'connect').catch((cause: unknown) => {
      throw new ClamdError('clamd is not reachable', 'assente', { cause });
    });
    socket.write('zINSTREAM\0');
    const answer = readAnswer(socket);
    answer.catch(() => undefined); // met below
    await sendChunks(socket, stream);
    const text = await answer.catch((cause: unknown) => {
      throw new ClamdError('clamd broke off', late ? 'assente' : 'interrotto', { cause });
    });
    return parseEsito(text);
  } finally {
    clearTimeout(timer);
    socket.destroy();
    stream.destroy();
  }
}
