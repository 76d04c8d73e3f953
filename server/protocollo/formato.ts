import type { Avviso, FileRegistrato } from '../../schemas/registrazione.types.js';
import type { ReceivedFile } from '../lib/multipart.js';

/** Names for one and the same format. */
const STESSO: Readonly<Record<string, string>> = {
  'application/x-pdf': 'application/pdf',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'text/xml': 'application/xml',
  'text/rtf': 'application/rtf',
  'application/x-zip-compressed': 'application/zip',
  'application/x-pkcs7-mime': 'application/pkcs7-mime',
};
const canonical = (mime: string): string => STESSO[mime] ?? mime;

/** What says nothing of the content: a declaration like this is never contradicted. */
const GENERICO = new Set(['application/octet-stream', '']);
/** Formats whose content begins like a plainer one: the declared name, more precise, is not contradicted by it. */
const DERIVATI: Readonly<Record<string, RegExp>> = {
  'application/zip': /^application\/(vnd\.|epub|java-archive|x-)|zip/,
  'application/xml': /xml|svg|^text\//,
  'application/pkcs7-mime': /^application\/(x-)?pkcs7-signature$/,
  'text/plain': /^(text\/|message\/|application\/(json|xml|pkcs7|x-pem|.*\+(xml|json)))|eml|xml/,
  'application/x-cfb': /^application\/(msword|vnd\.ms-|x-msi)/,
};

function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  const text = bytes.toString('utf8');
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  return broken <= 1; // the head may end in the middle of a character
}

const PDF = Buffer.from('%PDF-');
/** How far into a file readers still look for the header of a PDF. */
const PDF_WITHIN = 1_024;
/** The type signed-data of CMS (RFC 5652), as DER writes it. */
const SIGNED_DATA = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]);

/** A sequence of DER or BER that is not of a few bytes: a signed file and the like, with what is signed a few bytes after. */
function isEnvelope(bytes: Buffer): boolean {
  const length = bytes[1] ?? 0;
  return bytes[0] === 0x30 && length >= 0x80 && length <= 0x88; // above, it is a letter after the digit 0
}

function mimeOfText(text: string): string {
  if (/^%PDF-\d/m.test(text.slice(0, PDF_WITHIN))) return 'application/pdf';
  return /^\uFEFF?\s*<\?xml\s/.test(text) ? 'application/xml' : 'text/plain';
}

/** The true format of a file by its first bytes, never by its name; undefined where they do not tell. */
export async function detectMime(inizio: Buffer): Promise<string | undefined> {
  if (inizio.subarray(0, PDF.length).equals(PDF)) return 'application/pdf';
  if (isEnvelope(inizio)) return inizio.subarray(2, 24).includes(SIGNED_DATA) ? 'application/pkcs7-mime' : undefined;
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(inizio).catch(() => undefined);
  if (found !== undefined) return canonical(found.mime);
  if (isText(inizio)) return mimeOfText(inizio.toString('utf8'));
  return inizio.subarray(0, PDF_WITHIN).includes(PDF) ? 'application/pdf' : undefined;
}

/** What the register says of a received file: as it was declared, and what it really is (agid-formati.md). */
export async function describeFile({ nome, mime, dimensione, sha256, inizio }: ReceivedFile): Promise<FileRegistrato> {
  const detected = await detectMime(inizio);
  const declared = canonical(mime);
  const agrees =
    detected === undefined ||
    GENERICO.has(declared) ||
    detected === declared ||
    DERIVATI[detected]?.test(declared) === true;
  return {
    nome,
    mime,
    dimensione,
    sha256,
    formato: {
      mime: agrees && !GENERICO.has(declared) ? declared : (detected ?? declared),
      ...(!agrees && { discordante: true }),
    },
    firme: [],
  };
}

/** A lying type never blocks a registration: it is told (contract §4, avvisi). */
export const avvisiOfFormati = (files: readonly FileRegistrato[]): Avviso[] =>
  files
    .filter(({ formato }) => formato.discordante === true)
    .map(({ nome, mime, formato }) => ({
      codice: 'formato',
      messaggio: `${nome} è dichiarato ${mime}, ma il contenuto è ${formato.mime}: il file resta com’è, il formato vero è annotato.`,
    }));
