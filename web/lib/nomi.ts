import type { Flusso, Io, Ufficio } from '../api/tipi.js';

/** Names of what the API tells by its code. */

export const PAROLE_FLUSSO: Record<Flusso, string> = { E: 'Entrata', U: 'Uscita', I: 'Interna' };

/** `U410 Edilizia privata (SUE)`, or the bare code of an office that is not known. */
export function nomeUfficio(uffici: readonly Ufficio[] | undefined, codice: string): string {
  const found = uffici?.find((one) => one.codice === codice);
  return found === undefined ? codice : `${codice} ${found.denominazione}`;
}

/** Codes of an office and of all below it. */
export function settoreDi(uffici: readonly Ufficio[], uo: string): Set<string> {
  const reached = new Set([uo]);
  let size = 0;
  while (size !== reached.size) {
    size = reached.size;
    for (const { codice, padre } of uffici) if (padre !== undefined && reached.has(padre)) reached.add(codice);
  }
  return reached;
}

/** `PEC`, or the bare code of a means that the AOO does not know any more. */
export function nomeMezzo(io: Pick<Io, 'mezzi'>, codice: string): string {
  return io.mezzi.find((one) => one.codice === codice)?.denominazione ?? codice;
}

const REGISTRI: Readonly<Record<string, string>> = { 'PROT-GEN': 'generale' };

/** `registro generale`; one without a name of its own by its code. */
export function nomeRegistro(codice: string): string {
  return `registro ${REGISTRI[codice] ?? codice}`;
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = (text: string): string[] => folded(text).split(/[^\p{L}\p{N}.]+/u);

/** Whether the parts stand there in a row: each whole, the last one as far as it is written. */
const standsIn = (words: readonly string[], parts: readonly string[]): boolean =>
  words.some((_, at) =>
    parts.every((part, i) =>
      i < parts.length - 1 ? words[at + i] === part : words[at + i]?.startsWith(part) === true,
    ),
  );

/**
 * Every word of `cercato` begins a word of `testo`, whatever accents, case and signs; what is written without a blank stands there in a
 * row, `02/03/2026` is not any day of that month.
 */
export function contieneParole(testo: string, cercato: string): boolean {
  const words = wordsOf(testo).filter(Boolean);
  return cercato.split(/\s+/u).every((term) => {
    const parts = wordsOf(term).filter(Boolean);
    return parts.length === 0 || standsIn(words, parts);
  });
}
