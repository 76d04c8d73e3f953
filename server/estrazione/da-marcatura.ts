import { SaxesParser } from 'saxes';
import type { Raccolta } from './raccolta.js';

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

interface Regole {
  /** elements whose text counts, by their local name; absent: all */
  testo?: ReadonlySet<string>;
  /** elements after which a line ends; absent: all */
  riga?: ReadonlySet<string>;
}

/** Empty elements that part words: of Word and PowerPoint (tab, br, cr), of OpenDocument (s, tab, line-break). */
const BLANKS = new Set(['tab', 'br', 'cr', 's', 'line-break']);
const CHUNK = 64 * 1024;

/** The text of an XML document. Entities of its own are never expanded, nothing is fetched; what is not well formed gives what it has. */
export function testoDiXml(xml: string, raccolta: Raccolta, { testo, riga }: Regole = {}): void {
  const parser = new SaxesParser();
  let open = 0;
  const take = (text: string): void => {
    if (testo === undefined || open > 0) raccolta.aggiungi(text);
  };
  parser.on('error', () => undefined);
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('opentag', ({ name, isSelfClosing }) => {
    if (testo?.has(local(name)) === true) open += 1;
    if (isSelfClosing && BLANKS.has(local(name))) raccolta.aggiungi(' ');
  });
  parser.on('closetag', ({ name }) => {
    if (testo?.has(local(name)) === true) open -= 1;
    if (riga?.has(local(name)) ?? true) raccolta.aggiungi('\n');
  });
  for (let at = 0; at < xml.length && !raccolta.piena; at += CHUNK) parser.write(xml.slice(at, at + CHUNK));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  agrave: 'à',
  egrave: 'è',
  eacute: 'é',
  igrave: 'ì',
  ograve: 'ò',
  ugrave: 'ù',
  Agrave: 'À',
  Egrave: 'È',
  Eacute: 'É',
  Igrave: 'Ì',
  Ograve: 'Ò',
  Ugrave: 'Ù',
  euro: '€',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  deg: '°',
};

/** The character that a reference stands for; the reference itself where it is unknown. */
function decodeReference(whole: string, body: string): string {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(body);
  if (number === null) return Object.hasOwn(ENTITIES, body) ? (ENTITIES[body] ?? whole) : whole;
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
const decode = (text: string): string => text.replaceAll(/&([A-Za-z]{2,8}|#[0-9A-Fa-fxX]{1,8});/g, decodeReference);

const HIDDEN = /^(script|style|template|noscript)$/;
const INLINE = /^(a|abbr|b|big|em|font|i|label|mark|small|span|strong|sub|sup|u|wbr)$/;

/** The text of a page, in one pass whatever it holds: markup goes, scripts and styles with all they hold. */
export function testoDiHtml(html: string, raccolta: Raccolta): void {
  for (let at = 0; at < html.length && !raccolta.piena;) {
    const open = html.indexOf('<', at);
    raccolta.aggiungi(decode(html.slice(at, open < 0 ? html.length : open)));
    if (open < 0) return;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const name = /^<\/?([A-Za-z][A-Za-z0-9:-]{0,30})/.exec(html.slice(open, open + 40))?.[1]?.toLowerCase();
    if (name === undefined && !/^<[!?/]/.test(html.slice(open, open + 2))) {
      raccolta.aggiungi('<');
      at = open + 1;
      continue;
    }
    const close = html.indexOf('>', open);
    at = close < 0 ? html.length : close + 1;
    if (name !== undefined && !INLINE.test(name)) raccolta.aggiungi('\n');
    if (name !== undefined && HIDDEN.test(name) && html[open + 1] !== '/') at = endOf(html, name, at);
  }
}

/** Where the element ends that began before `at`; the end of all where it has none. */
function endOf(html: string, name: string, at: number): number {
  const closing = new RegExp(`</${name}\\s*>`, 'gi');
  closing.lastIndex = at;
  const match = closing.exec(html);
  return match === null ? html.length : match.index + match[0].length;
}
