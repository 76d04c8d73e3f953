import type { Formato } from '../../schemas/formato.api.js';
import { attivoDiMarcatura } from './testo.js';

interface Radice {
  nome: string;
  spazio: string;
}

const PROLOG =
  /^\uFEFF?\s*(?:<\?[^>]{0,4000}\?>\s*|<!--[\s\S]{0,8000}?-->\s*|<!DOCTYPE[^>[]{0,2000}(?:\[[\s\S]{0,20000}?\]\s*)?>\s*)*/i;
const ROOT = /^<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^<>]*)/;

/** The outermost element of an XML text and its namespace, as far as the beginning tells; nothing is expanded or fetched. */
function radiceOf(text: string): Radice | undefined {
  const rest = text.slice(PROLOG.exec(text)?.[0].length ?? 0);
  const match = ROOT.exec(rest);
  const nome = match?.[2];
  if (nome === undefined) return undefined;
  const prefix = match?.[1]?.slice(0, -1);
  const attribute = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  const spazio = new RegExp(`\\s${attribute}\\s*=\\s*["']([^"']*)["']`).exec(match?.[3] ?? '')?.[1] ?? '';
  return { nome, spazio };
}

const XMLDSIG = /<(?:\w+:)?Signature\b[^>]*http:\/\/www\.w3\.org\/2000\/09\/xmldsig#/;

const XHTML = 'http://www.w3.org/1999/xhtml';
const isFattura = (spazio: string): boolean =>
  /fatturapa|ivaservizi\.agenziaentrate\.gov\.it\/docs\/xsd\/fatture/i.test(spazio);

/** Kinds of XML by their root: name and namespace. */
function specieOf({ nome, spazio }: Radice): string | undefined {
  if (nome === 'FatturaElettronica' && (spazio === '' || isFattura(spazio))) return 'fattura-elettronica';
  if (/^Segnatura(Informatica)?$/i.test(nome)) return 'segnatura';
  if (nome === 'postacert') return 'dati-di-certificazione';
  if (nome === 'ClinicalDocument') return 'documento-clinico';
  if (nome === 'Assertion' && spazio.includes('SAML')) return 'asserzione';
  if (nome === 'schema' && spazio.endsWith('XMLSchema')) return 'schema';
  return undefined;
}

/** The format of an XML text; undefined if it is none. */
export function formatoDiXml(text: string): Formato | undefined {
  const declared = /^\uFEFF?\s*<\?xml\s/.test(text);
  const radice = radiceOf(text);
  if (radice === undefined) return declared ? { mime: 'application/xml' } : undefined;
  const attivo = attivoDiMarcatura(text);
  const acts = attivo.length > 0 && { attivo };
  if (radice.nome === 'svg') return { mime: 'image/svg+xml', ...acts };
  if (radice.spazio === XHTML || radice.nome.toLowerCase() === 'html')
    return { mime: declared || radice.spazio === XHTML ? 'application/xhtml+xml' : 'text/html', ...acts };
  if (/^(stylesheet|transform)$/.test(radice.nome) && radice.spazio.includes('XSL/Transform'))
    return { mime: 'application/xslt+xml', attivo: ['script'] };
  if (!declared && radice.spazio === '') return undefined; // a text that begins with a bracket
  const specie = specieOf(radice) ?? (XMLDSIG.test(text) ? 'xml-firmato' : undefined);
  return { mime: 'application/xml', ...(specie !== undefined && { specie }) };
}
