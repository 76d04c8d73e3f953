import { randomBytes } from 'node:crypto';
import type { Config } from '../../lib/config.js';
import { DomainError } from '../../lib/problem.js';
import type { ChiediMarca } from '../tipi.js';
import { childrenOf, integer, nothing, octets, oid, sequence, yes } from './der.js';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const LIMITE_MS = 15_000;
/** An answer is some kilobytes with its certificates. */
const LIMITE_BYTES = 1024 * 1024;
/** `granted`, `grantedWithMods` (RFC 3161 §2.4.2). */
const CONCESSA = new Set([0, 1]);

/** No timestamp could be had: the authority is silent, refuses, or answers something else than it was asked. */
export class MarcaNonOttenutaError extends DomainError {
  readonly code = 'servizio-non-disponibile';
  override readonly retryAfterSeconds = 30;
  constructor(options?: ErrorOptions) {
    super(
      'Il servizio di marcatura temporale non ha dato la marca: riprovare tra qualche minuto, oppure firmare senza marca.',
      [],
      options,
    );
  }
}

/** What is inside an element: `child(child(a, 0), 2)`. @throws RangeError where it is not there */
function child(der: Buffer, n: number): Buffer {
  const found = childrenOf(der)[n];
  if (found === undefined) throw new RangeError('an answer of another shape');
  return found;
}

/** The content of a short element: an integer, a token in its OCTET STRING. */
function contentOf(der: Buffer): Buffer {
  const first = der.readUInt8(1);
  return der.subarray(2 + (first < 0x80 ? 0 : first - 0x80));
}

const impronta = (sha256: Buffer): Buffer => sequence(sequence(oid(SHA256), nothing()), octets(sha256));

/** TSTInfo of a token: ContentInfo, [0], SignedData, encapContentInfo, [0], OCTET STRING. */
const infoOf = (token: Buffer): Buffer => contentOf(child(child(child(child(child(token, 1), 0), 2), 1), 0));

/**
 * The token of an answer, if it is one over this digest and to this request.
 * @throws RangeError in whatever else
 */
export function tokenOf(risposta: Buffer, sha256: Buffer, nonce: Buffer): Buffer {
  const stato = contentOf(child(child(risposta, 0), 0));
  if (!CONCESSA.has(stato.readUIntBE(0, Math.min(stato.length, 6)))) throw new RangeError('refused');
  const token = child(risposta, 1);
  const parti = childrenOf(infoOf(token));
  const imprint = parti[2];
  const hash = imprint === undefined ? undefined : child(imprint, 1);
  if (hash?.equals(octets(sha256)) !== true) throw new RangeError('over something else');
  if (!parti.some((one) => one.equals(integer(nonce)))) throw new RangeError('to another request');
  return token;
}

async function readAnswer(response: Response): Promise<Buffer> {
  if (!response.ok || response.body === null) throw new RangeError(`status ${response.status}`);
  const parts: Uint8Array[] = [];
  let read = 0;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    read += part.length;
    if (read > LIMITE_BYTES) throw new RangeError('an answer too long');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Asks a time-stamping authority for a timestamp over a SHA-256 (RFC 3161, over HTTP). What it signs is verified with the
 * signature that it goes into; here only that it answers what was asked.
 * @param tsa - `config.firme.tsa`
 * @throws MarcaNonOttenutaError
 */
export const chiediMarca =
  (tsa: NonNullable<Config['firme']['tsa']>): ChiediMarca =>
  async (sha256) => {
    const nonce = randomBytes(8);
    const richiesta = sequence(integer(1), impronta(sha256), integer(nonce), yes()); // certReq: with its certificate
    const { url, utente, password = '' } = tsa;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/timestamp-query',
          Accept: 'application/timestamp-reply',
          ...(utente !== undefined && {
            Authorization: `Basic ${Buffer.from(`${utente}:${password}`).toString('base64')}`,
          }),
        },
        body: new Uint8Array(richiesta),
        redirect: 'error',
        signal: AbortSignal.timeout(LIMITE_MS),
      });
      return tokenOf(await readAnswer(response), sha256, nonce);
    } catch (error) {
      throw new MarcaNonOttenutaError({ cause: error });
    }
  };
