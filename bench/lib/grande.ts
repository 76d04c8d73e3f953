import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';

/** Documents too large to be held: made while they are sent. */

const CHUNK_BYTES = 64 * 1024;
const chunk = randomBytes(CHUNK_BYTES);
const BOUNDARY = '----bench-grande';
const TAIL = `\r\n--${BOUNDARY}--\r\n`;

/** The bytes of a file that nobody has stored yet. */
export function* contentOf(bytes: number): Generator<Buffer> {
  yield randomBytes(Math.min(bytes, CHUNK_BYTES));
  for (let at = CHUNK_BYTES; at < bytes; at += CHUNK_BYTES) yield chunk.subarray(0, Math.min(CHUNK_BYTES, bytes - at));
}

/** Registers a document of that size over HTTP. @returns the address of the registration */
export async function registerGrande(
  url: string,
  authorization: string,
  richiesta: object,
  bytes: number,
): Promise<URL> {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="registrazione"\r\n\r\n${JSON.stringify(richiesta)}\r\n--${BOUNDARY}\r\nContent-Disposition: form-data; name="documento"; filename="grande.bin"\r\n\r\n`;
  const request = http.request(`${url}/api/v1/registrazioni`, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': Buffer.byteLength(head) + bytes + TAIL.length,
    },
  });
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
  request.write(head);
  for (const piece of contentOf(bytes)) if (!request.write(piece)) await once(request, 'drain');
  request.end(TAIL);
  const [response] = await answered;
  const body = await text(response);
  const { location } = response.headers;
  if (response.statusCode !== 201 || location === undefined)
    throw new Error(`upload: ${response.statusCode ?? 0} ${body}`);
  return new URL(location, url);
}
