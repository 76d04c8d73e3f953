import http from 'node:http';
import https from 'node:https';
import { Client, S3Error } from 'minio';
import { StorageUnavailableError } from './errors.js';
import type { StoreConfig } from './object-store.js';

export type S3Config = Extract<StoreConfig, { tipo: 's3' }>;

const SILENCE_MS = 60_000;
const TRIES = 3;
const PAUSE_MS = 150;

/** A server that takes a request and never answers would hold an upload for ever. */
function transportOver({ request }: Pick<typeof http, 'request'>): Pick<typeof http, 'request'> {
  const impatient = (
    options: http.RequestOptions,
    onResponse?: (response: http.IncomingMessage) => void,
  ): http.ClientRequest => {
    const sent = request(options, (response) => {
      sent.setTimeout(0); // from here on the pace is that of who reads
      onResponse?.(response);
    });
    sent.setTimeout(SILENCE_MS, () => sent.destroy(new Error(`no answer from the S3 server in ${SILENCE_MS} ms`)));
    return sent;
  };
  return { request: impatient as typeof http.request };
}

export function createS3Client({ endpoint, accessKey, secretKey }: S3Config): Client {
  const { protocol, hostname, port } = new URL(endpoint);
  const useSSL = protocol === 'https:';
  return new Client({
    endPoint: hostname,
    ...(port !== '' && { port: Number(port) }),
    useSSL,
    accessKey,
    secretKey,
    transport: transportOver(useSSL ? https : http),
    transportAgent: new (useSSL ? https : http).Agent({ keepAlive: true, maxSockets: 128 }),
    retryOptions: { disableRetry: true }, // its own retries write to the console and skip broken connections: `reach` does it
  });
}

const TRANSIENT = ['SlowDown', 'InternalError', 'ServiceUnavailable', 'RequestTimeout', 'OperationAborted'];
const MISSING = ['NotFound', 'NoSuchKey'];

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof S3Error && codes.includes(error.code ?? '');
const isTransient = (error: unknown): boolean => !(error instanceof S3Error) || hasCode(error, TRANSIENT); // not of S3: the connection
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks the server, again after a short pause if it is busy or the connection broke: every operation passed here may be repeated. @throws StorageUnavailableError */
export async function reach<T>(operation: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      if (attempt === TRIES || !isTransient(error)) throw new StorageUnavailableError(error);
      await pause(PAUSE_MS * attempt);
    }
  }
}

const causedBy = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof StorageUnavailableError && hasCode(error.cause, codes);

/** The answer, or null if there is no such object. @throws StorageUnavailableError */
export async function reachIfThere<T>(operation: () => Promise<T>): Promise<T | null> {
  try {
    return await reach(operation);
  } catch (error) {
    if (causedBy(error, MISSING)) return null;
    throw error;
  }
}

/** Makes what may be there already: the server refuses with one of these codes if so. @throws StorageUnavailableError */
export async function reachUnless(codes: readonly string[], operation: () => Promise<unknown>): Promise<void> {
  try {
    await reach(operation);
  } catch (error) {
    if (!causedBy(error, codes)) throw error;
  }
}
