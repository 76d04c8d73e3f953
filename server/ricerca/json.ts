import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { RigaRiservata } from '../../schemas/registrazione-risposta.api.js';
import { isVisible, seesMaskedRows } from '../accesso/visibilita.js';
import type { FascicoloDi } from '../fascicoli/nomi.js';
import { rfc3339 } from '../lib/clock.js';
import { presentDelLettore, presentRiga } from '../protocollo/presenter.js';
import type { Elemento } from './righe.js';

/* Rows of the search as JSON: what is ready is not made again, its bytes go out as they are kept. */

/** Whether a row shows no more than that it is there. */
export const isMasked = (caller: Caller, one: object): boolean => seesMaskedRows(caller) && !isVisible(caller, one);

/** An object of JSON that is not empty, with further data. */
function joined(json: Buffer, further: object): Buffer {
  const more = JSON.stringify(further);
  return more === '{}' ? json : Buffer.concat([json.subarray(0, -1), Buffer.from(`,${more.slice(1)}`)]);
}

/** Of a reserved registration, that it is there (contract §5). */
const riservata = ({
  anno,
  numero,
  dataRegistrazione,
  flusso,
}: Pick<Registrazione, 'anno' | 'numero' | 'dataRegistrazione' | 'flusso'>): RigaRiservata => ({
  ...{ anno, numero, dataRegistrazione: rfc3339(dataRegistrazione), flusso },
  riservata: true,
});

/** A row as its reader may know it; `visti` are the fascicoli that he may see. */
export function jsonOf(caller: Caller, one: Elemento & { visti?: FascicoloDi[] }): Buffer {
  if ('forma' in one && one.testo !== undefined) return joined(one.testo, presentDelLettore(one));
  const shown = 'forma' in one || isMasked(caller, one) ? riservata(one) : presentRiga(one);
  return Buffer.from(JSON.stringify(shown));
}

const COMMA = Buffer.from(',');

/** A list of rows, with what else is said of it. */
export function elencoOf(rows: readonly Buffer[], besides: object): Buffer {
  const parted = rows.flatMap((row, i) => (i === 0 ? [row] : [COMMA, row]));
  return joined(Buffer.concat([Buffer.from('{"elementi":['), ...parted, Buffer.from(']}')]), besides);
}
