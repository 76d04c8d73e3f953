import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Atto, Caller } from '../../schemas/accesso.api.js';
import { cleanText } from '../../schemas/testo.api.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { asDomainError } from '../lib/mongo.js';
import { OperazioneNonConsentitaError, Problema } from '../lib/problem.js';
import type { Guard } from '../lib/route.js';
import { withDeleghe } from '../deleghe/attive.js';
import { actingFor } from '../sostituzioni/attive.js';
import { requireSameOrigin, takeCookie, tokenOf } from './credenziali.js';
import { mayAtAll } from './diritti.js';
import { callerOf, chooseIncarico } from './incarico.js';
import { type Identita, identityOf } from './sessione.js';
import { passesReserve } from './visibilita.js';

const MAX_MOTIVO = 500;

/** Id of the request, as in the logs; the application puts it there before any route. */
export const richiestaOf = (res: Response): string => {
  const id: unknown = res.locals['richiesta'];
  return typeof id === 'string' ? id : randomUUID();
};

/**
 * Who has signed in.
 * @throws Problema 401 without a session, or with one that is forged or over; 403 for a change asked from another site's page
 */
export async function authenticate(req: Request, adesso: Date): Promise<Identita> {
  const token = tokenOf(req);
  if (token !== undefined) {
    requireSameOrigin(req, token);
    const identita = await identityOf(token.valore, adesso);
    if (identita !== undefined) return identita;
  }
  req.res?.set('WWW-Authenticate', 'Bearer realm="protocollo"');
  throw new Problema(
    'accesso-richiesto',
    token === undefined
      ? 'Per continuare occorre accedere.'
      : 'La sessione è scaduta o non è valida: accedere di nuovo.',
  );
}

/** Headers carry no accents: the pages send the reason percent-encoded, others may not. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The reason to read what is reserved, of those whom it opens something. */
function motivoOf(req: Request, caller: Caller): string | undefined {
  const header = req.get('x-motivo-accesso');
  if (header === undefined || !passesReserve(caller)) return undefined;
  const motivo = Array.from(cleanText(decoded(header)))
    .slice(0, MAX_MOTIVO)
    .join('')
    .trim();
  return motivo === '' ? undefined : motivo;
}

/** True if the caller may do the act, or one of the acts, on something. */
export const mayAny = (caller: Pick<Caller, 'ruolo' | 'deleghe'>, atto: Atto | readonly Atto[]): boolean =>
  (typeof atto === 'string' ? [atto] : atto).some((one) => mayAtAll(caller, one));

async function callerFor(
  req: Request,
  res: Response,
  { clock, config }: Pick<Deps, 'clock' | 'config'>,
): Promise<Caller> {
  const adesso = clock.now();
  const aoo = req.get('x-aoo');
  const { utente } = await authenticate(req, adesso);
  const incarico = await chooseIncarico(utente, aoo, legalDay(adesso)).catch((error: unknown) => {
    // nothing is left to do with this session: the pages go back to the sign-in, which says why
    if (error instanceof OperazioneNonConsentitaError && aoo === undefined) takeCookie(res, config.urlPubblico);
    throw error;
  });
  const caller = await callerOf(utente, incarico, richiestaOf(res));
  const titolare = req.get('x-per-conto-di');
  const acting =
    titolare === undefined || titolare === ''
      ? await withDeleghe(caller, legalDay(adesso))
      : await actingFor(caller, titolare, legalDay(adesso));
  const motivoAccesso = motivoOf(req, acting);
  return motivoAccesso === undefined ? acting : { ...acting, motivoAccesso };
}

/** The one guard of all routes: session, AOO, charge valid on the day, right. A database that is away is 503, never 401. */
export const createGuard =
  (deps: Pick<Deps, 'clock' | 'config'>): Guard =>
  async (req, res, atto) => {
    if (atto === 'pubblico') return undefined;
    const caller = await callerFor(req, res, deps).catch((error: unknown) => {
      throw asDomainError(error);
    });
    res.locals['caller'] = caller;
    if (atto !== 'sessione' && !mayAny(caller, atto)) throw new OperazioneNonConsentitaError();
    return caller;
  };
