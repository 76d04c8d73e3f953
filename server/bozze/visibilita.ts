import { type Caller, titolareOf } from '../../schemas/accesso.api.js';
import type { StatoBozza } from '../../schemas/bozza.api.js';
import { portataOf, ufficiOf } from '../accesso/diritti.js';
import { type Filtro, hasReserved, passesReserve } from '../accesso/visibilita.js';

/** What the protocol office sees of all offices: it registers them. */
export const PRONTE: readonly StatoBozza[] = ['da-firmare', 'firmata', 'registrata'];
/** Where a draft that is reserved waits for its head: to send it to him is to name him. */
const DAVANTI_AL_CAPO: readonly StatoBozza[] = ['in-approvazione', 'da-firmare', 'firmata'];

const NULLA: Filtro = { _id: { $in: [] } };

/**
 * What the caller may see of the drafts, as one filter, AOO included: those of the own chain of offices, one's own, and for who
 * registers for all what is approved. What is reserved only who is named, or wrote it; who passes the reserve says why (contract §5).
 */
export function visibleBozze(caller: Caller): Filtro {
  const portata = portataOf(caller.ruolo, 'scrive-bozze');
  if (portata === undefined) return NULLA;
  const { aoo, utente, uo } = caller;
  if (passesReserve(caller))
    return { aoo, ...(caller.motivoAccesso === undefined && { 'riservatezza.livello': 'ordinaria' }) };
  const uffici = ufficiOf(caller, portata);
  const mine = { 'autore.utente': { $in: [utente, titolareOf(caller)] } };
  const ordinarie: Filtro[] = [
    uffici === 'tutti' ? {} : { uo: { $in: [...uffici] } },
    mine,
    ...(portataOf(caller.ruolo, 'registra-uscita') === 'aoo' ? [{ stato: { $in: [...PRONTE] } }] : []),
  ];
  const named: Filtro[] = hasReserved(caller)
    ? [{ 'riservatezza.uo': uo }, { 'riservatezza.utenti': { $in: [utente, titolareOf(caller)] } }, mine]
    : [{ 'riservatezza.utenti': utente }, { 'autore.utente': utente }];
  if (hasReserved(caller) && portataOf(caller.ruolo, 'approva-bozze') === 'settore')
    named.push({ uo: { $in: [...caller.settore] }, stato: { $in: [...DAVANTI_AL_CAPO] } });
  // one flat $or, so that each branch is read by its own index
  return {
    aoo,
    $or: [
      ...ordinarie.map((one) => ({ 'riservatezza.livello': 'ordinaria', ...one })),
      ...named.map((one) => ({ 'riservatezza.livello': 'riservata', ...one })),
    ],
  };
}
