import type { ClientSession } from 'mongoose';
import { type Caller, titolareOf } from '../../schemas/accesso.api.js';
import type { FascicoloBreve } from '../../schemas/fascicolo.api.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { RiservatezzaNota } from '../../schemas/registrazione.types.js';
import { recordAccesso } from '../accesso/audit.js';
import { portataOf, ufficiOf } from '../accesso/diritti.js';
import { type Filtro, hasReserved, passesReserve } from '../accesso/visibilita.js';
import type { Clock } from '../lib/clock.js';
import { NonTrovatoError, Problema } from '../lib/problem.js';
import { readCodice } from './codici.js';

const NULLA: Filtro = { _id: { $in: [] } };

/** What is reserved and names the caller: its office, not the heads above it, or the person (contract §5). */
function riservatiFor(caller: Caller): Filtro[] {
  const whole = hasReserved(caller);
  const utenti = { $in: whole ? [...new Set([caller.utente, titolareOf(caller)])] : [caller.utente] };
  return [{ 'riservatezza.utenti': utenti }, ...(whole ? [{ 'riservatezza.uo': caller.uo }] : [])];
}

const ofLivello = (livello: RiservatezzaNota['livello'], quali: readonly Filtro[]): Filtro[] =>
  quali.map((one) => ({ 'riservatezza.livello': livello, ...one }));

/** @param ordinari - which of those that are not reserved: one of these. One flat $or, so that each branch is read by its own index */
function visible(caller: Caller, ordinari: readonly Filtro[]): Filtro {
  if (portataOf(caller.ruolo, 'consulta') === undefined) return NULLA;
  // who may pass the reserve always says why: each reading of theirs leaves a trace
  if (portataOf(caller.ruolo, 'accede-riservate') !== undefined)
    return { aoo: caller.aoo, ...(caller.motivoAccesso === undefined && { 'riservatezza.livello': 'ordinaria' }) };
  return {
    aoo: caller.aoo,
    $or: [...ofLivello('ordinaria', ordinari), ...ofLivello('riservata', riservatiFor(caller))],
  };
}

/**
 * What the caller may see of the fascicoli, as one filter: as of the registrations (contract §5), and what he himself answers for,
 * whatever his office. Lists, counts, proposals and files all put it into their query. AOO included.
 */
export function visibleFascicoli(caller: Caller): Filtro {
  const portata = portataOf(caller.ruolo, 'consulta');
  const uffici = portata === undefined ? [] : ufficiOf(caller, portata);
  const persona = titolareOf(caller);
  return visible(
    caller,
    uffici === 'tutti' ? [{}] : [{ uffici: { $in: [...uffici] } }, { rup: persona }, { responsabile: persona }],
  );
}

/**
 * What the caller may see of the documents that are not registered, within fascicoli that he may see: there a reserve of their own is
 * all that is asked besides. AOO included.
 */
export const visibleDocumenti = (caller: Caller): Filtro => visible(caller, [{}]);

const placeOf = (aoo: string, id: string): Filtro =>
  readCodice(id) === null ? { _id: id, aoo } : { aoo, codice: id.trim().toUpperCase() };

/** The fascicolo of that id or codice, if the caller may see it. */
export const findFascicolo = (
  caller: Caller,
  id: string,
  session: ClientSession | null = null,
): Promise<Fascicolo | null> =>
  FascicoloModel.findOne({ $and: [placeOf(caller.aoo, id), visibleFascicoli(caller)] }, null, { session })
    .lean<Fascicolo>()
    .exec();

/**
 * @throws NonTrovatoError if it is not there, or not the caller's to see
 * @throws Problema `motivo-accesso-richiesto` for who may read what is reserved by saying why, and has not
 */
export async function requireFascicolo(
  caller: Caller,
  id: string,
  session: ClientSession | null = null,
): Promise<Fascicolo> {
  const found = await findFascicolo(caller, id, session);
  if (found !== null) return found;
  if (passesReserve(caller) && (await FascicoloModel.exists(placeOf(caller.aoo, id))) !== null)
    throw new Problema(
      'motivo-accesso-richiesto',
      'Il fascicolo è riservato: per leggerlo indicare il motivo nell’intestazione X-Motivo-Accesso. La lettura resta annotata.',
    );
  throw new NonTrovatoError('Il fascicolo non c’è: controllare il codice.');
}

/** Those of these ids that the caller may see, in a few words. */
export async function findBrevi(caller: Caller, ids: readonly string[]): Promise<Map<string, FascicoloBreve>> {
  if (ids.length === 0) return new Map();
  const found = await FascicoloModel.find(
    { $and: [{ aoo: caller.aoo, _id: { $in: [...new Set(ids)] } }, visibleFascicoli(caller)] },
    { codice: 1, oggetto: 1, stato: 1 },
  ).lean<Pick<Fascicolo, '_id' | 'codice' | 'oggetto' | 'stato'>[]>();
  return new Map(found.map(({ _id, codice, oggetto, stato }) => [_id, { id: _id, codice, oggetto, stato }]));
}

/** What is reserved is read with a trace, before it is shown. @param riferimento - the fascicolo, or `elenco` */
export async function traceFascicoli(
  clock: Clock,
  caller: Caller,
  fascicoli: readonly Fascicolo[],
  riferimento: string,
): Promise<void> {
  const reserved = fascicoli.filter(({ riservatezza }) => riservatezza.livello === 'riservata');
  if (reserved.length === 0) return;
  const atto = passesReserve(caller) ? 'accede-riservate' : 'legge-riservate';
  await recordAccesso(clock, caller, atto, riferimento, {
    dettagli: { fascicoli: reserved.map(({ _id }) => _id) },
  });
}
