import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileArrivato } from './arrivo.js';

/** HashVersato: hex where it can be, else Base64; the algorithm is told by the length. */

const ALGORITMI: Readonly<Record<number, string>> = {
  16: 'md5',
  20: 'sha1',
  28: 'sha224',
  32: 'sha256',
  48: 'sha384',
  64: 'sha512',
};

const ESADECIMALE = /^(?:[0-9a-f]{2})+$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const byteDi = (hash: string): Buffer | undefined =>
  ESADECIMALE.test(hash) ? Buffer.from(hash, 'hex') : BASE64.test(hash) ? Buffer.from(hash, 'base64') : undefined;

/** Code of what is wrong with the declared hash itself; undefined: nothing. */
export function difettoHash(hash: string | undefined): string | undefined {
  if (hash === undefined || hash === '') return 'HASH-001-001';
  const byte = byteDi(hash);
  if (byte === undefined) return 'HASH-002-001';
  return ALGORITMI[byte.length] === undefined ? 'HASH-003-001' : undefined;
}

/** Whether the declared hash is that of the file; true of what cannot be compared. */
export async function hashVero(hash: string | undefined, { sha256, percorso }: FileArrivato): Promise<boolean> {
  const atteso = hash === undefined ? undefined : byteDi(hash);
  const algoritmo = atteso === undefined ? undefined : ALGORITMI[atteso.length];
  if (atteso === undefined || algoritmo === undefined) return true;
  if (algoritmo === 'sha256') return atteso.toString('hex') === sha256;
  if (percorso === undefined) return true;
  const calcolo = createHash(algoritmo);
  for await (const pezzo of createReadStream(percorso) as AsyncIterable<Buffer>) calcolo.update(pezzo);
  return calcolo.digest().equals(atteso);
}
