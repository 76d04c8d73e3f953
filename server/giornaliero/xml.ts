/** Writing of XML 1.0 in UTF-8, piece by piece: a register is never held as a whole. */

/** What XML 1.0 cannot hold, escaped or not. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const escapeWith = (pattern: RegExp, text: string): string =>
  text.replaceAll(NOT_XML, '\uFFFD').replaceAll(pattern, (c) => ESCAPES[c] ?? c);

const escapeText = (text: string): string => escapeWith(/[&<>\r]/g, text);
const escapeAttribute = (text: string): string => escapeWith(/[&<>"\t\n\r]/g, text);

export type Attributi = Readonly<Record<string, string | number | boolean | undefined>>;

/** Attributes in the order given; what is undefined is left out. */
const attributesOf = (attributi: Attributi): string =>
  Object.entries(attributi)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');

export const openTag = (nome: string, attributi: Attributi = {}): string => `<${nome}${attributesOf(attributi)}>`;
export const closeTag = (nome: string): string => `</${nome}>`;

/** An element with elements in it; each child is XML already. Without children it is empty. */
export function element(nome: string, attributi: Attributi, figli: readonly string[] = []): string {
  const inside = figli.join('');
  return inside === '' ? `<${nome}${attributesOf(attributi)}/>` : openTag(nome, attributi) + inside + closeTag(nome);
}

/** An element with a text in it; nothing at all where there is no text. */
export const textElement = (nome: string, testo: string | undefined, attributi: Attributi = {}): string =>
  testo === undefined ? '' : openTag(nome, attributi) + escapeText(testo) + closeTag(nome);
