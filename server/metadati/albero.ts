import { closeTag, openTag, textElement } from '../giornaliero/xml.js';

/** An element of the metadata: a text, or elements in the order of the schema. Allegato 5 has neither attributes nor namespaces. */
export interface Nodo {
  nome: string;
  testo?: string;
  figli?: readonly Nodo[];
}

/** An element with a text; none where there is no text: what is not known is not written. */
export const foglia = (nome: string, testo: string | number | boolean | undefined): Nodo[] =>
  testo === undefined || testo === '' ? [] : [{ nome, testo: String(testo) }];

export const gruppo = (nome: string, ...figli: readonly (readonly Nodo[])[]): Nodo => ({ nome, figli: figli.flat() });

/** The same, where there is something in it. */
export const gruppoPieno = (nome: string, ...figli: readonly (readonly Nodo[])[]): Nodo[] => {
  const made = gruppo(nome, ...figli);
  return made.figli?.length === 0 ? [] : [made];
};

const INDENT = '  ';

function* linesOf({ nome, testo, figli = [] }: Nodo, depth: number): Generator<string> {
  const pad = INDENT.repeat(depth);
  if (testo !== undefined) yield pad + textElement(nome, testo);
  else if (figli.length === 0) yield `${pad}<${nome}/>`;
  else {
    yield pad + openTag(nome);
    for (const figlio of figli) yield* linesOf(figlio, depth + 1);
    yield pad + closeTag(nome);
  }
}

/** The document as XML 1.0 in UTF-8, one element a line; the same tree gives the same bytes. */
export const toXml = (radice: Nodo): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${[...linesOf(radice, 0)].join('\n')}\n`;

/** A datum of the metadata, for who reads them as a list. */
export interface CampoMetadato {
  /** names from below the root: `DatiDiRegistrazione/TipologiaDiFlusso` */
  elemento: string;
  valore: string;
}

/** Every text of the tree, in its order. `salta`: names of elements that are not gone into. */
export function campiOf(radice: Nodo, salta: readonly string[] = []): CampoMetadato[] {
  const walk = (nodo: Nodo, above: string): CampoMetadato[] => {
    const elemento = above === '' ? nodo.nome : `${above}/${nodo.nome}`;
    if (nodo.testo !== undefined) return [{ elemento, valore: nodo.testo }];
    if (salta.includes(nodo.nome)) return [];
    return (nodo.figli ?? []).flatMap((figlio) => walk(figlio, elemento));
  };
  return (radice.figli ?? []).flatMap((figlio) => walk(figlio, ''));
}
