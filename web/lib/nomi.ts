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

/** Every word of `cercato` begins a word of `testo`, whatever accents, case and signs: `02/03/2026` is three of them. */
export function contieneParole(testo: string, cercato: string): boolean {
  const words = wordsOf(testo);
  return wordsOf(cercato)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}
