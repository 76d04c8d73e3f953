import type { Elemento } from './albero.js';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
const escapeAttribute = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The canonical form of an element that holds text only, such as a signature's value: what a timestamp stamps.
 * @param metodo - address of the canonicalisation; inclusive where it names no other (ETSI EN 319 132-1 §4.5)
 * @see Canonical XML 1.0 §2.3; Exclusive XML Canonicalization 1.0 §3
 */
export function canonicoDiTesto(elemento: Elemento, metodo: string | undefined): string {
  const { qname, spazi, attributi, testo } = elemento;
  const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '');
  const used = new Set([prefixOf(qname), ...[...attributi.keys()].map(prefixOf).filter((one) => one !== '')]);
  const exclusive = metodo?.startsWith(EXCLUSIVE) === true;
  const declared = Object.entries(spazi)
    .filter(([prefix, uri]) => prefix !== 'xml' && prefix !== 'xmlns' && !(prefix === '' && uri === ''))
    .filter(([prefix]) => !exclusive || used.has(prefix))
    .sort(([a], [b]) => byCode(a, b))
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`);
  const uriOf = (name: string): string => (prefixOf(name) === '' ? '' : (spazi[prefixOf(name)] ?? ''));
  const written = [...attributi]
    .sort(([a], [b]) => byCode(uriOf(a), uriOf(b)) || byCode(a, b))
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  return `<${qname}${declared.join('')}${written.join('')}>${escapeText(testo)}</${qname}>`;
}
