import siftModule from 'sift';
import { type Caller, titolareOf } from '../../schemas/accesso.api.js';
import { portataOf, ufficiOf } from './diritti.js';

/** A filter in MongoDB's language; `sift` runs the same one in memory. */
export type Filtro = Record<string, unknown>;

const NULLA: Filtro = { _id: { $in: [] } };

/** A substitute sees what is reserved to the titolare only if the titolare has said so. */
export const hasReserved = ({ perContoDi, riservateDelTitolare }: Caller): boolean =>
  perContoDi === undefined || riservateDelTitolare === true;

/** What is reserved and names the caller: its office, not the heads above it, or the person (contract §5). */
function riservataFor(caller: Caller): Filtro {
  if (!hasReserved(caller)) return { 'riservatezza.livello': 'riservata', 'riservatezza.utenti': caller.utente };
  const persone = { $in: [caller.utente, titolareOf(caller)] };
  const named: Filtro[] = [{ 'riservatezza.uo': caller.uo }, { 'riservatezza.utenti': persone }];
  // the protocol office sees what it registered until an office has it
  if (caller.ruolo === 'operatore') named.push({ operatore: persone, assegnazioni: { $size: 0 } });
  return { 'riservatezza.livello': 'riservata', $or: named };
}

/** True where the role may pass the reserve by saying why (rgd, vicario, archivista). */
export const passesReserve = (caller: Caller): boolean =>
  portataOf(caller.ruolo, 'accede-riservate') !== undefined && hasReserved(caller);

/**
 * What the caller may see of the registrations, as one filter: lists, counts, searches, suggestions and files all put it into
 * their query. AOO included.
 */
export function visibleTo(caller: Caller): Filtro {
  const portata = portataOf(caller.ruolo, 'consulta');
  if (portata === undefined) return NULLA;
  // who may pass the reserve always says why, also where he is named: each reading of theirs leaves a trace
  if (portataOf(caller.ruolo, 'accede-riservate') !== undefined)
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

/** Made once for a rule: a list asks it of each of its rows, and many callers share one. */
const MAX_TESTS = 1_000;
const tests = new Map<string, (record: object) => boolean>();

function testOf(filtro: Filtro): (record: object) => boolean {
  const rule = JSON.stringify(filtro);
  const known = tests.get(rule);
  if (known !== undefined) return known;
  if (tests.size >= MAX_TESTS) tests.clear(); // offices and people are fewer, but they change
  const test = siftModule.default(filtro);
  tests.set(rule, test);
  return test;
}

/** By caller: the rule of one is written once. */
const ofCallers = new WeakMap<Caller, (record: object) => boolean>();

/** The same rule on one record in memory. */
export function isVisible(caller: Caller, record: object): boolean {
  const test = ofCallers.get(caller) ?? testOf(visibleTo(caller));
  ofCallers.set(caller, test);
  return test(record);
}
