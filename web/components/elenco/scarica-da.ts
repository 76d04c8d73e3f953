import { BASE, type Percorso, richiestaGrezza } from '../../api/client.js';
import { wordsOf } from '../../api/errori.js';
import { scaricaBlob } from '../../api/scarica.js';
import { annuncia } from '../Esiti.js';

/** A list or a paper that the server writes, handed to the browser as a download; what went wrong is told. */
export async function scaricaDa({ url }: Pick<Percorso<unknown>, 'url'>, accetta: string, nome: string): Promise<void> {
  try {
    const risposta = await richiestaGrezza(BASE + url, { accetta });
    scaricaBlob(await risposta.blob(), nome);
  } catch (error) {
    annuncia('Non esportato.', wordsOf(error), 'bad');
  }
}
