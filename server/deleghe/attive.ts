import type { Caller, DelegaPortata } from '../../schemas/accesso.api.js';
import { type Delega, DelegaModel, findDelegheAperte } from '../../schemas/delega.model.js';
import { descendantsOf } from '../accesso/aoo.js';
import { createCache } from '../accesso/cache.js';
import { utenteOf } from '../accesso/sessione.js';
import { isInCorso } from '../sostituzioni/rules.js';
import { ufficiDellaDelega } from './rules.js';

/** How long a delegation made or ended by another process may stay unseen. */
const TTL_MS = 2_000;
/** The clock of a demonstration may be moved back: what ended lately is read too, and judged by its dates. */
const DALL_INIZIO = '0000-00-00';

const aperte = createCache((key) => findDelegheAperte(key.slice(key.indexOf('/') + 1), DALL_INIZIO), {
  ttlMs: TTL_MS,
  max: 200,
});
const keyOf = (aoo: string): string => `${DelegaModel.db.name}/${aoo}`;

/** To be called after one was made or ended. */
export const forgetDeleghe = (aoo: string): void => aperte.forget(keyOf(aoo));

/** One delegation as its holder carries it today; undefined where nothing of it is left. */
async function portataDi(delega: Delega, giorno: string): Promise<DelegaPortata | undefined> {
  const delegante = await utenteOf(delega.delegante);
  if (delegante?.attivo !== true) return undefined;
  const led = new Map<string, readonly string[]>();
  for (const { aoo, uo } of delegante.incarichi) if (aoo === delega.aoo) led.set(uo, await descendantsOf(aoo, uo));
  const uffici = ufficiDellaDelega(delega, delegante.incarichi, giorno, (uo) => led.get(uo) ?? []);
  const { _id, delegante: da, al, atti } = delega;
  return uffici.length === 0 ? undefined : { id: _id.toHexString(), da, al, atti, uffici };
}

/** The caller with what heads let him do on that day, in his own name: a substitute does not use the delegations of the titolare. */
export async function withDeleghe(caller: Caller, giorno: string): Promise<Caller> {
  const mine = (await aperte.get(keyOf(caller.aoo))).filter(
    (one) => one.delegato === caller.utente && isInCorso(one, giorno),
  );
  if (mine.length === 0) return caller;
  const deleghe = (await Promise.all(mine.map((one) => portataDi(one, giorno)))).filter((one) => one !== undefined);
  return deleghe.length === 0 ? caller : { ...caller, deleghe };
}
