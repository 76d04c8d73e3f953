import { SaxesParser } from 'saxes';

/** An element of an XML document, with what is in scope where it stands. */
export interface Elemento {
  /** as written, with its prefix */
  qname: string;
  locale: string;
  spazio: string;
  /** by qualified name, namespaces left out */
  attributi: ReadonlyMap<string, string>;
  /** prefix → namespace in scope; the default one under the empty name */
  spazi: Readonly<Record<string, string>>;
  figli: Elemento[];
  /** text directly inside, in one piece */
  testo: string;
  /** place of its first character in the document, and of the one after its last */
  da: number;
  a: number;
  /** place after its start tag's name: where declarations may be added */
  dopoNome: number;
}

/** The document is not well formed, declares entities, or goes beyond what is read. The message is for its reader. */
export class XmlRifiutato extends Error {}

const MAX_ELEMENTI = 200_000;
const MAX_DEPTH = 200;
const MAX_TESTO = 64 * 1024 ** 2;
/** Namespaces in scope in one place. */
const MAX_SPAZI = 200;

/** The document as a tree. No DTD, no entities but the five of XML. @throws XmlRifiutato */
export function alberoDi(xml: string): Elemento {
  if (/<!DOCTYPE|<!ENTITY/i.test(xml))
    throw new XmlRifiutato('L’XML dichiara un DTD o delle entità: per sicurezza non si legge.');
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Elemento[] = [];
  let root: Elemento | undefined;
  let count = 0;
  let read = 0;
  let begin = 0;
  const refuse = (motivo: string): never => {
    throw new XmlRifiutato(motivo);
  };
  const text = (piece: string): void => {
    const top = open.at(-1);
    read += piece.length;
    if (read > MAX_TESTO) refuse('L’XML è troppo grande per essere verificato.');
    if (top !== undefined) top.testo += piece;
  };
  parser.on('error', () => refuse('L’XML non è ben formato.'));
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('opentagstart', ({ name }) => {
    begin = xml.lastIndexOf(`<${name}`, parser.position);
  });
  parser.on('opentag', ({ name, local, uri, attributes, ns }) => {
    count += 1;
    if (count > MAX_ELEMENTI || open.length > MAX_DEPTH) refuse('L’XML è troppo grande per essere verificato.');
    const above = open.at(-1);
    const declared = Object.keys(ns).length;
    const spazi = above !== undefined && declared === 0 ? above.spazi : { ...above?.spazi, ...ns };
    if (declared > 0 && Object.keys(spazi).length > MAX_SPAZI) refuse('L’XML è troppo grande per essere verificato.');
    const one: Elemento = {
      qname: name,
      locale: local,
      spazio: uri,
      attributi: new Map(
        Object.values(attributes)
          .filter(({ prefix, name: own }) => prefix !== 'xmlns' && own !== 'xmlns')
          .map(({ name: own, value }) => [own, value]),
      ),
      spazi,
      figli: [],
      testo: '',
      da: begin,
      a: 0,
      dopoNome: begin + 1 + name.length,
    };
    if (above === undefined) root = one;
    else above.figli.push(one);
    open.push(one);
  });
  parser.on('closetag', () => {
    const one = open.pop();
    if (one !== undefined) one.a = parser.position;
  });
  parser.write(xml).close();
  return root ?? refuse('L’XML non ha contenuto.');
}

/** The elements of that name anywhere below, the element itself too, in order. */
export function* tutti(elemento: Elemento, spazio: string, locale: string): Generator<Elemento> {
  if (elemento.locale === locale && elemento.spazio === spazio) yield elemento;
  for (const one of elemento.figli) yield* tutti(one, spazio, locale);
}

export const figlio = (elemento: Elemento | undefined, locale: string): Elemento | undefined =>
  elemento?.figli.find((one) => one.locale === locale);

/** The first along a path of names. */
export const lungo = (elemento: Elemento | undefined, ...path: readonly string[]): Elemento | undefined =>
  path.reduce<Elemento | undefined>((one, locale) => figlio(one, locale), elemento);

export const base64Di = (elemento: Elemento | undefined): Buffer | undefined =>
  elemento === undefined ? undefined : Buffer.from(elemento.testo.replaceAll(/\s/g, ''), 'base64');

export const idDi = ({ attributi }: Elemento): string | undefined =>
  attributi.get('Id') ?? attributi.get('ID') ?? attributi.get('id');
