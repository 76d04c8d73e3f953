import { constants, createHash, createVerify, KeyObject, type KeyLike } from 'node:crypto';
import type { HashAlgorithm, SignatureAlgorithm, SignedXml } from 'xml-crypto';

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const SIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Digest methods by their address, as node:crypto names them. */
export const DIGEST: Readonly<Record<string, string>> = {
  [`${SIG}sha1`]: 'sha1',
  [`${ENC}sha256`]: 'sha256',
  [`${MORE}sha384`]: 'sha384',
  [`${ENC}sha512`]: 'sha512',
  [`${MORE}md5`]: 'md5',
};

interface Firma {
  digest: string;
  opzioni: { padding?: number; saltLength?: number; dsaEncoding?: 'ieee-p1363' };
}
const ECDSA = { dsaEncoding: 'ieee-p1363' } as const;
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };

/** Signature methods by their address (RFC 9231). */
export const FIRMA: Readonly<Record<string, Firma>> = {
  [`${SIG}rsa-sha1`]: { digest: 'sha1', opzioni: {} },
  ...Object.fromEntries(
    ['sha256', 'sha384', 'sha512'].flatMap((digest) => [
      [`${MORE}rsa-${digest}`, { digest, opzioni: {} }],
      [`${MORE}ecdsa-${digest}`, { digest, opzioni: ECDSA }],
      [`http://www.w3.org/2007/05/xmldsig-more#${digest}-rsa-MGF1`, { digest, opzioni: PSS }],
    ]),
  ),
};

/** Those that no longer prove anything, by their name for readers. */
export const nomeDebole = (address: string): string | undefined =>
  address.endsWith('sha1') ? 'SHA-1' : address.endsWith('md5') ? 'MD5' : undefined;

/** The classes that the library wants, made of the tables: no HMAC, nothing that a key could be confused by. */
export function conAlgoritmi(sig: SignedXml): void {
  sig.SignatureAlgorithms = Object.fromEntries(
    Object.entries(FIRMA).map(([address, { digest, opzioni }]) => [
      address,
      class implements SignatureAlgorithm {
        getSignature = (): string => {
          throw new Error('nothing is signed here');
        };
        verifySignature = (material: string, key: KeyLike, value: string): boolean =>
          key instanceof KeyObject &&
          createVerify(digest)
            .update(material)
            .verify({ key, ...opzioni }, value, 'base64');
        getAlgorithmName = (): string => address;
      },
    ]),
  );
  sig.HashAlgorithms = Object.fromEntries(
    Object.entries(DIGEST).map(([address, digest]) => [
      address,
      class implements HashAlgorithm {
        getAlgorithmName = (): string => address;
        getHash = (xml: string): string => createHash(digest).update(xml, 'utf8').digest('base64');
      },
    ]),
  );
}
