import { SaxesParser } from 'saxes';

/** An answer that cannot be read: what it would have said is not known. The message is for the log and for the record of the call. */
export class RispostaIllegibileError extends Error {}

/** An element of an answer, by its name without prefix. */
export interface Elemento {
  nome: string;
  testo: string;
  figli: Elemento[];
}

/** Far above any answer; what is beyond is not an answer but an attack, or a fault. */
const MAX_ELEMENTI = 200_000;
const MAX_PROFONDITA = 100;

/** Encodings in which answers may come. */
const CODIFICHE = new Set([
  'utf-8',
  'us-ascii',
  'ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1252',
  'utf-16',
  'utf-16le',
  'utf-16be',
]);

const BOM: readonly (readonly [bytes: string, codifica: string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

function codificaOf(bytes: Buffer, mime: string): string {
  const inizio = bytes.subarray(0, 3).toString('hex');
  const bom = BOM.find(([marca]) => inizio.startsWith(marca));
  if (bom !== undefined) return bom[1];
  const dichiarata = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    bytes.subarray(0, 256).toString('latin1'),
  );
  return (dichiarata?.[1] ?? /charset\s*=\s*"?([\w.:-]+)/i.exec(mime)?.[1] ?? 'utf-8').toLowerCase();
}

/**
 * The text of an answer, as its mark, its declaration or its header tell it.
 * @throws RispostaIllegibileError for an encoding that no receiver uses, or bytes that are not of the encoding that is told
 */
export function testoOf(bytes: Buffer, mime = ''): string {
  const codifica = codificaOf(bytes, mime);
  if (!CODIFICHE.has(codifica)) throw new RispostaIllegibileError(`the encoding ${codifica.slice(0, 40)} is not read`);
  try {
    return new TextDecoder(codifica, { fatal: true }).decode(bytes);
  } catch {
    throw new RispostaIllegibileError(`the bytes are not ${codifica}`);
  }
}

const senzaPrefisso = (nome: string): string => nome.slice(nome.indexOf(':') + 1);

/**
 * The tree of a document. No DTD, no entities but the five of XML and numbers.
 * @throws RispostaIllegibileError where it is not such XML, or is deeper or larger than any answer
 */
export function leggiXml(testo: string): Elemento {
  const parser = new SaxesParser({ position: false });
  const aperti: Elemento[] = [];
  let radice: Elemento | undefined;
  let numero = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new RispostaIllegibileError('it has a DTD');
  });
  parser.on('opentag', ({ name }) => {
    numero += 1;
    if (numero > MAX_ELEMENTI || aperti.length >= MAX_PROFONDITA)
      throw new RispostaIllegibileError('it has more elements than any answer');
    const elemento: Elemento = { nome: senzaPrefisso(name), testo: '', figli: [] };
    aperti.at(-1)?.figli.push(elemento);
    radice ??= elemento;
    aperti.push(elemento);
  });
  parser.on('closetag', () => {
    aperti.pop();
  });
  const scrivi = (pezzo: string): void => {
    const ultimo = aperti.at(-1);
    if (ultimo !== undefined) ultimo.testo += pezzo;
  };
  parser.on('text', scrivi);
  parser.on('cdata', scrivi);
  try {
    parser.write(testo).close();
  } catch (error) {
    if (error instanceof RispostaIllegibileError) throw error;
    throw new RispostaIllegibileError('it is not XML', { cause: error });
  }
  if (radice === undefined) throw new RispostaIllegibileError('it is not XML');
  return radice;
}

/** The child of that name, and of that in it, and so on. */
export const sotto = (elemento: Elemento | undefined, ...nomi: readonly string[]): Elemento | undefined =>
  nomi.reduce((qui, nome) => qui?.figli.find((figlio) => figlio.nome === nome), elemento);

/** All children of that name. */
export const tutti = (elemento: Elemento | undefined, nome: string): Elemento[] =>
  elemento?.figli.filter((figlio) => figlio.nome === nome) ?? [];

/** The text down there, without blanks around; undefined where there is none. */
export function testoSotto(elemento: Elemento | undefined, ...nomi: readonly string[]): string | undefined {
  const testo = sotto(elemento, ...nomi)?.testo.trim();
  return testo === '' ? undefined : testo;
}

/** Every element of that name, however deep, in the order of the document. */
export function ovunque(elemento: Elemento | undefined, nome: string): Elemento[] {
  if (elemento === undefined) return [];
  return elemento.figli.flatMap((figlio) => [...(figlio.nome === nome ? [figlio] : []), ...ovunque(figlio, nome)]);
}
