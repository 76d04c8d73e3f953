import type { EsitoRichiesta, Suggerimenti } from '../../../schemas/suggerimento.api.js';
import { chiedi, type Percorso } from '../../api/client.js';

const annota: Percorso<undefined> = { metodo: 'POST', url: '/titolario/suggerimenti/esiti' };

/**
 * Tells which place the chosen voce had among the suggestions, so that their quality is known by month. Nothing waits for it: what
 * was registered or classified stays so if it is not heard.
 * @param id - made with the form, a UUID
 */
export function annotaEsito(id: string, risposta: Suggerimenti | undefined, scelto: string): void {
  if (risposta === undefined || scelto === '') return;
  const { suggerimenti, sicuro } = risposta;
  const corpo: EsitoRichiesta = { id, proposti: suggerimenti.map(({ codice }) => codice), sicuro, scelto };
  void chiedi(annota, { corpo }).catch(() => undefined);
}
