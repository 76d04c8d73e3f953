import type { Scelta } from '../crea/c14n.js';
import type { Elemento } from './albero.js';

const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const INCLUSIVE_11 = 'http://www.w3.org/2006/12/xml-c14n11';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
/** Prefixes that an exclusive form may list: each element is looked at for all of them. */
const MAX_PREFISSI = 50;
const WITH_COMMENTS = /#?WithComments$/;

/** How a text is put into its canonical form. */
export type Forma = Pick<Scelta, 'esclusiva'>;

export const FORMA_COMUNE: Forma = {};

const prefissiDi = (metodo: Elemento): string[] =>
  metodo.figli
    .filter(({ locale, spazio }) => locale === 'InclusiveNamespaces' && spazio === EXCLUSIVE)
    .flatMap(({ attributi }) => (attributi.get('PrefixList') ?? '').split(/\s+/).filter((one) => one !== ''));

/**
 * The canonical form that a CanonicalizationMethod or a Transform names. The forms that differ from those done here only for comments,
 * or for inherited `xml:` attributes, are done where the text has none.
 * @param xml - the text that it is for
 * @returns undefined for what is not done here: any other transformation
 */
export function formaDi(metodo: Elemento | undefined, xml: string): Forma | undefined {
  const address = metodo?.attributi.get('Algorithm') ?? '';
  if (WITH_COMMENTS.test(address) && xml.includes('<!--')) return undefined;
  const plain = address.replace(WITH_COMMENTS, '');
  if (plain === INCLUSIVE) return FORMA_COMUNE;
  if (plain === INCLUSIVE_11) return /\sxml:/.test(xml) ? undefined : FORMA_COMUNE;
  if (metodo === undefined || (plain !== EXCLUSIVE && `${plain}#` !== EXCLUSIVE)) return undefined;
  const esclusiva = prefissiDi(metodo);
  return esclusiva.length > MAX_PREFISSI ? undefined : { esclusiva };
}
