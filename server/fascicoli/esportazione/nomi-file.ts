const MAX_NOME = 80;
const ESTENSIONE = /\.[A-Za-z0-9]{1,10}$/;

/** A name as letters, digits and a few signs that every system of files takes; never empty, never a path, never hidden. Pure. */
export function nomeSicuro(nome: string): string {
  const plain = nome
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  const estensione = ESTENSIONE.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - estensione.length).slice(0, MAX_NOME - estensione.length);
  return `${stem === '' ? 'file' : stem}${estensione}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Folder of a document, by its place in the fascicolo: `0001_2026-0000012`. */
export const cartellaDi = (posto: number, detto: string): string =>
  `${String(posto).padStart(4, '0')}_${nomeSicuro(detto)}`;

/** Names within the folder of a document: they differ by what stands before, whatever the files were called. */
export const nomeDocumento = (nome: string): string => `documento_${nomeSicuro(nome)}`;
export const nomeAllegato = (n: number, nome: string): string => `allegato-${two(n)}_${nomeSicuro(nome)}`;
export const inizioVersione = (n: number): string => `versione-${two(n)}_`;
export const nomeVersione = (n: number, nome: string): string => `${inizioVersione(n)}${nomeSicuro(nome)}`;
