import { createHash, randomBytes } from 'node:crypto';
import {
  type AccessoInteressato,
  countErrati,
  deleteSessioneInteressato,
  findSessioneInteressato,
  insertLettura,
  insertSessioneInteressato,
} from '../../schemas/accesso-interessato.model.js';
import { verifyPassword } from '../accesso/password.js';
import type { Clock } from '../lib/clock.js';
import { normalizeCodice, statoAccesso } from './regole.js';

/** After that he gives the code again. */
export const DURATA_MS = 30 * 60_000;
const VECCHIE_MS = 86_400_000;

export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const traceOf = (clock: Clock, { aoo, fascicolo, _id }: AccessoInteressato) => ({
  aoo,
  fascicolo,
  accesso: _id,
  quando: clock.now(),
});

/**
 * Whether the one who holds the link is the person concerned. The one place for it: today by a code that the office gives apart; SPID and
 * CIE (CAD art. 64) take its place here, comparing the codice fiscale that they assert with that of the subject. The page says so.
 * @returns what the browser keeps, or null
 */
export async function identify(clock: Clock, accesso: AccessoInteressato, codice: string): Promise<string | null> {
  const right = await verifyPassword(accesso.codiceHash, normalizeCodice(codice));
  const open = statoAccesso(accesso, await countErrati(accesso._id), clock.now()) === 'attivo';
  await insertLettura({ ...traceOf(clock, accesso), che: right && open ? 'ingresso' : 'codice-errato' });
  if (!right || !open) return null;
  const token = randomBytes(32).toString('base64url');
  const adesso = clock.now().getTime();
  const sessione = { _id: digestOf(token), accesso: accesso._id, scadenza: new Date(adesso + DURATA_MS) };
  await insertSessioneInteressato(sessione, new Date(adesso - VECCHIE_MS));
  return token;
}

/** Whether that browser has proved it, not too long ago, for this access. */
export async function isIdentified(
  clock: Clock,
  { _id }: AccessoInteressato,
  token: string | undefined,
): Promise<boolean> {
  if (token === undefined) return false;
  const found = await findSessioneInteressato(digestOf(token));
  return found?.accesso === _id && found.scadenza > clock.now();
}

export const forgetIdentity = async (token: string | undefined): Promise<void> => {
  if (token !== undefined) await deleteSessioneInteressato(digestOf(token));
};
