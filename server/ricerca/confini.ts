import { databaseName, findPosto } from '../../schemas/registrazione-ricerca.model.js';
import { legalYear } from '../lib/clock.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import type { Voce } from './lettura.js';

/** Numbers grow with time: what is asked by days is found by numbers. */

const MAX_NOTI = 5_000;
/** First places at or after an instant; they never change once something follows. */
const noti = new Map<string, Voce>();

/** The first place of the register at or after the instant; beyond all that is there if nothing follows. */
export async function firstAtOrAfter(aoo: string, instant: Date): Promise<Voce> {
  const key = `${databaseName()}/${aoo}/${instant.getTime()}`;
  const known = noti.get(key);
  if (known !== undefined) return known;
  const anno = legalYear(instant);
  const year = { aoo, registro: REGISTRO_GENERALE, anno };
  const [first, last] = await Promise.all([findPosto(year, 1), findPosto(year, -1)]);
  if (first === null || last === null || last.dataRegistrazione < instant) return { anno: anno + 1, numero: 0 };
  let [from, to] = [first.numero, last.numero];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const found = await findPosto({ ...year, numero: middle }, 1);
    if (found === null || found.dataRegistrazione < instant) from = middle + 1;
    else to = middle;
  }
  const place = { anno, numero: from };
  if (noti.size >= MAX_NOTI) noti.clear();
  noti.set(key, place);
  return place;
}
