import type { AttoBozza, StatoBozza } from '../../schemas/bozza.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { titolareOf } from '../../schemas/accesso.api.js';
import { mayOn } from '../accesso/diritti.js';

/**
 * Where each act leads from each state; what is not here cannot be done. A head may approve what he has before him without its
 * having been sent; whatever changes after an approval goes through approval again; what is registered or discarded is over.
 */
const PASSAGGI: Readonly<Record<AttoBozza, Readonly<Partial<Record<StatoBozza, StatoBozza>>>>> = {
  modifica: { 'in-lavorazione': 'in-lavorazione', 'in-approvazione': 'in-approvazione' },
  invia: { 'in-lavorazione': 'in-approvazione' },
  approva: { 'in-lavorazione': 'da-firmare', 'in-approvazione': 'da-firmare' },
  rinvia: { 'in-approvazione': 'in-lavorazione', 'da-firmare': 'in-lavorazione', firmata: 'in-lavorazione' },
  ritira: { 'in-approvazione': 'in-lavorazione', 'da-firmare': 'in-lavorazione', firmata: 'in-lavorazione' },
  firma: { 'da-firmare': 'firmata', firmata: 'firmata' },
  registra: { 'da-firmare': 'registrata', firmata: 'registrata' },
  scarta: {
    'in-lavorazione': 'scartata',
    'in-approvazione': 'scartata',
    'da-firmare': 'scartata',
    firmata: 'scartata',
  },
};

/** The state after an act; undefined where the state forbids it. Pure. */
export const statoDopo = (stato: StatoBozza, atto: AttoBozza): StatoBozza | undefined => PASSAGGI[atto][stato];

/** What of a draft decides who may do what with it. */
export interface DiChi {
  uo: string;
  autore: { utente: string };
  /** who wrote the version that is there */
  scritta: string;
  stato: StatoBozza;
}

/**
 * Whether the caller leads the office that writes. Nobody approves what he wrote himself unless he is the head: who acts for the
 * head, as vicario or as his substitute, leaves that to the head.
 */
function mayApprove(caller: Caller, { uo, autore, scritta }: DiChi): boolean {
  if (!mayOn(caller, 'approva-bozze', [uo])) return false;
  const own = autore.utente === caller.utente || scritta === caller.utente;
  return !own || (caller.ruolo !== 'vicario' && caller.perContoDi === undefined);
}

/** Whether somebody may do an act on a draft, whatever its state. Pure. */
export function mayOnBozza(caller: Caller, atto: AttoBozza, bozza: DiChi): boolean {
  const { uo, autore, stato } = bozza;
  const writes = mayOn(caller, 'scrive-bozze', [uo]);
  const leads = mayOn(caller, 'approva-bozze', [uo]);
  switch (atto) {
    case 'modifica': // what is before the head is changed by the head alone: others take it back first
      return stato === 'in-approvazione' ? leads : writes;
    case 'approva':
      return mayApprove(caller, bozza);
    case 'rinvia':
      return leads;
    case 'registra':
      return mayOn(caller, 'registra-uscita', [uo]);
    case 'firma': // who signs may have somebody else bring the file in
    case 'invia':
    case 'ritira':
      return writes;
    case 'scarta':
      return leads || autore.utente === caller.utente || autore.utente === titolareOf(caller);
  }
}

/** What the caller may do now: right and state together. Pure. */
export const attiPossibili = (caller: Caller, bozza: DiChi, atti: readonly AttoBozza[]): AttoBozza[] =>
  atti.filter((atto) => statoDopo(bozza.stato, atto) !== undefined && mayOnBozza(caller, atto, bozza));
