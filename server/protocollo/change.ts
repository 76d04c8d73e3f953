import mongoose, { type ClientSession } from 'mongoose';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../schemas/accesso.api.js';
import {
  appendEventi,
  type Cambiamento,
  type Contenuto,
  type Registrazione,
} from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import {
  ChiaveRiusataError,
  RegistrazioneAnnullataError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { type BirthContent, type Evento, linkEventi, readEvento } from './canonico.js';
import { applyEvento, CAMPI_CONTENUTO, contentAtBirth, contenutoOf, derivedOf } from './eventi.js';
import { requireModificabile } from '../conservazione/lucchetto.js';
import { paroleOfImpronte, withTesti } from '../ricerca/testi.js';
import { forgetCorrispondenti, shareCorrispondenti } from '../rubrica/service.js';
import { type Bersaglio, findDone, requireVisible } from './lookup.js';
import { instantAfter, REGISTRO_GENERALE } from './rules.js';

/** Who acts and when. */
export interface Chi {
  data: Date;
  utente: string;
  /** the titolare for whom a substitute acts */
  perContoDi?: string;
}

/**
 * The instant of the acts that are written together; never before the act they follow, nor the same: so the acts alone tell how
 * many writes there were, and a version that does not fit them is found.
 * @throws OrologioNonAffidabileError if the clock is behind the last act by more than 2 s
 */
export function instantOfAtti(
  { eventi, dataRegistrazione }: Pick<Registrazione, 'eventi' | 'dataRegistrazione'>,
  adesso: Date,
): Date {
  const last = eventi.at(-1);
  if (last === undefined) return instantAfter(dataRegistrazione, adesso);
  const before = new Date(readEvento(last).data);
  const instant = instantAfter(before, adesso);
  return instant > before ? instant : new Date(before.getTime() + 1);
}

/** Fields in which the content after the acts differs from what is stored; undefined for what goes. */
export function changesBetween(before: Contenuto, after: Contenuto): Cambiamento {
  const changed = CAMPI_CONTENUTO.filter((campo) => !isDeepStrictEqual(before[campo], after[campo])).map((campo) => [
    campo,
    after[campo],
  ]);
  return Object.fromEntries(changed) as Cambiamento;
}

/** The address book follows what may be seen: of what becomes reserved it forgets, to an office that gets a document it shows. */
export async function followCorrispondenti(
  { clock, log }: Deps,
  before: Registrazione,
  { aoo, registro, anno, numero, mittenti, destinatari, uffici, riservatezza, flusso, mezzo }: Registrazione,
): Promise<void> {
  if (registro !== REGISTRO_GENERALE) return; // the address book learns from the register of protocol alone
  const external = [...mittenti, ...destinatari].filter(({ tipo }) => tipo !== 'UO');
  const wasOpen = before.riservatezza.livello === 'ordinaria';
  const added = uffici.filter((uo) => !before.uffici.includes(uo));
  try {
    if (wasOpen && riservatezza.livello === 'riservata')
      await forgetCorrispondenti(aoo, external, { uffici: before.uffici });
    else if (wasOpen && added.length > 0)
      await shareCorrispondenti(aoo, external, {
        uffici: added,
        adesso: clock.now(),
        provenienza: { flusso, mezzo },
      });
  } catch (error) {
    log.warn({ err: error, aoo, anno, numero }, 'corrispondenti not followed');
  }
}

/** Tries of an act that names no version: many may act on one registration at once, and each of them is to be heard. */
const RETRIES = 40;
const MAX_PAUSE_MS = 20;

/** A record holds at most 16 MB (MongoDB); the room that is left is for its annulment. */
const MAX_RECORD_BYTES = 14 * 1024 ** 2;

/**
 * An act stands in the record twice: as text, and in what it changes. What ends it (annulment, closing) always has room.
 * @param messaggio - what to do instead
 * @throws StatoIncompatibileError for an act that would fill the record
 */
export function requireRoom(
  record: object,
  atti: readonly { tipo: string }[],
  messaggio = 'La registrazione ha già tutti i dati che una scheda può contenere: registrare un nuovo documento che la cita.',
): void {
  if (atti.every(({ tipo }) => tipo.startsWith('annullamento') || tipo === 'chiusura')) return;
  const { calculateObjectSize } = mongoose.mongo.BSON;
  if (calculateObjectSize(record) + 2 * calculateObjectSize({ atti }) > MAX_RECORD_BYTES)
    throw new StatoIncompatibileError(messaggio);
}

/** Thrown instead of doing an act again: it was done by an earlier try of the same request. Holds the registration as it was answered then. */
export class AttoGiaFatto extends Error {
  constructor(readonly registrazione: Registrazione) {
    super('done already');
  }
}

/** The registration as it stood after its first acts. */
function recordAfter(record: Registrazione, count: number, versione: number): Registrazione {
  const eventi = record.eventi.slice(0, count);
  const birth = contentAtBirth(JSON.parse(record.canonico) as BirthContent, record.nascita);
  const then = eventi.map(readEvento).reduce(applyEvento, birth);
  const identity = Object.fromEntries(
    Object.entries(record).filter(([name]) => !(CAMPI_CONTENUTO as readonly string[]).includes(name)),
  );
  return { ...(identity as unknown as Registrazione), ...then, eventi, versione };
}

/** @throws AttoGiaFatto if the request was done on that record, ChiaveRiusataError if its key was for another content */
function requireNotDone(caller: Caller, { idempotenza }: Bersaglio, record: Registrazione | null): void {
  const done = record?.richieste?.find(
    ({ autore, chiave }) => autore === caller.utente && chiave === idempotenza?.chiave,
  );
  if (record === null || done === undefined) return;
  if (done.sha256 !== idempotenza?.sha256) throw new ChiaveRiusataError();
  throw new AttoGiaFatto(recordAfter(record, done.eventi, done.versione));
}

/** The record to act on: one and the same reading tells what is there and whether the request was done. */
async function findTarget(
  caller: Caller,
  bersaglio: Bersaglio,
  session: ClientSession | undefined,
): Promise<Registrazione> {
  const found = await requireVisible(caller, bersaglio, session).catch(async (error: unknown) => {
    const { idempotenza } = bersaglio;
    if (idempotenza !== undefined)
      requireNotDone(caller, bersaglio, await findDone(caller, bersaglio, idempotenza.chiave));
    throw error;
  });
  requireNotDone(caller, bersaglio, found);
  return found;
}

/**
 * A later act on a registration: `decide` looks at it as it is now and says which events follow; they and what they change are
 * one write. Without events nothing is written. If somebody else was faster it is decided again, unless the caller named the
 * version that it had read.
 * With an Idempotency-Key the act is done once, whatever is lost on the way.
 * @param session - the act is one write with others: who runs the transaction decides it again, not this function
 * @throws AttoGiaFatto, ChiaveRiusataError, RegistrazioneAnnullataError, VersioneSuperataError, OrologioNonAffidabileError, and
 *   what `decide` throws
 */
export async function changeRegistrazione(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  decide: (registrazione: Registrazione, chi: Chi) => Promise<Evento[]> | Evento[],
  expected?: number,
  session?: ClientSession,
): Promise<Registrazione> {
  await deps.clock.ensureReliable(); // an act dated in the future would bar every later one
  for (let attempt = 1; ; attempt += 1) {
    const registrazione = await findTarget(caller, bersaglio, session);
    if (registrazione.stato === 'annullata')
      throw new RegistrazioneAnnullataError(registrazione.numero, registrazione.anno);
    if (expected !== undefined && registrazione.versione !== expected) throw new VersioneSuperataError();
    const data = instantOfAtti(registrazione, deps.clock.now());
    const eventi = await decide(registrazione, {
      data,
      utente: caller.utente,
      ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }),
    });
    if (eventi.length === 0) return registrazione;
    requireRoom(registrazione, eventi);
    await requireModificabile(deps, caller, registrazione, eventi);
    const before = contenutoOf(registrazione);
    const after = eventi.reduce(applyEvento, before);
    const derived = derivedOf(after);
    const testi = await paroleOfImpronte(derived.impronte);
    try {
      const { idempotenza } = bersaglio;
      const changed = await appendEventi(
        registrazione,
        linkEventi(registrazione, eventi),
        { ...changesBetween(before, after), ...derived, parole: withTesti(derived.parole, derived.impronte, testi) },
        idempotenza && {
          autore: caller.utente,
          ...idempotenza,
          eventi: registrazione.eventi.length + eventi.length,
          versione: registrazione.versione + 1,
        },
        session,
      );
      if (session === undefined) void followCorrispondenti(deps, registrazione, changed);
      return changed;
    } catch (error) {
      // the next look tells whether it was this same request, sent twice, and whether the version named is still there
      const again = error instanceof VersioneSuperataError && session === undefined;
      if (!again || attempt >= RETRIES) throw error;
      await wait(Math.random() * MAX_PAUSE_MS); // not all again at the same moment
    }
  }
}
