import { BASE, richiestaGrezza } from './client.js';
import * as percorsi from './percorsi.js';
import type { Riferimento } from './tipi.js';

/**
 * Downloads a file with the headers that a link cannot carry (reason of access, AOO) and hands it to the browser.
 * @throws ProblemaError or ServerAssenteError as every request
 */
export async function scaricaFile(
  di: Riferimento,
  n: number | undefined,
  nome: string,
  motivoAccesso: string | undefined,
): Promise<void> {
  const risposta = await richiestaGrezza(BASE + percorsi.file(di, n).url, { motivoAccesso });
  const address = URL.createObjectURL(await risposta.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = nome;
  link.click();
  URL.revokeObjectURL(address);
}
