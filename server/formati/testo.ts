import type { Attivita, Formato } from '../../schemas/formato.api.js';

/** What a text is, by its first characters: it has no number of its own that says so. */

/** Characters that no text holds: what controls, but for tabs and ends of lines and pages. */
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text.replaceAll(/[\t\n\v\f\r\u0080-\u009f]/g, ''));

const BOMS: readonly (readonly [bom: string, encoding: string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * The characters of a text in UTF-8, in UTF-16 with its mark, or in one byte each; undefined for what is no text.
 * @param intero - whether these are all the bytes, or only the first ones
 */
export function decodificaTesto(bytes: Buffer, intero = true): string | undefined {
  const bom = BOMS.find(([mark]) => bytes.subarray(0, mark.length / 2).toString('hex') === mark);
  const text = bom === undefined ? decodeBare(bytes, intero) : new TextDecoder(bom[1]).decode(bytes);
  return text === undefined || hasControl(text) ? undefined : text;
}

function decodeBare(bytes: Buffer, intero: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !intero }); // the head may end in the middle of a character
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const HTML =
  /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|style|table|div|p)\b/i;

/** What runs when a page or a drawing is opened: scripts, handlers, frames, addresses that are code. */
const ACTS =
  /<script\b|\son[a-z]{3,20}\s*=|javascript:|vbscript:|<iframe\b|<object\b|<embed\b|<foreignObject\b|http-equiv\s*=\s*["']?refresh/i;
export const attivoDiMarcatura = (text: string): Attivita[] => (ACTS.test(text) ? ['script'] : []);

const isJson = (text: string, intero: boolean): boolean => {
  if (!intero || !/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const CSV_ROWS = 20;

/** Rows with one and the same number of separators, two columns at least. */
function isCsv(text: string, intero: boolean): boolean {
  const rows = text.split(/\r?\n/).filter((row) => row !== '');
  const whole = (intero ? rows : rows.slice(0, -1)).slice(0, CSV_ROWS);
  if (whole.length < 2) return false;
  return [';', '\t', ','].some((separator) => {
    const counts = new Set(whole.map((row) => row.replaceAll(/"[^"]*"/g, '').split(separator).length));
    return counts.size === 1 && !counts.has(1);
  });
}

const RTF_OBJECTS = /\\(objdata|objupdate|objocx|objlink)\b/;

/** The kind of a text that is neither an envelope, nor XML, nor a message. */
export function formatoDiTesto(text: string, intero: boolean): Formato {
  const attivo = attivoDiMarcatura(text);
  if (HTML.test(text)) return { mime: 'text/html', ...(attivo.length > 0 && { attivo }) };
  if (text.startsWith('{\\rtf'))
    return { mime: 'application/rtf', ...(RTF_OBJECTS.test(text) && { attivo: ['oggetti'] }) };
  if (text.startsWith('%!PS')) return { mime: 'application/postscript' };
  if (/^#! ?\/\S/.test(text)) return { mime: 'text/x-script', eseguibile: true };
  if (/^[0-9a-f]{64}\s*$/.test(text)) return { mime: 'text/plain', specie: 'impronta' };
  if (/^BEGIN:(VCALENDAR|VCARD)\r?\n/i.test(text))
    return { mime: /^BEGIN:VCARD/i.test(text) ? 'text/vcard' : 'text/calendar' };
  if (isJson(text, intero)) return { mime: 'application/json' };
  return { mime: isCsv(text, intero) ? 'text/csv' : 'text/plain' };
}
