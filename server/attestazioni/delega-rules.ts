import type { ModoAttestazione } from '../../schemas/attestazione.api.js';
import type { FunzionarioDelegatoLetto } from '../../schemas/funzionario-delegato.api.js';
import type { FunzionarioDelegato } from '../../schemas/funzionario-delegato.model.js';
import { legalDay } from '../lib/clock.js';

/* The act by which the body lets an official attest (CAD art. 23-ter c. 3). Pure. */

type Periodo = Pick<FunzionarioDelegato, 'dal' | 'al' | 'revoca'>;
export type StatoDelega = FunzionarioDelegatoLetto['stato'];

/** How it stands at an instant: both legal days included; ended early from the instant at which that was recorded. */
export function statoDelega({ dal, al, revoca }: Periodo, quando: Date): StatoDelega {
  const giorno = legalDay(quando);
  if (revoca !== undefined && revoca.data <= quando) return 'revocata';
  if (giorno < dal) return 'futura';
  return giorno <= al ? 'in-corso' : 'finita';
}

/**
 * Whether it lets its holder attest in that way at that instant, documents of those offices.
 * @param uffici - for each copy the offices it belongs to; of a copy that is in no register yet, the office of who attests
 */
export const permette = (
  delega: Periodo & Pick<FunzionarioDelegato, 'ambito'>,
  modo: ModoAttestazione,
  quando: Date,
  uffici: readonly (readonly string[])[] = [],
): boolean =>
  statoDelega(delega, quando) === 'in-corso' &&
  delega.ambito.modi.includes(modo) &&
  uffici.every((own) => delega.ambito.uo === undefined || own.some((uo) => delega.ambito.uo?.includes(uo)));

/** Why none of the delegations of a person helps him, in words: the nearest reason first. */
export function motivoDiniego(
  deleghe: readonly (Periodo & Pick<FunzionarioDelegato, 'ambito' | 'atto'>)[],
  modo: ModoAttestazione,
  quando: Date,
): string {
  const giornoIt = (giorno: string): string => giorno.split('-').reverse().join('/');
  if (deleghe.length === 0)
    return 'Non risulta una delega ad attestare: la registra il responsabile della gestione documentale, con l’atto che la conferisce.';
  const inCorso = deleghe.filter((one) => statoDelega(one, quando) === 'in-corso');
  if (inCorso.some(({ ambito }) => ambito.modi.includes(modo)))
    return 'La delega in corso non comprende gli uffici di tutti questi documenti: attestare soltanto quelli del proprio ambito.';
  if (inCorso.length > 0)
    return modo === 'processo'
      ? 'La delega in corso non comprende la certificazione di processo: chiedere al responsabile della gestione documentale.'
      : 'La delega in corso non comprende il raffronto: chiedere al responsabile della gestione documentale.';
  const last = deleghe.reduce((a, b) => (b.al > a.al ? b : a));
  const { stato, al, dal } = { stato: statoDelega(last, quando), ...last };
  if (stato === 'revocata') return 'La delega ad attestare è stata revocata: non si può più attestare.';
  if (stato === 'futura') return `La delega ad attestare comincia il ${giornoIt(dal)}: prima non si può attestare.`;
  return `La delega ad attestare è finita il ${giornoIt(al)}: per attestare serve un nuovo atto di delega.`;
}
