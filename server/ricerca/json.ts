import type { Caller } from '../../schemas/accesso.api.js';
import type { RigaRiservata } from '../../schemas/registrazione-risposta.api.js';
import { isVisible, seesMaskedRows } from '../accesso/visibilita.js';
import type { FascicoloDi } from '../fascicoli/nomi.js';
import { rfc3339 } from '../lib/clock.js';
import { presentDelLettore, presentRiga } from '../protocollo/presenter.js';
import type { Elemento } from './righe.js';

/* Rows of the search as JSON: what is ready is not made again. */

/** Whether a row shows no more than that it is there. */
export const isMasked = (caller: Caller, one: object): boolean => seesMaskedRows(caller) && !isVisible(caller, one);

/** A text of JSON, an object that is not empty, with further data. */
export function joined(text: string, further: object): string {
  const more = JSON.stringify(further);
  return more === '{}' ? text : `${text.slice(0, -1)},${more.slice(1)}`;
}

/** Of a reserved registration, that it is there (contract §5). */
const riservata = ({ anno, numero, dataRegistrazione, flusso }: Elemento): RigaRiservata => ({
  ...{ anno, numero, dataRegistrazione: rfc3339(dataRegistrazione), flusso },
  riservata: true,
});

/** A row as its reader may know it; `visti` are the fascicoli that he may see. */
export function jsonOf(caller: Caller, one: Elemento & { visti?: FascicoloDi[] }): string {
  if ('forma' in one)
    return one.testo === undefined ? JSON.stringify(riservata(one)) : joined(one.testo, presentDelLettore(one));
  return JSON.stringify(isMasked(caller, one) ? riservata(one) : presentRiga(one));
}
