import type { ClientSession } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import type { Atto, Caller } from '../../schemas/accesso.api.js';
import { appendAtti, type Fascicolo } from '../../schemas/fascicolo.model.js';
import { delegaFor, mayOn } from '../accesso/diritti.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import {
  ChiaveRiusataError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { instantOfAtti, requireRoom } from '../protocollo/change.js';
import {
  applyAtto,
  type AttoFascicolo,
  cambiBetween,
  type ChiFascicolo,
  collega,
  contenutoOf,
  derivatiOf,
} from './atti.js';
import { requireFascicoloModificabile } from '../conservazione/lucchetto.js';
import { inTurn } from './turni.js';
import { requireFascicolo } from './visibilita.js';

/** The request that asks for an act: the scope of its key is the user. */
export interface Idempotenza {
  chiave: string;
  sha256: string;
}

/** What an act is done on. */
export interface SulFascicolo {
  id: string;
  /** the version that the caller read */
  versione?: number | undefined;
  idempotenza?: Idempotenza | undefined;
}

/** Who acts, on what belongs to those offices; where his role alone would not let him, by whose delegation. */
export const chiOf = (caller: Caller, data: Date, atto: Atto, uffici: readonly string[]): ChiFascicolo => {
  const delega = delegaFor(caller, atto, uffici);
  return {
    data,
    utente: caller.utente,
    ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
    ...(delega !== undefined && { delega }),
  };
};

/** @throws OperazioneNonConsentitaError */
export function requireMay(caller: Caller, atto: Atto, { uffici }: Pick<Fascicolo, 'uffici'>, messaggio: string): void {
  if (!mayOn(caller, atto, uffici)) throw new OperazioneNonConsentitaError(messaggio);
}

/** @throws StatoIncompatibileError for one that is closed or annulled */
export function requireAperto({ stato, annullato, codice }: Pick<Fascicolo, 'stato' | 'annullato' | 'codice'>): void {
  if (annullato !== undefined)
    throw new StatoIncompatibileError(`Il fascicolo ${codice} è annullato: sceglierne un altro.`);
  if (stato === 'chiuso')
    throw new StatoIncompatibileError(
      `Il fascicolo ${codice} è chiuso: riaprirlo con un motivo, oppure aprirne uno nuovo e collegarlo.`,
    );
}

/** True if that request was done on it. @throws ChiaveRiusataError if its key was for another content */
export function isDone(
  { richieste = [] }: { richieste?: readonly { autore: string; chiave: string; sha256: string }[] },
  caller: Caller,
  idempotenza: Idempotenza | undefined,
): boolean {
  if (idempotenza === undefined) return false;
  const done = richieste.find(({ autore, chiave }) => autore === caller.utente && chiave === idempotenza.chiave);
  if (done !== undefined && done.sha256 !== idempotenza.sha256) throw new ChiaveRiusataError();
  return done !== undefined;
}

/** Acts as they follow on that fascicolo: none is dated before, or as, the last one that is there. */
function datedAfter({ eventi, apertoIl }: Fascicolo, atti: readonly AttoFascicolo[]): AttoFascicolo[] {
  return atti.map((one) => ({
    ...one,
    data: instantOfAtti({ eventi, dataRegistrazione: apertoIl }, new Date(one.data)).toISOString(),
  }));
}

/** Acts written on a fascicolo as it was read within the transaction. */
export async function writeAtti(
  fascicolo: Fascicolo,
  told: readonly AttoFascicolo[],
  session: ClientSession,
  richiesta?: Fascicolo['richiesta'],
): Promise<Fascicolo> {
  requireRoom(
    fascicolo,
    told,
    `Il fascicolo ${fascicolo.codice} ha già tutti gli atti che può contenere: chiuderlo, aprirne uno nuovo e collegarlo.`,
  );
  const atti = datedAfter(fascicolo, told);
  const before = contenutoOf(fascicolo);
  const after = atti.reduce(applyAtto, before);
  const derivati = derivatiOf(fascicolo.codice, after);
  const isSame = isDeepStrictEqual(derivati, { uffici: fascicolo.uffici, parole: fascicolo.parole });
  return appendAtti(
    fascicolo,
    collega(fascicolo, atti),
    { ...cambiBetween(before, after), ...(!isSame && derivati) },
    { session, ...(richiesta !== undefined && { richiesta }) },
  );
}

/**
 * A later act on a fascicolo: `decide` looks at it as it is now and says which acts follow; they, what they change and what `decide`
 * writes besides are one transaction. Without acts nothing is written. With an Idempotency-Key the act is done once.
 * @throws NonTrovatoError, VersioneSuperataError, ChiaveRiusataError, OrologioNonAffidabileError, and what `decide` throws
 */
export async function changeFascicolo(
  deps: Deps,
  caller: Caller,
  { id, versione, idempotenza }: SulFascicolo,
  decide: (fascicolo: Fascicolo, data: Date, session: ClientSession) => Promise<AttoFascicolo[]> | AttoFascicolo[],
): Promise<Fascicolo> {
  await deps.clock.ensureReliable();
  return inTurn(`${caller.aoo}/${id}`, () =>
    inTransaction(async (session) => {
      const fascicolo = await requireFascicolo(caller, id, session);
      if (isDone(fascicolo, caller, idempotenza)) return fascicolo;
      if (versione !== undefined && fascicolo.versione !== versione) throw new VersioneSuperataError();
      const data = instantOfAtti({ eventi: fascicolo.eventi, dataRegistrazione: fascicolo.apertoIl }, deps.clock.now());
      const atti = await decide(fascicolo, data, session);
      if (atti.length === 0) return fascicolo;
      await requireFascicoloModificabile(deps, caller, fascicolo, atti);
      return writeAtti(fascicolo, atti, session, idempotenza && { autore: caller.utente, ...idempotenza });
    }),
  );
}
