import type { Caller } from '../../schemas/accesso.api.js';
import { RUOLI_SOSTITUIBILI, type SostituzioneLetta } from '../../schemas/sostituzione.api.js';
import type { Sostituzione } from '../../schemas/sostituzione.model.js';
import type { Incarico } from '../../schemas/utente.model.js';
import { portataOf } from '../accesso/diritti.js';
import { isValidOn } from '../accesso/incarico.js';

type Periodo = Pick<Sostituzione, 'dal' | 'al' | 'revoca'>;

/** Holds on a legal day: both ends included, not ended early. Pure. */
export const isInCorso = ({ dal, al, revoca }: Periodo, giorno: string): boolean =>
  revoca === undefined && dal <= giorno && giorno <= al;

export function statoOf({ dal, al, revoca }: Periodo, giorno: string): SostituzioneLetta['stato'] {
  if (revoca !== undefined) return 'revocata';
  if (giorno < dal) return 'futura';
  return giorno <= al ? 'in-corso' : 'finita';
}

/** A charge in which somebody else may act. */
export const isSostituibile = ({ ruolo }: Pick<Incarico, 'ruolo'>): boolean =>
  RUOLI_SOSTITUIBILI.some((one) => one === ruolo);

/**
 * The charge in which the substitute acts on that day: the first of the titolare's that is valid and that the substitution takes in.
 * Never more than the titolare has; undefined when nothing is left of it. Pure.
 */
export const incaricoFor = (
  { aoo, ruoli, uffici }: Pick<Sostituzione, 'aoo' | 'ruoli' | 'uffici'>,
  incarichi: readonly Incarico[],
  giorno: string,
): Incarico | undefined =>
  incarichi.find(
    (one) =>
      one.aoo === aoo &&
      isValidOn(one, giorno) &&
      isSostituibile(one) &&
      (ruoli === undefined || ruoli.includes(one.ruolo)) &&
      (uffici === undefined || uffici.includes(one.uo)),
  );

/**
 * Who may name, or end, the substitute of a person: the person, who leads his office, the administrator. A substitute passes nothing
 * on. Pure.
 * @param incarichi - of the titolare
 * @param capo - how far the caller leads: offices of his settore, empty for who leads none
 */
export const mayManage = (
  caller: Pick<Caller, 'utente' | 'aoo' | 'perContoDi' | 'ruolo'>,
  titolare: string,
  incarichi: readonly Incarico[],
  capo: readonly string[],
): boolean =>
  caller.perContoDi === undefined &&
  (caller.utente === titolare ||
    portataOf(caller.ruolo, 'amministra') !== undefined ||
    incarichi.some(({ aoo, uo }) => aoo === caller.aoo && capo.includes(uo)));

/**
 * Offices whose charges the substitution takes in: what was asked for, and of who only leads an office never more than those he leads.
 * Pure. @returns undefined: all of the titolare
 */
export function ufficiAffidabili(
  caller: Pick<Caller, 'utente' | 'ruolo'>,
  titolare: string,
  capo: readonly string[],
  chiesti: readonly string[] | undefined,
): string[] | undefined {
  if (caller.utente === titolare || portataOf(caller.ruolo, 'amministra') !== undefined)
    return chiesti === undefined ? undefined : [...chiesti];
  return chiesti === undefined ? [...capo] : chiesti.filter((uo) => capo.includes(uo));
}
