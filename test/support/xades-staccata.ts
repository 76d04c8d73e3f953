import { createHash, sign } from 'node:crypto';
import { canonicalizza } from '../../server/firme/crea/c14n.js';
import type { Identita } from './pki-prova.js';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const DIGEST = {
  md5: 'http://www.w3.org/2001/04/xmldsig-more#md5',
  sha1: `${DS}sha1`,
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
} as const;

/** One thing that a detached signature refers to. */
export interface RiferimentoDiProva {
  /** absent: no URI at all */
  uri?: string;
  bytes: Buffer | string;
  /** addresses of transforms, as they are written */
  trasformazioni?: readonly string[];
  digest?: keyof typeof DIGEST;
}

export interface StaccataDiProva {
  quando?: Date;
  /** of the certificate, in the signed properties */
  digestCertificato?: keyof typeof DIGEST;
  /** put into the signature, signed by nobody */
  dentro?: string;
}

const digestOf = (digest: keyof typeof DIGEST, bytes: Buffer | string): string =>
  `<ds:DigestMethod Algorithm="${DIGEST[digest]}"></ds:DigestMethod><ds:DigestValue>${createHash(digest).update(bytes).digest('base64')}</ds:DigestValue>`;

function riferimento({ uri, bytes, trasformazioni = [], digest = 'sha256' }: RiferimentoDiProva, altro = ''): string {
  const transforms = trasformazioni.map((one) => `<ds:Transform Algorithm="${one}"></ds:Transform>`).join('');
  const address = uri === undefined ? '' : ` URI="${uri}"`;
  return `<ds:Reference${altro}${address}>${transforms === '' ? '' : `<ds:Transforms>${transforms}</ds:Transforms>`}${digestOf(digest, bytes)}</ds:Reference>`;
}

/** A detached XAdES signature (BASELINE-B) by an RSA key, in exclusive canonical form. */
export function firmaStaccata(
  { der, chiave }: Pick<Identita, 'der' | 'chiave'>,
  riferimenti: readonly RiferimentoDiProva[],
  { quando = new Date('2026-06-01T10:00:00Z'), digestCertificato = 'sha256', dentro = '' }: StaccataDiProva = {},
): string {
  const instant = `${quando.toISOString().slice(0, 19)}Z`;
  const formati = riferimenti
    .map(
      (_one, i) =>
        `<xades:DataObjectFormat ObjectReference="#r${i}"><xades:MimeType>application/octet-stream</xades:MimeType></xades:DataObjectFormat>`,
    )
    .join('');
  const properties = `<xades:SignedProperties Id="p"><xades:SignedSignatureProperties><xades:SigningTime>${instant}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${digestOf(digestCertificato, der)}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties>${formati}</xades:SignedDataObjectProperties></xades:SignedProperties>`;
  const whole = (info: string, valore: string): string =>
    `<ds:Signature xmlns:ds="${DS}" Id="f">${info}<ds:SignatureValue>${valore}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${der.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#f">${properties}</xades:QualifyingProperties></ds:Object>${dentro}</ds:Signature>`;
  const proprie = canonicalizza(whole('', ''), { elemento: 'xades:SignedProperties', esclusiva: [] });
  const info = `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXC}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>${riferimenti.map((one, i) => riferimento(one, ` Id="r${i}"`)).join('')}${riferimento({ uri: '#p', bytes: proprie, trasformazioni: [EXC] }, ' Type="http://uri.etsi.org/01903#SignedProperties"')}</ds:SignedInfo>`;
  const signed = canonicalizza(whole(info, ''), { elemento: 'ds:SignedInfo', esclusiva: [] });
  return whole(info, sign('sha256', Buffer.from(signed, 'utf8'), chiave).toString('base64'));
}
