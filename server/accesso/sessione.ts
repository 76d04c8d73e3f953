import { createHash, randomBytes } from 'node:crypto';
import {
  deleteSessione,
  deleteSessioniBefore,
  findSessione,
  insertSessione,
  type Sessione,
  SessioneModel,
} from '../../schemas/sessione.model.js';
import { findUtente, type Utente } from '../../schemas/utente.model.js';
import { createCache } from './cache.js';

/** A session ended or a user disabled by another process is noticed within two seconds; by this one, at once. */
const TTL_MS = 1_500;
const DAY_MS = 86_400_000;
/** Expired sessions stay this long: a demonstration's clock may be moved back and forth. */
const KEPT_DAYS = 7;
const SWEEP_EVERY_MS = 10 * 60_000;
const TOKEN = /^[\w-]{43}$/;

const keyOf = (id: string): string => `${SessioneModel.db.name}/${id}`;
const idOfKey = (key: string): string => key.slice(key.indexOf('/') + 1);

// what is not there is not kept: forged tokens would fill the memory, and a session just made elsewhere must work
const sessioni = createCache((key) => findSessione(idOfKey(key)), {
  ttlMs: TTL_MS,
  max: 20_000,
  keep: (found) => found !== null,
});
const utenti = createCache((key) => findUtente(idOfKey(key)), {
  ttlMs: TTL_MS,
  max: 5_000,
  keep: (found) => found !== null,
});

const idOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A signed-in user: the session and who it is of. */
export interface Identita {
  sessione: Sessione;
  utente: Utente;
}

let sweptAtMs = -Infinity;

/** Old sessions go with the sign-ins, by the injected clock; a failure is left to the next one. */
function sweepNow(adesso: Date): void {
  const nowMs = performance.now();
  if (nowMs - sweptAtMs < SWEEP_EVERY_MS) return;
  sweptAtMs = nowMs;
  void deleteSessioniBefore(new Date(adesso.getTime() - KEPT_DAYS * DAY_MS)).catch(() => undefined);
}

/** Opens a session. The token is opaque, 32 random bytes; only its hash is kept. */
export async function createSession(
  utente: string,
  adesso: Date,
  durataMs: number,
): Promise<{ token: string; scadenza: Date }> {
  const token = randomBytes(32).toString('base64url');
  const scadenza = new Date(adesso.getTime() + durataMs);
  await insertSessione({ _id: idOf(token), utente, creata: adesso, scadenza });
  sweepNow(adesso);
  return { token, scadenza };
}

/** Ends one session. */
export async function endSession({ sessione }: Pick<Identita, 'sessione'>): Promise<void> {
  await deleteSessione(sessione._id);
  sessioni.forget(keyOf(sessione._id));
}

/** To be called after sessions were deleted, or a user was changed: what this process knew is read again. */
export function forgetSessionsOf(utente: string): void {
  sessioni.forgetAll(); // rare, and the cache is filled again within a second
  forgetUtente(utente);
}

const forgetUtente = (utente: string): void => utenti.forget(keyOf(utente));

/** The user as known to this process, at most two seconds old. */
export const utenteOf = (utente: string): Promise<Utente | null> => utenti.get(keyOf(utente));

/** Who the token is of; undefined if it is forged or ended, the session has expired by that clock, or the user is not active. */
export async function identityOf(token: string, adesso: Date): Promise<Identita | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const sessione = await sessioni.get(keyOf(idOf(token)));
  if (sessione === null || sessione.scadenza <= adesso) return undefined;
  const utente = await utenteOf(sessione.utente);
  return utente?.attivo === true ? { sessione, utente } : undefined;
}
