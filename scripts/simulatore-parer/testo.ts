import { XmlNonLeggibileError } from './xml.js';

/** The text of a form field, and the text that the receiver's parser makes of it: double encoding becomes visible here, as there. */

/** A field says its charset, else it is ISO-8859-1. */
export const decodifica = (byte: Buffer, charset: string | undefined): string => {
  if (charset === undefined || /^(iso-8859-1|latin-?1)$/i.test(charset)) return byte.toString('latin1');
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(byte);
  } catch {
    return byte.toString('latin1');
  }
};

const DICHIARATO = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']*)["']/;

/** Characters that a single-byte encoding has; what it has not becomes a question mark. */
function ristretto(testo: string, nome: string): string {
  const decoder = new TextDecoder(nome);
  const noti = new Set(Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte))));
  return Array.from(testo, (segno) => (noti.has(segno) ? segno : '?')).join('');
}

/**
 * The text encoded as its declaration says and read back, as the receiver does before it parses.
 * @throws XmlNonLeggibileError when the declaration names an encoding that does not exist
 */
export function ricodifica(testo: string): string {
  const nome = (DICHIARATO.exec(testo)?.[1] ?? 'UTF-8').toLowerCase();
  if (/^utf-?(8|16)/.test(nome)) return testo;
  if (/^(iso-8859-1|latin-?1)$/.test(nome)) return testo.replace(/[^\0-\u00ff]/gu, '?');
  if (/^(us-)?ascii$/.test(nome)) return testo.replace(/[^\0-\u007f]/gu, '?');
  try {
    return ristretto(testo, nome);
  } catch {
    throw new XmlNonLeggibileError(`codifica ${nome} sconosciuta`);
  }
}
