import { randomBytes } from 'node:crypto';

const SECONDI = 4;
const A_CASO = 8;

/**
 * A new identifier, 24 hex digits: the seconds of the clock, so that lists go by time, then 64 bits at random, so that nobody guesses the
 * public address of an attestation from that of another.
 */
export function newId(adesso: Date): string {
  const tempo = Buffer.alloc(SECONDI);
  tempo.writeUInt32BE(Math.max(0, Math.floor(adesso.getTime() / 1_000)) % 2 ** 32);
  return Buffer.concat([tempo, randomBytes(A_CASO)]).toString('hex');
}
