import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { SaxesParser } from 'saxes';
import type { Firmatario } from '../tipi.js';
import { canonicalizza } from './c14n.js';
import { childrenOf } from './der.js';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const ENVELOPED = `${DSIG}enveloped-signature`;
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const METODI = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
} as const;

/** An XML that this signature cannot be put into: not UTF-8, not well-formed, with a DTD, or signed already. */
export class XmlNonFirmabileError extends Error {}

export interface OpzioniXades {
  /** said among the signed properties, whole seconds */
  quando: Date;
  /** of the signature's elements; else one that no other has */
  id?: string;
}

const digest = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('base64');
/** Written as canonical XML writes it: no element without its end. */
const empty = (nome: string, attributi: string): string => `<${nome} ${attributi}></${nome}>`;
const algorithm = (nome: string, uri: string): string => empty(`ds:${nome}`, `Algorithm="${uri}"`);
const digestOf = (value: string): string =>
  `${algorithm('DigestMethod', SHA256)}<ds:DigestValue>${value}</ds:DigestValue>`;

const reference = (attributi: string, transforms: readonly string[], value: string): string =>
  `<ds:Reference ${attributi}><ds:Transforms>${transforms.map((uri) => algorithm('Transform', uri)).join('')}</ds:Transforms>${digestOf(value)}</ds:Reference>`;

/** Where the end tag of the root begins, and whether the root has none of its own (`<a/>`). */
function endOfRoot(xml: string): { inizio: number; vuota: boolean } {
  const parser = new SaxesParser();
  let found: { inizio: number; vuota: boolean } | undefined;
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new RangeError('a document with a DTD is not signed');
  });
  parser.on('opentag', () => (depth += 1));
  parser.on('closetag', ({ isSelfClosing }) => {
    depth -= 1;
    if (depth > 0) return;
    const end = parser.position;
    found = { inizio: isSelfClosing ? end - 2 : xml.lastIndexOf('</', end), vuota: isSelfClosing };
  });
  parser.write(xml).close();
  if (found === undefined) throw new RangeError('a document without a root');
  return found;
}

/** The document with that text as the last thing in its root. */
function withinRoot(xml: string, testo: string): string {
  const { inizio, vuota } = endOfRoot(xml);
  if (!vuota) return xml.slice(0, inizio) + testo + xml.slice(inizio);
  const name = /<([^\s/>]+)[^<]*$/.exec(xml.slice(0, inizio))?.[1] ?? '';
  return `${xml.slice(0, inizio)}>${testo}</${name}>${xml.slice(inizio + 2)}`;
}

/** A signature by an elliptic curve as XML wants it: both numbers, each as long as the curve's (RFC 4050). */
function rawOf(der: Buffer, certificato: Buffer): Buffer {
  const curve = new X509Certificate(certificato).publicKey.asymmetricKeyDetails?.namedCurve ?? '';
  const length = curve === 'secp521r1' ? 66 : curve === 'secp384r1' ? 48 : 32;
  const numbers = childrenOf(der).map((one) => {
    const bytes = one.subarray(2);
    const short = bytes.subarray(Math.max(0, bytes.length - length));
    return Buffer.concat([Buffer.alloc(length - short.length), short]);
  });
  return Buffer.concat(numbers);
}

function proprieta(id: string, { certificato }: Firmatario, quando: Date): string {
  const instant = `${quando.toISOString().slice(0, 19)}Z`;
  return (
    `<xades:SignedProperties Id="proprieta-${id}"><xades:SignedSignatureProperties><xades:SigningTime>${instant}</xades:SigningTime>` +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${digestOf(digest(certificato))}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>` +
    `</xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#contenuto-${id}">` +
    `<xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties>`
  );
}

function textOf(xml: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(xml);
  } catch (error) {
    throw new XmlNonFirmabileError('the XML is not UTF-8', { cause: error });
  }
}

/** The canonical form of what is signed. @throws XmlNonFirmabileError */
function canonicalOf(testo: string): string {
  if (/^<\?xml[^>]*encoding=["'](?!utf-8["'])/i.test(testo)) throw new XmlNonFirmabileError('the XML is not UTF-8');
  try {
    const canonical = canonicalizza(testo);
    if (!/<(?:[\w.-]+:)?Signature[ >]/.test(canonical)) return canonical; // in a canonical text `<` begins nothing but tags
  } catch (error) {
    throw new XmlNonFirmabileError('the XML cannot be read', { cause: error });
  }
  throw new XmlNonFirmabileError('the XML is signed already: a second signature would break the first');
}

/**
 * Signs an XML as XAdES-BASELINE-B, the signature in the document itself, as the last element of its root (enveloped).
 * Canonical XML 1.0, inclusive.
 * @param xml - UTF-8
 * @throws XmlNonFirmabileError
 * @see ETSI EN 319 132-1
 */
export async function firmaXades(
  xml: Buffer,
  firmatario: Firmatario,
  { quando, id = randomUUID() }: OpzioniXades,
): Promise<Buffer> {
  const testo = textOf(xml);
  const contenuto = reference(`Id="contenuto-${id}" URI=""`, [ENVELOPED, C14N], digest(canonicalOf(testo)));
  const certificati = [firmatario.certificato, ...firmatario.catena].map(
    (one) => `<ds:X509Certificate>${one.toString('base64')}</ds:X509Certificate>`,
  );
  const object = `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#firma-${id}">${proprieta(id, firmatario, quando)}</xades:QualifyingProperties></ds:Object>`;
  const signature = (info: string, valore: string): string =>
    withinRoot(
      testo,
      `<ds:Signature xmlns:ds="${DSIG}" Id="firma-${id}">${info}<ds:SignatureValue Id="valore-${id}">${valore}</ds:SignatureValue>` +
        `<ds:KeyInfo><ds:X509Data>${certificati.join('')}</ds:X509Data></ds:KeyInfo>${object}</ds:Signature>`,
    );
  // what is signed takes its namespaces from where it stands: it is put there, then canonicalised
  const properties = canonicalizza(signature('', ''), { elemento: 'xades:SignedProperties', id: `proprieta-${id}` });
  const info =
    `<ds:SignedInfo>${algorithm('CanonicalizationMethod', C14N)}${algorithm('SignatureMethod', METODI[firmatario.chiave])}${contenuto}` +
    `${reference(`Type="http://uri.etsi.org/01903#SignedProperties" URI="#proprieta-${id}"`, [C14N], digest(properties))}</ds:SignedInfo>`;
  const signed = canonicalizza(signature(info, ''), { elemento: 'ds:SignedInfo' });
  const firma = await firmatario.firma(Buffer.from(signed, 'utf8'));
  const valore = firmatario.chiave === 'ec' ? rawOf(firma, firmatario.certificato) : firma;
  return Buffer.from(signature(info, valore.toString('base64')), 'utf8');
}
