import siftModule from 'sift';
import type { Caller } from '../../schemas/accesso.api.js';
import { portataOf, ufficiOf } from './diritti.js';

/** A filter in MongoDB's language; `sift` runs the same one in memory. */
export type Filtro = Record<string, unknown>;

const NULLA: Filtro = { _id: { $in: [] } };

/** What is reserved and names the caller: its office, not the heads above it, or the person (contract §5). */
function riservataFor(caller: Caller): Filtro {
  const named: Filtro[] = [{ 'riservatezza.uo': caller.uo }, { 'riservatezza.utenti': caller.utente }];
  // the protocol office sees what it registered until an office has it
  if (caller.ruolo === 'operatore') named.push({ operatore: caller.utente, assegnazioni: { $size: 0 } });
  return { 'riservatezza.livello': 'riservata', $or: named };
}

/** True where the role may pass the reserve by saying why (rgd, vicario, archivista). */
export const passesReserve = (caller: Caller): boolean => portataOf(caller.ruolo, 'accede-riservate') !== undefined;

/**
 * What the caller may see of the registrations, as one filter: lists, counts, searches, suggestions and files all put it into
 * their query. AOO included.
 */
export function visibleTo(caller: Caller): Filtro {
  const portata = portataOf(caller.ruolo, 'consulta');
  if (portata === undefined) return NULLA;
  // who may pass the reserve always says why, also where he is named: each reading of theirs leaves a trace
  if (passesReserve(caller))
    return { aoo: caller.aoo, ...(caller.motivoAccesso === undefined && { 'riservatezza.livello': 'ordinaria' }) };
  const uffici = ufficiOf(caller, portata);
  const ordinaria: Filtro = {
    'riservatezza.livello': 'ordinaria',
    ...(uffici !== 'tutti' && { uffici: { $in: [...uffici] } }),
  };
  return { aoo: caller.aoo, $or: [ordinaria, riservataFor(caller)] };
}

/** Roles that, in lists filtered by nothing but number and time, are told that a reserved registration is there (contract §5). */
export const seesMaskedRows = (caller: Caller): boolean => portataOf(caller.ruolo, 'consulta') === 'aoo';

/** The same rule on one record in memory. */
export const isVisible = (caller: Caller, record: object): boolean => siftModule.default(visibleTo(caller))(record);
