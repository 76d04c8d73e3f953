import type { Formato } from '../../schemas/formato.api.js';
import { isNomeEseguibile } from './eseguibili.js';

/** Headers that a message has, and that a letter written in a text file has not together. */
const OF_MAIL = new Set([
  'received',
  'return-path',
  'from',
  'to',
  'date',
  'subject',
  'message-id',
  'mime-version',
  'delivered-to',
  'content-type',
  'x-trasporto',
  'x-ricevuta',
]);
const HEADER = /^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(.*)$/;
const LEAST = 2;
const ATTACHED = /\b(?:file)?name\*?=(?:"([^"\r\n]{1,255})"|([^\s;"]{1,255}))/gi;

/** The headers of a message, names in lower case; undefined where the text does not begin with headers. */
export function intestazioniOf(text: string): Map<string, string> | undefined {
  const found = new Map<string, string>();
  let last: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line) && last !== undefined) {
      found.set(last, `${found.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    if (/^From \S+/.test(line) && found.size === 0) continue; // the envelope line of a mailbox
    const match = HEADER.exec(line);
    if (match === null) {
      if (found.size === 0) return undefined;
      break;
    }
    last = (match[1] ?? '').toLowerCase();
    if (!found.has(last)) found.set(last, (match[2] ?? '').trim());
  }
  return found;
}

/** The format of a mail message, and whether it is one of certified mail (PEC); undefined if it is none. */
export function formatoDiPosta(text: string): Formato | undefined {
  const headers = intestazioniOf(text);
  if (headers === undefined || [...headers.keys()].filter((name) => OF_MAIL.has(name)).length < LEAST) return undefined;
  const type = headers.get('content-type')?.toLowerCase() ?? '';
  const fromPerson = headers.has('from') || headers.has('received');
  // a document with its time stamp in one multipart, the Italian M7M
  if (!fromPerson && type.startsWith('multipart/') && /content-type:\s*application\/(x-)?pkcs7-mime/i.test(text))
    return { mime: 'multipart/mixed', specie: 'm7m' };
  if (!fromPerson && !headers.has('subject')) return undefined;
  const names = [...text.matchAll(ATTACHED)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const specie = headers.has('x-ricevuta') ? 'ricevuta-pec' : headers.has('x-trasporto') ? 'messaggio-pec' : undefined;
  return {
    mime: /^From \S+/.test(text) ? 'application/mbox' : 'message/rfc822',
    ...(specie !== undefined && { specie }),
    ...(names.some(isNomeEseguibile) && { eseguibile: true }),
    ...(type.includes('pkcs7-mime') && type.includes('enveloped-data') && { cifrato: true }),
  };
}
