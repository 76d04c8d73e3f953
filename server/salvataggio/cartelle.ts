import path from 'node:path';

/** Names in the place of the backups: `oggetti/` for the files of all of them, one folder a backup, hidden while it is written. */
export const OGGETTI = 'oggetti';
export const MANIFESTO = 'manifesto.json';
export const ELENCO_FILE = 'file.txt.gz';
const NOME = /^\d{4}-\d{2}-\d{2}T\d{6}Z$/;

/** `2026-11-26T013000Z`: sorts as it was made, and is a name on every file system. */
export const nomeOf = (istante: Date): string => `${istante.toISOString().slice(0, 19).replaceAll(':', '')}Z`;
export const isNome = (nome: string): boolean => NOME.test(nome);
export const parzialeOf = (nome: string): string => `.${nome}.parziale`;
export const isParziale = (nome: string): boolean =>
  nome.startsWith('.') && nome.endsWith('.parziale') && isNome(nome.slice(1, -'.parziale'.length));
export const raccoltaOf = (nome: string): string => `${nome}.bson.gz`;

/**
 * Which of the kept backups are let go. @param nomi - all of them @param conserva - how many stay, the newest
 * @returns oldest first
 */
export const daTogliere = (nomi: readonly string[], conserva: number): string[] =>
  nomi.filter(isNome).sort().slice(0, -conserva);

/** The files whose turn it is to be read again: each of them once in `giri` backups. @param turno - any number that grows by one a backup */
export const isDaRileggere = (sha256: string, turno: number, giri: number): boolean =>
  Number.parseInt(sha256.slice(0, 6), 16) % giri === turno % giri;

/** The place of the backups and the folder of one, from a path to it. */
export const luogoDi = (cartella: string): { luogo: string; nome: string } => {
  const intera = path.resolve(cartella);
  return { luogo: path.dirname(intera), nome: path.basename(intera) };
};
