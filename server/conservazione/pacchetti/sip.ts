import { hash } from 'node:crypto';
import { gruppo, type Nodo } from '../../metadati/albero.js';

/**
 * The index of a package as XML, and its exclusive canonical form, both from one tree: the receiver hashes the second, so what is
 * hashed here is what it will say. No namespace, comment, processing instruction: parsers differ in them (conservazione-parer.md §7.2).
 */

/** An element that may bear attributes; an element of the metadata is one without. */
export interface NodoSip extends Nodo {
  attributi?: Readonly<Record<string, string>>;
  figli?: readonly NodoSip[];
}

/** The same element with attributes. */
export const conAttributi = (nodo: Nodo, attributi: Readonly<Record<string, string>>): NodoSip => ({
  ...nodo,
  attributi,
});

/** An element with attributes and elements in it. */
export const elemento = (
  nome: string,
  attributi: Readonly<Record<string, string>>,
  ...figli: readonly (readonly NodoSip[])[]
): NodoSip => conAttributi(gruppo(nome, ...figli), attributi);

/** What XML 1.0 cannot hold, escaped or not: it is left out. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
export const pulito = (testo: string): string => testo.replaceAll(NOT_XML, '');

interface Stile {
  testo: (testo: string) => string;
  attributo: (testo: string) => string;
  attributi: (nomi: string[]) => string[];
  /** an element with nothing in it */
  vuoto: (apertura: string, nome: string) => string;
  nome: RegExp;
}

const escape = (pattern: RegExp, escapes: Readonly<Record<string, string>>) => (testo: string) =>
  pulito(testo).replaceAll(pattern, (c) => escapes[c] ?? c);

/** Numbers for all that is not ASCII: right whatever charset the receiver takes the part for (conservazione-parer.md §2.3). */
const ascii = (testo: string): string =>
  testo.replaceAll(/[^\t\n\r\u0020-\u007E]/gu, (c) => `&#${c.codePointAt(0) ?? 0xfffd};`);

const CARATTERI = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const testoSip = escape(/[&<>\r]/g, { ...CARATTERI, '\r': '&#13;' });
const attributoSip = escape(/[&<>"\t\n\r]/g, { ...CARATTERI, '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' });

/** As it is sent: ASCII. */
const SIP: Stile = {
  testo: (testo) => ascii(testoSip(testo)),
  attributo: (testo) => ascii(attributoSip(testo)),
  attributi: (nomi) => nomi,
  vuoto: (apertura) => `<${apertura}/>`,
  nome: /^[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?$/,
};

/** Exclusive C14N without comments, of a document without namespaces (https://www.w3.org/TR/xml-exc-c14n/, C14N 1.0 §2.3). */
const CANONICA: Stile = {
  testo: escape(/[&<>\r]/g, { ...CARATTERI, '\r': '&#xD;' }),
  attributo: escape(/[&<"\t\n\r]/g, { ...CARATTERI, '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' }),
  attributi: (nomi) => nomi.sort(),
  vuoto: (apertura, nome) => `<${apertura}></${nome}>`,
  nome: /^[A-Za-z_][A-Za-z0-9_.-]*$/,
};

function requireNome(nome: string, { nome: forma }: Stile): string {
  if (!forma.test(nome)) throw new RangeError(`not a name for an index: ${nome}`);
  return nome;
}

const RIENTRO = '  ';

function* righe(nodo: NodoSip, stile: Stile, profondita = 0): Generator<string, void> {
  const { testo, figli = [], attributi = {} } = nodo;
  const nome = requireNome(nodo.nome, stile);
  const detti = stile
    .attributi(Object.keys(attributi))
    .map((uno) => ` ${requireNome(uno, stile)}="${stile.attributo(attributi[uno] ?? '')}"`);
  const apertura = nome + detti.join('');
  const margine = RIENTRO.repeat(profondita);
  const detto = testo === undefined ? '' : stile.testo(testo);
  if (testo !== undefined && detto !== '') yield `${margine}<${apertura}>${detto}</${nome}>`;
  else if (testo !== undefined || figli.length === 0) yield margine + stile.vuoto(apertura, nome);
  else {
    yield `${margine}<${apertura}>`;
    for (const figlio of figli) yield* righe(figlio, stile, profondita + 1);
    yield `${margine}</${nome}>`;
  }
}

const scritto = (radice: NodoSip, stile: Stile): string => [...righe(radice, stile)].join('\n');

/**
 * The document as it is sent: ASCII bytes, declared UTF-8, one element a line. The same tree gives the same bytes.
 * @throws RangeError for a name that no index has
 */
export const toSip = (radice: NodoSip): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${scritto(radice, SIP)}\n`, 'ascii');

/** Its exclusive canonical form. @throws RangeError for names with a prefix */
export const canonica = (radice: NodoSip): string => scritto(radice, CANONICA);

/** SHA-256 of the canonical form in UTF-8, lower-case hex: what the receipt tells as HashIndiceSIP. */
export const improntaIndice = (radice: NodoSip): string => hash('sha256', canonica(radice), 'hex');
