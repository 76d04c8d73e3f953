import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITMO = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with authentication (AES-256-GCM, NIST SP 800-38D).
 * @param segreto - 32 bytes
 * @param legame - what the ciphertext belongs to: it opens there only
 * @returns nonce, tag, ciphertext
 */
export function cifra(segreto: Buffer, chiaro: Buffer, legame: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITMO, segreto, nonce).setAAD(Buffer.from(legame));
  const parts = [cipher.update(chiaro), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...parts]);
}

/** What `cifra` has encrypted. @throws Error with another secret, another place, or altered bytes */
export function decifra(segreto: Buffer, cifrato: Buffer, legame: string): Buffer {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  const cipher = createDecipheriv(ALGORITMO, segreto, cifrato.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(legame))
    .setAuthTag(cifrato.subarray(NONCE_BYTES, tagEnd));
  return Buffer.concat([cipher.update(cifrato.subarray(tagEnd)), cipher.final()]);
}
