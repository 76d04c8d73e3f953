import {
  constants,
  createPublicKey,
  createVerify,
  type KeyObject,
  verify,
  type VerifyKeyObjectInput,
} from 'node:crypto';
import { contesto, type Nodo, prova } from './asn1.js';

/* Algorithms of signatures and digests: how they are verified, and which are still taken (ETSI TS 119 312). */

/** By OID, the name that node:crypto has. */
const DIGEST: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};
const DEBOLI = new Set(['md5', 'sha1']);

type Schema = 'pkcs1' | 'pss' | 'ecdsa' | 'eddsa';
const FIRMA: Readonly<Record<string, { schema: Schema; digest?: string }>> = {
  '1.2.840.113549.1.1.1': { schema: 'pkcs1' },
  '1.2.840.113549.1.1.4': { schema: 'pkcs1', digest: 'md5' },
  '1.2.840.113549.1.1.5': { schema: 'pkcs1', digest: 'sha1' },
  '1.2.840.113549.1.1.14': { schema: 'pkcs1', digest: 'sha224' },
  '1.2.840.113549.1.1.11': { schema: 'pkcs1', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { schema: 'pkcs1', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { schema: 'pkcs1', digest: 'sha512' },
  '1.2.840.113549.1.1.10': { schema: 'pss' },
  '1.2.840.10045.2.1': { schema: 'ecdsa' },
  '1.2.840.10045.4.1': { schema: 'ecdsa', digest: 'sha1' },
  '1.2.840.10045.4.3.1': { schema: 'ecdsa', digest: 'sha224' },
  '1.2.840.10045.4.3.2': { schema: 'ecdsa', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { schema: 'ecdsa', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { schema: 'ecdsa', digest: 'sha512' },
  '1.3.101.112': { schema: 'eddsa' },
  '1.3.101.113': { schema: 'eddsa' },
};
const TIPO_CHIAVE: Readonly<Record<Schema, readonly string[]>> = {
  pkcs1: ['rsa'],
  pss: ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  eddsa: ['ed25519', 'ed448'],
};

/** An AlgorithmIdentifier. */
export interface Algoritmo {
  oid: string;
  parametri: Nodo | undefined;
}

export function algoritmoOf(nodo: Nodo): Algoritmo {
  const [oid, parametri] = nodo.sequenza();
  return { oid: oid?.oid() ?? '', parametri };
}

/** Name of a digest as node:crypto has it; undefined for one that is not known. */
export const digestOf = ({ oid }: Algoritmo): string | undefined => DIGEST[oid];
export const isDebole = (digest: string): boolean => DEBOLI.has(digest);

/** How a signature was made. */
export interface ModoFirma {
  schema: Schema;
  digest: string | undefined;
  salt?: number;
}

function modoPss(parametri: Nodo | undefined): ModoFirma | undefined {
  const campi = parametri === undefined ? [] : parametri.sequenza();
  const campo = (n: number): Nodo | undefined => campi.find(({ tag }) => tag === contesto(n))?.figli()[0];
  const hash = campo(0);
  const mgf = campo(1);
  const digest = hash === undefined ? 'sha1' : digestOf(algoritmoOf(hash));
  const [mgfOid, mgfHash] = mgf === undefined ? [] : mgf.sequenza();
  const mgfDigest = mgfHash === undefined ? 'sha1' : digestOf(algoritmoOf(mgfHash));
  if (mgf !== undefined && mgfOid?.oid() !== '1.2.840.113549.1.1.8') return undefined;
  // node:crypto masks with the digest of the message: others are not met in practice
  if (digest === undefined || digest !== mgfDigest) return undefined;
  return { schema: 'pss', digest, salt: campo(2)?.intPiccolo() ?? 20 };
}

/**
 * What an algorithm of signature asks for.
 * @param digest - of a SignerInfo, where the algorithm of signature names none
 * @returns undefined for what is not known, or whose parts do not agree with each other
 */
export function modoFirmaOf({ oid, parametri }: Algoritmo, digest?: string): ModoFirma | undefined {
  const known = FIRMA[oid];
  if (known === undefined) return undefined;
  if (known.schema === 'eddsa') return { schema: 'eddsa', digest };
  const modo = known.schema === 'pss' ? prova(() => modoPss(parametri)) : { ...known, digest: known.digest ?? digest };
  if (modo?.digest === undefined || (digest !== undefined && modo.digest !== digest)) return undefined;
  return modo;
}

/** A key from a SubjectPublicKeyInfo; undefined for one that is broken or of a kind that is not known. */
export function chiaveOf(spki: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

const opzioni = (chiave: KeyObject, modo: ModoFirma): VerifyKeyObjectInput => ({
  key: chiave,
  ...(modo.schema === 'pss' && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: modo.salt }),
  ...(modo.schema === 'ecdsa' && { dsaEncoding: 'der' as const }),
});

const isAdatta = (chiave: KeyObject, { schema }: ModoFirma): boolean =>
  TIPO_CHIAVE[schema].includes(chiave.asymmetricKeyType ?? '');

/** Whether the key signed these bytes. */
export function isFirmato(chiave: KeyObject, modo: ModoFirma, dati: Buffer, firma: Buffer): boolean {
  if (!isAdatta(chiave, modo)) return false;
  try {
    return verify(modo.schema === 'eddsa' ? null : modo.digest, dati, opzioni(chiave, modo), firma);
  } catch {
    return false; // a signature or a key that is none
  }
}

/** The same over bytes that come piece by piece; undefined for an algorithm that wants them whole. */
export async function isFirmatoAPezzi(
  chiave: KeyObject,
  modo: ModoFirma,
  pezzi: AsyncIterable<Buffer> | Iterable<Buffer>,
  firma: Buffer,
): Promise<boolean | undefined> {
  if (modo.schema === 'eddsa' || modo.digest === undefined) return undefined;
  if (!isAdatta(chiave, modo)) return false;
  const verifica = createVerify(modo.digest);
  for await (const pezzo of pezzi) verifica.update(pezzo);
  try {
    return verifica.verify(opzioni(chiave, modo), firma);
  } catch {
    return false;
  }
}

/** Why a key is too short or of a curve that is not taken, in words; undefined for one that is good. */
export function difettoChiave(chiave: KeyObject): string | undefined {
  const { modulusLength, namedCurve } = chiave.asymmetricKeyDetails ?? {};
  const tipo = chiave.asymmetricKeyType;
  if (tipo === 'rsa' || tipo === 'rsa-pss')
    return (modulusLength ?? 0) >= 2048 ? undefined : `una chiave RSA di ${modulusLength ?? 0} bit, meno di 2048`;
  if (tipo === 'ed25519' || tipo === 'ed448') return undefined;
  if (tipo !== 'ec') return 'una chiave di un tipo che non è ammesso';
  return CURVE.has(namedCurve ?? '') ? undefined : `una curva ellittica che non è ammessa (${namedCurve ?? 'ignota'})`;
}
const CURVE = new Set(
  'prime256v1 secp384r1 secp521r1 brainpoolP256r1 brainpoolP320r1 brainpoolP384r1 brainpoolP512r1'.split(' '),
);

/** A digest as readers know it: `SHA-256`. */
export const nomeDigest = (digest: string): string =>
  digest.startsWith('sha3') ? digest.toUpperCase() : digest.toUpperCase().replace(/^SHA/, 'SHA-');
