import type { Delega } from '../../schemas/delega.model.js';
import type { Incarico } from '../../schemas/utente.model.js';
import { portataOf } from '../accesso/diritti.js';
import { isValidOn } from '../accesso/incarico.js';

/** Roles of clerks: only to them a head passes on an act of his. */
const RUOLI_DELEGATI = ['istruttore', 'operatore'] as const;

const isDelegabile = ({ ruolo }: Pick<Incarico, 'ruolo'>): boolean => RUOLI_DELEGATI.some((one) => one === ruolo);

/** Offices of that AOO in which a person is a clerk on a legal day. Pure. */
export const ufficiDaIstruttore = (incarichi: readonly Incarico[], aoo: string, giorno: string): string[] => [
  ...new Set(
    incarichi.filter((one) => one.aoo === aoo && isDelegabile(one) && isValidOn(one, giorno)).map(({ uo }) => uo),
  ),
];

/**
 * What of a delegation counts on a legal day: the offices that the delegante still leads. It lives with the charge of who gave it:
 * who no longer leads an office lets nobody act there. Pure.
 * @param guidati - offices that a charge of the delegante reaches, by the office of the charge
 */
export function ufficiDellaDelega(
  delega: Pick<Delega, 'aoo' | 'uffici'>,
  delegante: readonly Incarico[],
  giorno: string,
  guidati: (uo: string) => readonly string[],
): string[] {
  const led = delegante
    .filter((one) => one.aoo === delega.aoo && isValidOn(one, giorno) && portataOf(one.ruolo, 'delega') !== undefined)
    .flatMap(({ uo }) => guidati(uo));
  return delega.uffici.filter((uo) => led.includes(uo));
}
