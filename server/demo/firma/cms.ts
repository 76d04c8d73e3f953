import { createHash, sign } from 'node:crypto';
import forge from 'node-forge';
import type { Identita } from './autorita.js';

const { asn1 } = forge;
type Nodo = forge.asn1.Asn1;

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
} as const;

const node = (type: forge.asn1.Type, constructed: boolean, value: string | Nodo[]): Nodo =>
  asn1.create(asn1.Class.UNIVERSAL, type, constructed, value);
const sequence = (...value: Nodo[]): Nodo => node(asn1.Type.SEQUENCE, true, value);
const set = (...value: Nodo[]): Nodo => node(asn1.Type.SET, true, value);
/** [0], the only tag of a context that a SignedData needs here. */
const tagged = (...value: Nodo[]): Nodo => asn1.create(asn1.Class.CONTEXT_SPECIFIC, asn1.Type.NONE, true, value);
const oid = (value: string): Nodo => node(asn1.Type.OID, false, asn1.oidToDer(value).getBytes());
const integer = (value: number): Nodo => node(asn1.Type.INTEGER, false, asn1.integerToDer(value).getBytes());
const octets = (bytes: Buffer): Nodo => node(asn1.Type.OCTETSTRING, false, bytes.toString('latin1'));
const nothing = (): Nodo => node(asn1.Type.NULL, false, '');
const algorithm = (value: string): Nodo => sequence(oid(value), nothing());

const toDer = (value: Nodo): Buffer => Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** DER wants the elements of a SET OF in the order of their encodings (X.690 §11.6). */
const sorted = (values: readonly Nodo[]): Nodo[] => [...values].sort((a, b) => Buffer.compare(toDer(a), toDer(b)));

const attributo = (type: string, value: Nodo): Nodo => sequence(oid(type), set(value));

/** Serial number and issuer as the certificate itself writes them. */
function namesOf(certificato: Nodo): { issuer: Nodo; serialNumber: Nodo } {
  const [tbs] = certificato.value as Nodo[];
  const [, serialNumber, , issuer] = (tbs as Nodo).value as Nodo[];
  return { issuer: issuer as Nodo, serialNumber: serialNumber as Nodo };
}

export interface OpzioniCms {
  firmatario: Identita;
  autorita: Identita;
  /** put among the signed attributes: CAdES has it there, PAdES in its own dictionary */
  istante?: Date;
  /** the content goes into the envelope */
  incluso: boolean;
}

/**
 * A CMS SignedData in DER with the signed attributes of the baseline: content type, digest, signing certificate, sorted as
 * DER wants them; SHA-256 with RSA.
 * @see RFC 5652, RFC 5035; ETSI EN 319 122-1 (CAdES-B), EN 319 142-1 (PAdES-B)
 */
export function signCms(contenuto: Buffer, { firmatario, autorita, istante, incluso }: OpzioniCms): Buffer {
  const certificato = forge.pki.certificateToAsn1(firmatario.certificato);
  const { issuer, serialNumber } = namesOf(certificato);
  const certId = sequence(octets(sha256(toDer(certificato)))); // ESSCertIDv2: SHA-256 is the algorithm when none is named
  const attributi = sorted([
    attributo(OID.contentType, oid(OID.data)),
    attributo(OID.messageDigest, octets(sha256(contenuto))),
    attributo(OID.signingCertificateV2, sequence(sequence(certId))),
    ...(istante === undefined
      ? []
      : [attributo(OID.signingTime, node(asn1.Type.UTCTIME, false, asn1.dateToUtcTime(istante)))]),
  ]);
  const firma = sign('sha256', toDer(set(...attributi)), firmatario.chiave);
  const signerInfo = sequence(
    integer(1),
    sequence(issuer, serialNumber),
    algorithm(OID.sha256),
    tagged(...attributi),
    algorithm(OID.rsaEncryption),
    octets(firma),
  );
  const certificati = [certificato, forge.pki.certificateToAsn1(autorita.certificato)];
  const signedData = sequence(
    integer(1),
    set(algorithm(OID.sha256)),
    sequence(oid(OID.data), ...(incluso ? [tagged(octets(contenuto))] : [])),
    tagged(...sorted(certificati)),
    set(signerInfo),
  );
  return toDer(sequence(oid(OID.signedData), tagged(signedData)));
}
