import type { IndicePacchetto, Ritocchi, Seguito, Versabile } from '../tipi.js';
import { indiceAggiornamento } from './parer-aggiornamento.js';
import { indiceAggiunta } from './parer-aggiunta.js';
import type { Contesto } from './parer-comune.js';
import { indiceFascicolo } from './parer-fascicolo.js';
import { indiceUnita } from './parer-unita.js';

export type { Contesto } from './parer-comune.js';

/**
 * The index of a package as ParER wants it: a new one, or what follows of one that is kept. Pure.
 * @throws RangeError for what follows of a fascicolo: what is kept of it does not change
 */
export function indiceParer(
  contesto: Contesto,
  versabile: Versabile,
  ritocchi: Ritocchi,
  seguito?: Seguito,
): IndicePacchetto {
  if (versabile.tipo === 'fascicolo') {
    if (seguito !== undefined) throw new RangeError('a fascicolo that is kept does not change');
    return indiceFascicolo(contesto, versabile, ritocchi);
  }
  if (seguito === undefined) return indiceUnita(contesto, versabile, ritocchi);
  return seguito.operazione === 'aggiunta'
    ? indiceAggiunta(contesto, versabile, seguito.documento, ritocchi)
    : indiceAggiornamento(contesto, versabile, seguito.motivo, ritocchi);
}
