import { BASE, type Percorso, richiestaGrezza } from './client.js';
import * as percorsi from './percorsi.js';
import type { Riferimento } from './tipi.js';

/**
 * The bytes of a file, asked for with the headers that a link or a frame cannot carry.
 * @throws ProblemaError or ServerAssenteError as every request
 */
export async function leggiFile(
  di: Riferimento,
  n: number | undefined,
  motivoAccesso: string | undefined,
  copia?: percorsi.CopiaFile,
): Promise<Blob> {
  return leggiCarta(percorsi.file(di, n, copia), motivoAccesso);
}

/** The bytes of a paper that the server makes: label, receipt, stamped copy. @throws as every request */
export async function leggiCarta(percorso: Percorso<unknown>, motivoAccesso: string | undefined): Promise<Blob> {
  const risposta = await richiestaGrezza(BASE + percorso.url, { motivoAccesso });
  return risposta.blob();
}

/** Hands bytes to the browser as a download. */
export function scaricaBlob(bytes: Blob, nome: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = nome;
  link.click();
  URL.revokeObjectURL(address);
}

/** The same, handed to the browser as a download. */
export async function scaricaFile(
  di: Riferimento,
  n: number | undefined,
  nome: string,
  motivoAccesso: string | undefined,
  copia?: percorsi.CopiaFile,
): Promise<void> {
  scaricaBlob(await leggiFile(di, n, motivoAccesso, copia), nome);
}
