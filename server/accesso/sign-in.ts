import type { Io } from '../../schemas/accesso.api.js';
import { findUtente } from '../../schemas/utente.model.js';
import { withDeleghe } from '../deleghe/attive.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { Problema } from '../lib/problem.js';
import { recordAccesso } from './audit.js';
import type { Blocco } from './blocco.js';
import { callerOf, chooseIncarico } from './incarico.js';
import { presentIo } from './io.js';
import { verifyPassword } from './password.js';
import { createSession } from './sessione.js';

interface TentativoAccesso {
  utente: string;
  password: string;
  /** AOO named by X-AOO */
  aoo: string | undefined;
  /** address of who asks */
  indirizzo: string;
  richiesta: string;
}

/** User names are written in small letters; how they are typed does not matter. */
export const normalizeNomeUtente = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/**
 * Signs a user in.
 * @throws Problema 401 with one text for an unknown user, a wrong password, an account that is off; TroppiTentativiError;
 *   OperazioneNonConsentitaError when no charge is valid today
 */
export async function signIn(
  { clock, config, dimostrazione }: Pick<Deps, 'clock' | 'config' | 'dimostrazione'>,
  blocco: Blocco,
  { utente: typed, password, aoo, indirizzo, richiesta }: TentativoAccesso,
): Promise<{ token: string; scadenza: Date; io: Io }> {
  const nome = normalizeNomeUtente(typed);
  const utente = await blocco.attempt(nome, indirizzo, async () => {
    const known = await findUtente(nome);
    const right = await verifyPassword(known?.passwordHash, password);
    if (right && known?.attivo === true) return known;
    await recordAccesso(clock, { utente: known?._id ?? 'sconosciuto', richiesta }, 'accesso-non-riuscito'); // for all: the time tells nothing
    return undefined;
  });
  if (utente === undefined)
    throw new Problema('credenziali-non-valide', 'Nome utente o password non corretti: controllare e riprovare.');
  const adesso = clock.now();
  const incarico = await chooseIncarico(utente, aoo, legalDay(adesso));
  const caller = await withDeleghe(await callerOf(utente, incarico, richiesta), legalDay(adesso));
  const io = await presentIo(caller, utente, adesso, { config, dimostrazione });
  await recordAccesso(clock, caller, 'accesso');
  return { ...(await createSession(utente._id, adesso, config.durataSessioneMs)), io };
}
