import { createHash } from 'node:crypto';
import type { ChiediMarca, Firmatario } from '../tipi.js';
import {
  childrenOf,
  context,
  header,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  sortedParts,
  TAG,
  time,
} from './der.js';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimeStamp: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const rsaStyle = (value: string): Buffer => sequence(oid(value), nothing());
const attributo = (type: string, value: Buffer): Buffer => sequence(oid(type), setOf(value));

/** Serial number and issuer, the bytes that the certificate itself has. @param certificato - DER */
export function namesOf(certificato: Buffer): { emittente: Buffer; seriale: Buffer } {
  const fields = childrenOf(childrenOf(certificato)[0] ?? Buffer.alloc(0));
  const first = fields[0]?.[0] === TAG.context0 ? 1 : 0; // the version, which is optional
  const [seriale, emittente] = [fields[first], fields[first + 2]];
  if (seriale === undefined || emittente === undefined) throw new RangeError('not a certificate');
  return { seriale, emittente };
}

export interface OpzioniCms {
  /** among the signed attributes, as CAdES has it; PAdES says it in its own dictionary */
  istante?: Date;
  /** asked for a timestamp over the signature: baseline T */
  marca?: ChiediMarca;
}

/** What a signer signs, before he does. */
export interface DaFirmare {
  certificato: Buffer;
  attributi: Buffer[];
  /** the bytes that are signed: the attributes as a SET, though they are written as [0] (RFC 5652 §5.4) */
  dati: Buffer;
}

/**
 * The signed attributes of the baseline: content type, digest, signing certificate, sorted as DER wants them.
 * @param sha256 - of the content
 */
export function preparaCms(sha256Contenuto: Buffer, certificato: Buffer, istante: Date | undefined): DaFirmare {
  const certId = sequence(octets(sha256(certificato))); // ESSCertIDv2: SHA-256 is the algorithm when none is named
  const attributi = sortedParts([
    attributo(OID.contentType, oid(OID.data)),
    attributo(OID.messageDigest, octets(sha256Contenuto)),
    attributo(OID.signingCertificateV2, sequence(sequence(certId))),
    ...(istante === undefined ? [] : [attributo(OID.signingTime, time(istante))]),
  ]);
  return { certificato, attributi, dati: setOf(...attributi) };
}

/** A SignedData around its content: what stands before it, and after it. */
export interface Involucro {
  testa: Buffer;
  coda: Buffer;
}

interface Chiusura {
  firma: Buffer;
  chiave: Firmatario['chiave'];
  catena: readonly Buffer[];
  /** a timestamp over the signature */
  marca?: Buffer;
  /** bytes of the content, where it goes inside */
  inclusi?: number;
}

/** The whole structure around a content, in DER. */
export function chiudiCms(
  { certificato, attributi }: DaFirmare,
  { firma, chiave, catena, marca, inclusi }: Chiusura,
): Involucro {
  const { emittente, seriale } = namesOf(certificato);
  const info = sequence(
    integer(1),
    sequence(emittente, seriale),
    rsaStyle(OID.sha256),
    context(0, ...attributi),
    chiave === 'rsa' ? rsaStyle(OID.rsaEncryption) : sequence(oid(OID.ecdsaWithSha256)),
    octets(firma),
    ...(marca === undefined ? [] : [context(1, attributo(OID.signatureTimeStamp, marca))]),
  );
  const coda = Buffer.concat([context(0, ...sortedParts([certificato, ...catena])), setOf(info)]);
  const inside = inclusi ?? 0;
  const type = oid(OID.data);
  const octetString = inclusi === undefined ? [] : [header(TAG.octets, inside)];
  const wrapped = octetString.flatMap((one) => [header(TAG.context0, one.length + inside), one]);
  const lengthOfInfo = [type, ...wrapped].reduce((sum, one) => sum + one.length, inside);
  const encapsulated = [header(TAG.sequence, lengthOfInfo), type, ...wrapped];
  const inizio = Buffer.concat([integer(1), setOf(rsaStyle(OID.sha256)), ...encapsulated]);
  const length = inizio.length + inside + coda.length;
  const signedData = header(TAG.sequence, length);
  const tagged = header(TAG.context0, signedData.length + length);
  const named = oid(OID.signedData);
  const outer = header(TAG.sequence, named.length + tagged.length + signedData.length + length);
  return { testa: Buffer.concat([outer, named, tagged, signedData, inizio]), coda };
}

export interface OpzioniCms {
  /** among the signed attributes, as CAdES has it; PAdES says it in its own dictionary */
  istante?: Date;
  /** asked for a timestamp over the signature: baseline T */
  marca?: ChiediMarca;
}

/**
 * A CMS SignedData over a content of which only the hash is known; SHA-256 with RSA or ECDSA.
 * @param contenuto - SHA-256 of what is signed, and its bytes' number if it goes inside
 * @see RFC 5652, RFC 5035; ETSI EN 319 122-1 (CAdES-B, -T), EN 319 142-1 (PAdES-B, -T)
 */
export async function componiCms(
  contenuto: { sha256: Buffer; inclusi?: number },
  firmatario: Firmatario,
  { istante, marca }: OpzioniCms,
): Promise<Involucro> {
  const daFirmare = preparaCms(contenuto.sha256, firmatario.certificato, istante);
  const firma = await firmatario.firma(daFirmare.dati);
  return chiudiCms(daFirmare, {
    firma,
    chiave: firmatario.chiave,
    catena: firmatario.catena,
    ...(marca !== undefined && { marca: await marca(sha256(firma)) }),
    ...(contenuto.inclusi !== undefined && { inclusi: contenuto.inclusi }),
  });
}
