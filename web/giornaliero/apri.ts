import { BASE, richiestaGrezza } from '../api/client.js';
import type { Percorso } from '../api/client.js';
import { scaricaBlob } from '../api/scarica.js';

export type FormatoRegistro = 'pdf' | 'xml';
const TIPI: Readonly<Record<FormatoRegistro, string>> = { pdf: 'application/pdf', xml: 'application/xml' };
/** Long enough for another tab to have read it. */
const KEPT_MS = 60_000;

/**
 * Opens a register in another tab, or hands it over as a file: the XML always, the PDF where the browser opens no tab.
 * @throws ProblemaError or ServerAssenteError as every request
 */
export async function apriRegistro(percorso: Percorso<unknown>, formato: FormatoRegistro, nome: string): Promise<void> {
  const risposta = await richiestaGrezza(BASE + percorso.url, { accetta: TIPI[formato] });
  const address = URL.createObjectURL(await risposta.blob());
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
  if (formato === 'pdf' && window.open(address, '_blank') !== null) return;
  const link = document.createElement('a');
  link.href = address;
  link.download = `${nome}.${formato}`;
  link.click();
}

/** Hands over the seal of a register, detached (CAdES); where it was not there yet the server puts it on now. @throws as every request */
export async function scaricaSigillo(percorso: Percorso<unknown>, nome: string): Promise<void> {
  const risposta = await richiestaGrezza(BASE + percorso.url, { accetta: 'application/pkcs7-signature' });
  scaricaBlob(await risposta.blob(), nome);
}

/** Has the seal put on a register and on its readable form, where it is not there yet. @throws as every request */
export async function apponiSigilli(percorsi: readonly Percorso<unknown>[]): Promise<void> {
  for (const { url } of percorsi) await richiestaGrezza(BASE + url, { accetta: 'application/pkcs7-signature' });
}
