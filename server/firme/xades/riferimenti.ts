import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { Controllo } from '../../../schemas/firma.api.js';
import { conAlgoritmi } from './algoritmi.js';
import { type Elemento, idDi, tutti } from './albero.js';

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';

/** What a signature signs, once it holds: nothing else of the document may be believed. */
export interface Firmato {
  /** canonical texts that were signed, as far as they are needed */
  testi: readonly string[];
  riferimenti: readonly { uri: string; digest: string }[];
  metodo: string;
}

/** A signature that does not hold, or that cannot be looked at. */
export type Rifiuto = Pick<Controllo, 'esito' | 'messaggio'>;

export const NON_CORRISPONDE = 'La firma non corrisponde a ciò che dice di firmare: i suoi dati furono modificati.';
export const MODIFICATO =
  'Il contenuto non è quello firmato: è stato modificato dopo la firma, oppure la firma è di un altro documento.';
export const DOPPI = 'Più parti dell’XML hanno lo stesso identificativo: non si può dire quale sia stata firmata.';

export const SOLO_PARTE = 'La firma copre soltanto una parte dell’XML: di ciò che resta non dice nulla.';
export const AGGIUNTA = 'Dentro la firma c’è altro contenuto, che essa non copre.';

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The text of a signature on its own: with the namespaces that were in scope where it stood. */
function daSola(xml: string, { da, a, dopoNome, spazi }: Elemento): string {
  const begin = xml.slice(da, dopoNome);
  const rest = xml.slice(dopoNome, a);
  const startTag = rest.slice(0, rest.indexOf('>'));
  const added = Object.entries(spazi)
    .filter(([prefix, uri]) => prefix !== 'xml' && prefix !== 'xmlns' && uri !== '')
    .map(([prefix, uri]) => ({ name: prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri }))
    .filter(({ name }) => !new RegExp(`\\s${name}\\s*=`).test(startTag))
    .map(({ name, uri }) => ` ${name}="${escaped(uri)}"`);
  return `${begin}${added.join('')}${rest}`;
}

/** What the library says of a failure, in words. */
function rifiutoDi(error: unknown): Rifiuto {
  const said = error instanceof Error ? error.message : '';
  if (/wrapping|multiple/i.test(said)) return { esito: 'no', messaggio: DOPPI };
  if (/signature value .* is incorrect/is.test(said)) return { esito: 'no', messaggio: NON_CORRISPONDE };
  if (/not supported/i.test(said))
    return { esito: 'ignoto', messaggio: 'La firma usa un algoritmo o una trasformazione che non è conosciuta.' };
  return { esito: 'ignoto', messaggio: 'La struttura della firma non è leggibile.' };
}

/**
 * Verifies an XML signature with a key (XML-DSig core validation): its references, then its value.
 * @returns what it signs, or why it does not hold
 */
export function verificaCon(xml: string, firma: Elemento, chiave: KeyObject): Firmato | Rifiuto {
  const sig = new SignedXml();
  conAlgoritmi(sig);
  sig.publicCert = chiave;
  sig.getCertFromKeyInfo = () => null; // the key is the one that is asked about, whatever else the signature offers
  try {
    sig.loadSignature(daSola(xml, firma));
    if (!sig.checkSignature(xml)) return { esito: 'no', messaggio: MODIFICATO };
    return {
      testi: sig.getSignedReferences(),
      riferimenti: sig.getReferences().map(({ uri, digestAlgorithm }) => ({ uri, digest: digestAlgorithm })),
      metodo: sig.signatureAlgorithm ?? '',
    };
  } catch (error) {
    return rifiutoDi(error);
  }
}

const PARTI = new Set(['SignedInfo', 'SignatureValue', 'KeyInfo', 'Object']);

/**
 * Whether a signature that stands in its document holds anything else than itself and what it signs: it is left out of what it signs, so
 * that whatever is put into it is signed by nobody.
 */
export const isSpoglia = ({ figli, testo }: Elemento, ids: readonly string[]): boolean =>
  testo.trim() === '' &&
  figli.every(
    (one) =>
      one.spazio === DSIG &&
      PARTI.has(one.locale) &&
      (one.locale !== 'Object' ||
        ids.includes(idDi(one) ?? '-') ||
        (one.testo.trim() === '' &&
          one.figli.every(
            (inner) =>
              (inner.locale === 'QualifyingProperties' && inner.spazio === XADES) || ids.includes(idDi(inner) ?? '-'),
          ))),
  );

/**
 * Whether what is signed is the document and not a part of it, which may stand anywhere (signature wrapping).
 * @param uris - of the references that hold
 */
export function copertura(radice: Elemento, firma: Elemento, uris: readonly string[]): Rifiuto | undefined {
  const ids = uris.map((uri) => uri.replace(/^#/, ''));
  const rootId = idDi(radice);
  if (radice !== firma && ids.some((id) => id === '' || id === rootId))
    return isSpoglia(firma, ids) ? undefined : { esito: 'ignoto', messaggio: AGGIUNTA };
  if (radice === firma) {
    const objects = [...tutti(firma, DSIG, 'Object')].filter(
      (one) => firma.figli.includes(one) && !one.figli.some(({ locale }) => locale === 'QualifyingProperties'),
    );
    const signed = objects.filter(
      (one) => ids.includes(idDi(one) ?? '-') || one.figli.some((inner) => ids.includes(idDi(inner) ?? '-')),
    );
    if (objects.length > 0 && signed.length === objects.length) return undefined;
  }
  return { esito: 'ignoto', messaggio: SOLO_PARTE };
}
