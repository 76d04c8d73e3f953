import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { type Fascicolo, touchAperto } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { DatiNonValidiError, VersioneSuperataError } from '../lib/problem.js';
import { AttoGiaFatto, changeRegistrazione, followCorrispondenti } from '../protocollo/change.js';
import type { Posto } from '../protocollo/lookup.js';
import { isDone, requireAperto, requireMay, type SulFascicolo } from './cambia.js';
import { eventiOf, requireMayFile, type Spostare, writeMovimenti } from './colloca.js';
import { spostaDocumento } from './documento.js';
import { inTurn } from './turni.js';
import { requireFascicolo } from './visibilita.js';

/** Which documents: registrations by their number, others by their id. */
export interface Quali {
  registrazioni?: readonly Posto[] | undefined;
  documenti?: readonly string[] | undefined;
}

export interface EsitoFascicolazione {
  fascicolo: Fascicolo;
  /** how many documents changed place */
  quanti: number;
}

const requireSome = ({ registrazioni = [], documenti = [] }: Quali): void => {
  if (registrazioni.length + documenti.length === 0)
    throw new DatiNonValidiError([{ campo: 'registrazioni', messaggio: 'Indicare almeno un documento.' }]);
};

/** A fascicolo that is written with what is put into it; by one of the office that has it. @throws StatoIncompatibileError if it is not open */
function requireDaRiempire(caller: Caller, read: Fascicolo, versione?: number): void {
  requireMay(
    caller,
    'gestisci-fascicolo',
    read,
    'In questo fascicolo mette e toglie documenti l’ufficio che lo ha in carico.',
  );
  if (versione !== undefined && read.versione !== versione) throw new VersioneSuperataError();
  requireAperto(read);
}

interface Fatto {
  before: Registrazione;
  after: Registrazione;
}

/** One registration, within the transaction; undefined where it stands so already. */
async function spostaRegistrazione(
  deps: Deps,
  caller: Caller,
  posto: Posto,
  spostare: Spostare,
  { session, idempotenza, campo }: { session: ClientSession; idempotenza: SulFascicolo['idempotenza']; campo: string },
): Promise<Fatto | undefined> {
  let before: Registrazione | undefined;
  let quando: Date | undefined;
  const after = await changeRegistrazione(
    deps,
    caller,
    { ...posto, ...(idempotenza !== undefined && { idempotenza }) },
    async (registrazione, chi) => {
      requireMayFile(caller, registrazione);
      const eventi = await eventiOf(caller, registrazione, chi, spostare, campo);
      if (eventi.length > 0) [before, quando] = [registrazione, chi.data];
      return eventi;
    },
    undefined,
    session,
  );
  if (before === undefined || quando === undefined) return undefined;
  const chi = { aoo: caller.aoo, data: quando, utente: caller.utente };
  await writeMovimenti(
    spostare,
    { ...chi, ...(caller.perContoDi !== undefined && { perContoDi: caller.perContoDi }) },
    { ...(posto.registro !== undefined && { registro: posto.registro }), anno: posto.anno, numero: posto.numero },
    after,
    session,
  );
  return { before, after };
}

type Modo = Pick<Spostare, 'azione' | 'principale' | 'motivo'>;

async function sposta(
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  { registrazioni = [], documenti = [] }: Quali,
  modo: Modo,
  a: string | undefined,
): Promise<EsitoFascicolazione> {
  const fatti: Fatto[] = [];
  const esito = await inTransaction(async (session) => {
    fatti.length = 0; // the database may run it again
    const here = await requireFascicolo(caller, on.id, session);
    if (isDone(here, caller, on.idempotenza)) return { fascicolo: here, quanti: 0 }; // whatever has changed since
    requireDaRiempire(caller, here, on.versione);
    const there = a === undefined ? undefined : await requireFascicolo(caller, a, session);
    if (there !== undefined) requireDaRiempire(caller, there);
    if (there?._id === here._id)
      throw new DatiNonValidiError([{ campo: 'a', messaggio: 'I documenti sono già in questo fascicolo.' }]);
    const spostare: Spostare = there === undefined ? { ...modo, di: here } : { ...modo, di: there, da: here };
    let altri = 0;
    for (const [i, posto] of registrazioni.entries()) {
      const place = { session, idempotenza: on.idempotenza, campo: `registrazioni[${i}]` };
      const fatto = await spostaRegistrazione(deps, caller, posto, spostare, place);
      if (fatto !== undefined) fatti.push(fatto);
    }
    for (const [i, id] of documenti.entries())
      if (await spostaDocumento(deps, caller, id, spostare, { session, campo: `documenti[${i}]` })) altri += 1;
    const quanti = fatti.length + altri;
    if (quanti === 0) return { fascicolo: here, quanti };
    // written last, and only while it is open: a closing at the same moment and this exclude one another
    if (there !== undefined) await touch(caller, there, session);
    const richiesta = on.idempotenza && { autore: caller.utente, ...on.idempotenza };
    return { fascicolo: await touch(caller, here, session, richiesta), quanti };
  });
  for (const { before, after } of fatti) void followCorrispondenti(deps, before, after);
  return esito;
}

async function touch(
  caller: Caller,
  { _id }: Fascicolo,
  session: ClientSession,
  richiesta?: Fascicolo['richiesta'],
): Promise<Fascicolo> {
  const touched = await touchAperto(caller.aoo, _id, session, richiesta);
  if (touched !== null) return touched;
  const now = await requireFascicolo(caller, _id, session);
  requireAperto(now);
  return now;
}

/** In turn, and with what the same request did earlier answered as it is now. */
async function once(
  caller: Caller,
  on: SulFascicolo,
  work: () => Promise<EsitoFascicolazione>,
): Promise<EsitoFascicolazione> {
  try {
    return await inTurn(`${caller.aoo}/${on.id}`, work);
  } catch (error) {
    if (!(error instanceof AttoGiaFatto)) throw error;
    return { fascicolo: await requireFascicolo(caller, on.id), quanti: 0 };
  }
}

/**
 * Puts documents into an open fascicolo, all or none: each gets its event, the fascicolo its movement. Closing it and this exclude
 * one another. What is there already stays as it is.
 * @throws NonTrovatoError, OperazioneNonConsentitaError, StatoIncompatibileError, RegistrazioneAnnullataError, DatiNonValidiError
 */
export async function fileDocumenti(
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  quali: Quali,
  modo: { principale?: boolean | undefined; motivo?: string | undefined },
): Promise<EsitoFascicolazione> {
  requireSome(quali);
  return once(caller, on, () => sposta(deps, caller, on, quali, { azione: 'aggiunto', ...modo }, undefined));
}

/** Takes documents out, with a reason that stays: a registration left without fascicolo waits again to be filed. */
export async function takeOutDocumenti(
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  quali: Quali,
  motivo: string,
): Promise<EsitoFascicolazione> {
  requireSome(quali);
  return once(caller, on, () => sposta(deps, caller, on, quali, { azione: 'tolto', motivo }, undefined));
}

/** Moves documents to another open fascicolo, with a reason that stays in both. */
export async function moveDocumenti(
  deps: Deps,
  caller: Caller,
  on: SulFascicolo,
  quali: Quali,
  { a, motivo }: { a: string; motivo: string },
): Promise<EsitoFascicolazione> {
  requireSome(quali);
  return once(caller, on, () => sposta(deps, caller, on, quali, { azione: 'spostato', motivo }, a));
}
