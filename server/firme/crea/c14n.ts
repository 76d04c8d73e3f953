import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** What is taken of a document: an element with all in it, found by its name and, if said, its `Id`, or by its place; else all. */
export interface Scelta {
  elemento?: string;
  id?: string;
  /** the element's place among all, in the order in which they begin; the root is 0 */
  posto?: number;
  /** exclusive canonicalisation: prefixes that are written as the inclusive one does; `#default`: the one without a prefix */
  esclusiva?: readonly string[];
}

type Spazi = ReadonlyMap<string, string>;
/** An open element: what is in scope there, what was last written of it, and the `xml:` attributes that are inherited. */
interface Aperto {
  nome: string;
  spazi: Spazi;
  scritti: Spazi;
  xml: ReadonlyMap<string, string>;
}

/** Namespaces, or `xml:` attributes, in scope in one place: each element below carries them. */
const MAX_IN_VIGORE = 200;
const NIENTE: Spazi = new Map();
const ALLA_RADICE: Aperto = { nome: '', spazi: NIENTE, scritti: NIENTE, xml: NIENTE };

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const ATTRIBUTE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const escapeText = (text: string): string => text.replaceAll(/[&<>\r]/g, (c) => TEXT[c] ?? c);
const escapeAttribute = (text: string): string => text.replaceAll(/[&<"\t\n\r]/g, (c) => ATTRIBUTE[c] ?? c);

/** What is in scope where more is said. @throws RangeError where that is too much */
function joined(above: Spazi, said: Spazi): Spazi {
  if (said.size === 0) return above;
  const all = new Map([...above, ...said]);
  if (all.size > MAX_IN_VIGORE) throw new RangeError('too much is in scope in one place');
  return all;
}

/** By code point, as the recommendation orders names; UTF-8 bytes have that order. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Prefix that an attribute declares (empty for the default one); undefined if it is no declaration. */
const declaredBy = (attribute: string): string | undefined =>
  attribute === 'xmlns' ? '' : attribute.startsWith('xmlns:') ? attribute.slice(6) : undefined;

const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '');

/** Writes what it is told of a document in its canonical form. */
class Canonica {
  readonly parser = new SaxesParser();
  written = '';
  readonly #open: Aperto[] = [ALLA_RADICE];
  /** how many elements are open since the chosen one, itself counted; 0: outside */
  #inside = 0;
  #rootSeen = false;
  #count = -1;
  readonly #all: boolean;

  constructor(private readonly scelta: Scelta) {
    this.#all = scelta.elemento === undefined && scelta.posto === undefined;
    const { parser } = this;
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('doctype', () => {
      throw new RangeError('a document with a DTD is not canonicalised');
    });
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('closetag', (tag) => this.#closed(tag.name));
    for (const kind of ['text', 'cdata'] as const)
      parser.on(kind, (text) => {
        if (this.#isWritten && this.#open.length > 1) this.written += escapeText(text);
      });
    parser.on('processinginstruction', ({ target, body }) => {
      if (this.#isWritten) this.#instruction(`<?${target}${body === '' ? '' : ` ${body}`}?>`.replaceAll('\r', '&#xD;'));
    });
  }

  get #isWritten(): boolean {
    return this.#all || this.#inside > 0;
  }

  /** Outside the root, line ends separate what is there. */
  #instruction(text: string): void {
    const isOutside = this.#open.length === 1;
    this.written += isOutside ? (this.#rootSeen ? `\n${text}` : `${text}\n`) : text;
  }

  #isChosen({ name, attributes }: SaxesTagPlain): boolean {
    const { elemento, id, posto } = this.scelta;
    if (posto !== undefined) return this.#count === posto;
    return name === elemento && (id === undefined || attributes['Id'] === id);
  }

  #opened(tag: SaxesTagPlain): void {
    const above = this.#open.at(-1) ?? ALLA_RADICE;
    const own = new Map<string, string>();
    const dichiarati = new Map<string, string>();
    for (const [name, value] of Object.entries(tag.attributes)) {
      const prefix = declaredBy(name);
      if (prefix === undefined) own.set(name, value);
      else dichiarati.set(prefix, value);
    }
    const spazi = joined(above.spazi, dichiarati);
    const xml = joined(above.xml, new Map([...own].filter(([name]) => name.startsWith('xml:'))));
    this.#count += 1;
    const isApex = !this.#all && this.#inside === 0 && this.#isChosen(tag);
    if (isApex || this.#inside > 0) this.#inside += 1;
    const isWritten = this.#isWritten;
    const inherits = isApex && this.scelta.esclusiva === undefined;
    const written = isApex ? NIENTE : above.scritti;
    const scritti = isWritten
      ? this.#start(tag.name, spazi, written, inherits ? new Map([...xml, ...own]) : own)
      : NIENTE;
    this.#open.push({ nome: tag.name, spazi, scritti, xml });
    this.#rootSeen = true;
  }

  /** The prefixes whose namespaces are told at an element: all, or those that it uses (exclusive). */
  #told(nome: string, spazi: Spazi, attributi: ReadonlyMap<string, string>): string[] {
    const { esclusiva } = this.scelta;
    if (esclusiva === undefined) return [...spazi.keys()];
    const used = [nome, ...[...attributi.keys()].filter((name) => name.includes(':'))].map(prefixOf);
    const listed = esclusiva.map((prefix) => (prefix === '#default' ? '' : prefix));
    return [...new Set([...used, ...listed])].filter((prefix) => prefix === '' || spazi.has(prefix));
  }

  /** @returns the namespaces in scope in what is written */
  #start(nome: string, spazi: Spazi, written: Spazi, attributi: ReadonlyMap<string, string>): Spazi {
    const told = this.#told(nome, spazi, attributi)
      .map((prefix) => [prefix, spazi.get(prefix) ?? ''] as const)
      .filter(([prefix, uri]) => (written.get(prefix) ?? '') !== uri && prefix !== 'xml');
    const namespaces = [...told]
      .sort(([a], [b]) => byCodePoint(a, b))
      .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`);
    const uriOf = (name: string): string => {
      const [prefix = '', local] = name.split(':');
      if (local === undefined) return ''; // an attribute without a prefix is in no namespace
      return prefix === 'xml' ? 'http://www.w3.org/XML/1998/namespace' : (spazi.get(prefix) ?? '');
    };
    const localOf = (name: string): string => name.split(':').at(-1) ?? name;
    const attributes = [...attributi]
      .sort(([a], [b]) => byCodePoint(uriOf(a), uriOf(b)) || byCodePoint(localOf(a), localOf(b)))
      .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
    this.written += `<${nome}${namespaces.join('')}${attributes.join('')}>`;
    return joined(written, new Map(told));
  }

  #closed(nome: string): void {
    if (this.#isWritten) this.written += `</${nome}>`;
    if (this.#inside > 0) this.#inside -= 1;
    this.#open.pop();
  }
}

/**
 * Canonical XML 1.0, without comments, inclusive unless said, of a document or of one element of it with all that is in scope there.
 * @throws Error where the text is not well-formed XML, or has a DTD; RangeError where too many namespaces are in scope
 * @see https://www.w3.org/TR/2001/REC-xml-c14n-20010315; https://www.w3.org/TR/xml-exc-c14n
 */
export function canonicalizza(xml: string, scelta: Scelta = {}): string {
  const canonica = new Canonica(scelta);
  canonica.parser.write(xml).close();
  return canonica.written;
}
