import { createHash } from 'node:crypto';
import { buildZip, type VoceDiProva } from './corpus/zip.js';

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const DIGEST = { sha256: 'http://www.w3.org/2001/04/xmlenc#sha256', sha1: `${DS}sha1` } as const;

/** A container of that kind: its mimetype first, then what is said. */
export const buildAsic = (tipo: 's' | 'e', voci: readonly VoceDiProva[]): Buffer =>
  buildZip([{ nome: 'mimetype', bytes: `application/vnd.etsi.asic-${tipo}+zip`, stored: true }, ...voci]);

/** The list of documents that a signature of a container signs. */
export function manifesto(
  firma: string,
  file: Readonly<Record<string, Buffer>>,
  { digest = 'sha256' }: { digest?: keyof typeof DIGEST } = {},
): string {
  const riferimenti = Object.entries(file).map(
    ([nome, bytes]) =>
      `<asic:DataObjectReference URI="${encodeURI(nome)}"><ds:DigestMethod Algorithm="${DIGEST[digest]}"/><ds:DigestValue>${createHash(digest).update(bytes).digest('base64')}</ds:DigestValue></asic:DataObjectReference>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest xmlns:asic="${ASIC}" xmlns:ds="${DS}"><asic:SigReference URI="${firma}" MimeType="application/pkcs7-signature"/>${riferimenti.join('')}</asic:ASiCManifest>`;
}

/** Signatures in the one root that a container wants around them. */
export const firmeXades = (...firme: readonly string[]): string =>
  `<asic:XAdESSignatures xmlns:asic="${ASIC}">${firme.join('')}</asic:XAdESSignatures>`;

/** The list of its files that a container with XAdES has beside its signatures; nobody signs it. */
export function manifestoOdf(nomi: readonly string[]): string {
  const voce = (nome: string, mime: string): string =>
    `<manifest:file-entry manifest:full-path="${nome}" manifest:media-type="${mime}"/>`;
  return `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">${voce('/', 'application/vnd.etsi.asic-e+zip')}${nomi.map((nome) => voce(nome, 'application/octet-stream')).join('')}</manifest:manifest>`;
}
