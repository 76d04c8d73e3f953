import { BASE, richiestaGrezza } from './client.js';
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
): Promise<Blob> {
  const risposta = await richiestaGrezza(BASE + percorsi.file(di, n).url, { motivoAccesso });
  return risposta.blob();
}

/** The same, handed to the browser as a download. */
export async function scaricaFile(
  di: Riferimento,
  n: number | undefined,
  nome: string,
  motivoAccesso: string | undefined,
): Promise<void> {
  const address = URL.createObjectURL(await leggiFile(di, n, motivoAccesso));
  const link = document.createElement('a');
  link.href = address;
  link.download = nome;
  link.click();
  URL.revokeObjectURL(address);
}
