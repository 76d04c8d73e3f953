import { SaxesParser } from 'saxes';

/** An element as read or to be written. Text beside elements is not kept: no message of these services has it. */
export interface Elemento {
  nome: string;
  testo: string;
  attributi: Readonly<Record<string, string>>;
  figli: Elemento[];
}

export class XmlNonLeggibileError extends Error {}

/** @throws XmlNonLeggibileError when it is not well-formed, or has a DOCTYPE */
export function leggiXml(testo: string): Elemento {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let radice: Elemento | undefined;
  const aperti: Elemento[] = [];
  const aggiungi = (testo: string): void => {
    const ultimo = aperti.at(-1);
    if (ultimo !== undefined) ultimo.testo += testo;
  };
  parser.on('error', (error) => {
    throw new XmlNonLeggibileError(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlNonLeggibileError('DOCTYPE non ammesso');
  });
  parser.on('opentag', ({ name, attributes }) => {
    const elemento: Elemento = { nome: name, testo: '', attributi: attributes, figli: [] };
    const sopra = aperti.at(-1);
    if (sopra === undefined) radice = elemento;
    else sopra.figli.push(elemento);
    aperti.push(elemento);
  });
  parser.on('text', aggiungi);
  parser.on('cdata', aggiungi);
  parser.on('closetag', () => {
    const chiuso = aperti.pop();
    if (chiuso !== undefined && chiuso.figli.length > 0) chiuso.testo = '';
  });
  parser.write(testo).close();
  if (radice === undefined) throw new XmlNonLeggibileError('manca l’elemento radice');
  return radice;
}

/** The element at the end of a path of names, `A/B/C`. */
export function trova(elemento: Elemento | undefined, percorso: string): Elemento | undefined {
  let qui = elemento;
  for (const nome of percorso.split('/')) qui = qui?.figli.find((figlio) => figlio.nome === nome);
  return qui;
}

/** Its text; undefined where the element is not. */
export const testoDi = (elemento: Elemento | undefined, percorso: string): string | undefined =>
  trova(elemento, percorso)?.testo;

export const tutti = (elemento: Elemento | undefined, nome: string): Elemento[] =>
  elemento?.figli.filter((figlio) => figlio.nome === nome) ?? [];

/** An xs:boolean; undefined where the element is not. */
export function veroFalso(elemento: Elemento | undefined, percorso: string): boolean | undefined {
  const testo = testoDi(elemento, percorso)?.trim();
  return testo === undefined ? undefined : testo === 'true' || testo === '1';
}

const PROIBITI = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const SEGNI: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

const protetto = (testo: string, segni: RegExp): string =>
  testo.replace(PROIBITI, '\ufffd').replace(segni, (segno) => SEGNI[segno] ?? segno);
const IN_TESTO = /[&<>\r]/g;
const IN_ATTRIBUTO = /[&<>"\r]/g;

type Contenuto = string | number | boolean | readonly Elemento[];

/** An element to be written. */
export const el = (nome: string, contenuto: Contenuto): Elemento => ({
  nome,
  attributi: {},
  testo: typeof contenuto === 'object' ? '' : String(contenuto),
  figli: typeof contenuto === 'object' ? [...contenuto] : [],
});

/** The same, or nothing where there is no value. */
export const forse = (nome: string, contenuto: Contenuto | undefined): Elemento[] =>
  contenuto === undefined || (typeof contenuto === 'object' && contenuto.length === 0) ? [] : [el(nome, contenuto)];

function scritto({ nome, testo, attributi, figli }: Elemento, prima: string, rientro: string, fine: string): string {
  const voci = Object.entries(attributi).map(([chiave, valore]) => ` ${chiave}="${protetto(valore, IN_ATTRIBUTO)}"`);
  const apertura = `${prima}<${nome}${voci.join('')}>`;
  if (figli.length === 0) return `${apertura}${protetto(testo, IN_TESTO)}</${nome}>${fine}`;
  const dentro = figli.map((figlio) => scritto(figlio, prima + rientro, rientro, fine)).join('');
  return `${apertura}${fine}${dentro}${prima}</${nome}>${fine}`;
}

/** On one line, without a declaration. */
export const inRiga = (elemento: Elemento): string => scritto(elemento, '', '', '');

/** As the services answer: declared, one element a line. */
export const risposta = (elemento: Elemento): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${scritto(elemento, '', '    ', '\n')}`;
