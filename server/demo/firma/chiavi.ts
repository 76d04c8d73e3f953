import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto';

const BIT_DI_UN_FATTORE = 1024;
const ESPONENTE = 65_537n;

const toBigInt = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

/** Bytes that follow from a seed and a place alone: SHA-256 of both, block after block. */
function bytesOf(seme: string, bytes: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(bytes / 32) }, (_, i) =>
    createHash('sha256').update(`${seme}/${i}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, bytes);
}

/** The first prime from the number that the seed gives on, with its two highest bits set, fit for the exponent. */
function primeOf(seme: string): bigint {
  const top = 3n << BigInt(BIT_DI_UN_FATTORE - 2);
  let candidate = toBigInt(bytesOf(seme, BIT_DI_UN_FATTORE / 8)) | top | 1n;
  while ((candidate - 1n) % ESPONENTE === 0n || !checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

/** The inverse of `a` modulo `m` (extended Euclid). */
function inverse(a: bigint, m: bigint): bigint {
  let [r, next] = [m, a % m];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const q = r / next;
    [r, next] = [next, r - q * next];
    [t, nextT] = [nextT, t - q * nextT];
  }
  return t < 0n ? t + m : t;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

/**
 * An RSA key of 2048 bits that follows from its name alone, so that the demonstration's signed papers have the same bytes on
 * every machine. Whoever reads this can make it again: it proves nothing, and only a demonstration database trusts it.
 */
export function createChiaveDiProva(nome: string): KeyObject {
  const p = primeOf(`chiave di prova/${nome}/p`);
  const q = primeOf(`chiave di prova/${nome}/q`);
  const d = inverse(ESPONENTE, (p - 1n) * (q - 1n));
  const jwk = { n: p * q, e: ESPONENTE, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const encoded = Object.fromEntries(Object.entries(jwk).map(([name, value]) => [name, base64url(value)]));
  return createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...encoded } });
}
