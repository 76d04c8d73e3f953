import type { Sinonimo } from './sinonimi.js';

/** Where a text about a voce comes from, with its weight among the others (measured: npm run bench -- suggerimenti). */
export const CAMPI = {
  voce: 3,
  titolo: 0.3,
  descrizione: 2,
  sottoclassi: 2,
  prontuario: 2.5,
  massimario: 1,
  procedimenti: 1.5,
  frasi: 2,
  esempi: 2,
  tabella: 2,
} as const;
export type Campo = keyof typeof CAMPI;

export interface Brano {
  campo: Campo;
  testo: string;
}

/** All that is known in words of one voce of the second level. */
export interface Materia {
  codice: string;
  voce: string;
  brani: Brano[];
  /** who usually writes of it, in words */
  corrispondenti: string[];
}

/** A piece of knowledge that belongs to a code of the standard titolario. */
export interface Notizia {
  codice: string;
  campo: Campo;
  testo: string;
  corrispondente?: string;
}

/** What comes with the product. */
export interface Dati {
  notizie: readonly Notizia[];
  sinonimi: readonly Sinonimo[];
  /** below the classi, with the text of the voce for which it holds */
  sottoclassi: readonly { codice: string; voce: string; brano: Brano }[];
  /** text of the voci of the model: where an AOO means something else by a code, what we know of it does not hold */
  voci: ReadonlyMap<string, string>;
}

/** A voce as the engine needs it. */
export interface VoceNota {
  codice: string;
  voce: string;
  descrizione?: string | undefined;
  livello: number;
}

/** The code of the second level that a code stands under; undefined for a titolo with classi below it. */
export const classeOf = (codice: string): string => codice.split('.').slice(0, 2).join('.');

/**
 * The knowledge about each of the classi (and of a titolo without classi), from the voci of an AOO and from what comes with
 * the product for those codes that mean the same there.
 * @param voci - the voci that may be used, of every level
 */
export function materieOf(voci: readonly VoceNota[], { notizie, sinonimi, voci: modello }: Dati): Materia[] {
  const titoli = new Map(voci.filter(({ livello }) => livello === 1).map((titolo) => [titolo.codice, titolo]));
  const conClassi = new Set(voci.filter(({ livello }) => livello === 2).map(({ codice }) => codice.split('.')[0]));
  const materie = new Map<string, Materia>();
  for (const { codice, voce, descrizione, livello } of voci) {
    if (livello > 2 || (livello === 1 && conClassi.has(codice))) continue;
    const titolo = livello === 2 ? titoli.get(codice.split('.')[0] ?? '') : undefined;
    const brani: Brano[] = [{ campo: 'voce', testo: voce }];
    if (descrizione !== undefined) brani.push({ campo: 'descrizione', testo: descrizione });
    if (titolo !== undefined) brani.push({ campo: 'titolo', testo: `${titolo.voce} ${titolo.descrizione ?? ''}` });
    materie.set(codice, { codice, voce, brani, corrispondenti: [] });
  }
  for (const { codice, voce, livello, descrizione } of voci) {
    if (livello > 2)
      materie.get(classeOf(codice))?.brani.push({ campo: 'sottoclassi', testo: `${voce} ${descrizione ?? ''}`.trim() });
  }
  const same = (codice: string): Materia | undefined => {
    const materia = materie.get(classeOf(codice));
    return materia !== undefined && modello.get(materia.codice) === materia.voce ? materia : undefined;
  };
  for (const { codice, campo, testo, corrispondente } of notizie) {
    const materia = same(codice);
    materia?.brani.push({ campo, testo });
    if (corrispondente !== undefined) materia?.corrispondenti.push(corrispondente);
  }
  for (const { forma, espansione, voce } of sinonimi) {
    if (voce !== '') same(voce)?.brani.push({ campo: 'tabella', testo: `${forma} ${espansione}` });
  }
  return [...materie.values()];
}
