import { isDeepStrictEqual } from 'node:util';
import { conosciutiOf } from '../accesso/aoo.js';
import { mayOn, portataOf, ufficiOf } from '../accesso/diritti.js';
import { type Caller, titolareOf } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Assegnazione } from '../../schemas/registrazione.types.js';
import type { Deps } from '../deps.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { changeRegistrazione } from './change.js';
import { faultsOfAssegnazioni } from './checks.js';
import { evento } from './eventi.js';
import type { Bersaglio } from './lookup.js';
import { competentiOf, riservatezzaFollowing } from './riservatezza.js';
import { isUnderRiservata } from './voce.js';

/**
 * The assignments after those that are given: a competenza takes the place of the competenze there were, a conoscenza is added.
 * An office is named once: competenza counts more than conoscenza.
 */
export function mergeAssegnazioni(present: readonly Assegnazione[], given: readonly Assegnazione[]): Assegnazione[] {
  const place = ({ uo, utente }: Assegnazione): string => `${uo} ${utente ?? ''}`;
  const moved = new Set(given.filter(({ tipo }) => tipo === 'competenza').map(place));
  const kept = present.filter((one) => moved.size === 0 || one.tipo !== 'competenza' || moved.has(place(one)));
  const best = new Map<string, Assegnazione>();
  for (const one of [...kept, ...given]) if (best.get(place(one))?.tipo !== 'competenza') best.set(place(one), one);
  return [...best.values()].sort((a, b) => (a.tipo === b.tipo ? 0 : a.tipo === 'competenza' ? -1 : 1));
}

/** A head who passes on what his settore has gets it back when it is refused; what the protocol office assigns goes back there. */
function whereRefusalGoes(caller: Caller, assegnazioni: readonly Assegnazione[]): string | undefined {
  const isHead = portataOf(caller.ruolo, 'assegna') === 'settore';
  const isOwn = assegnazioni.some(({ tipo, uo }) => tipo === 'competenza' && uo === caller.uo);
  return isHead && !isOwn ? caller.uo : undefined;
}

/**
 * Assigns to offices and people; a head only within the own settore. Every movement is traced (protocollo.md §6).
 * @param letta - the version that the caller has read, where it counts that nobody has changed it since
 */
export async function assignRegistrazione(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  given: Assegnazione[],
  motivo: string | undefined,
  letta?: number,
): Promise<Registrazione> {
  const faults = faultsOfAssegnazioni(given, await conosciutiOf(caller.aoo));
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  return changeRegistrazione(
    deps,
    caller,
    bersaglio,
    async (registrazione, chi) => {
      const { assegnazioni: precedenti } = registrazione;
      // who has it only for information, or is only named, does not move it
      if (
        !mayOn(caller, 'assegna', competentiOf(registrazione)) ||
        given.some(({ uo }) => !mayOn(caller, 'assegna', [uo]))
      ) {
        throw new OperazioneNonConsentitaError(
          'Si riassegna soltanto dentro il proprio settore: per altri uffici, rifiutare con un motivo.',
        );
      }
      const assegnazioni = mergeAssegnazioni(precedenti, given);
      if (isDeepStrictEqual(assegnazioni, precedenti)) return [];
      const riservatezza = riservatezzaFollowing(registrazione, assegnazioni, await isUnderRiservata(registrazione));
      const tornaA = whereRefusalGoes(caller, assegnazioni);
      return [
        evento('assegnazione', chi, {
          assegnazioni,
          precedenti,
          ...(tornaA !== undefined && { tornaA }),
          ...(motivo !== undefined && { motivo }),
          ...(!isDeepStrictEqual(riservatezza, registrazione.riservatezza) && { riservatezza }),
        }),
      ];
    },
    letta,
  );
}

/** The office of the caller that is competent for the document. @throws StatoIncompatibileError if none is */
function ownCompetenza(caller: Caller, { assegnazioni }: Registrazione): string {
  const portata = portataOf(caller.ruolo, 'prendi-in-carico') ?? 'uo';
  const own = ufficiOf(caller, portata);
  const mine = assegnazioni.filter(
    ({ tipo, uo, utente }) =>
      tipo === 'competenza' &&
      (own === 'tutti' || own.includes(uo)) &&
      (utente === undefined || utente === titolareOf(caller) || caller.ruolo === 'responsabile'),
  );
  const chosen = mine.find(({ uo }) => uo === caller.uo) ?? mine[0];
  if (chosen === undefined)
    throw new StatoIncompatibileError('Il documento non è assegnato per competenza al proprio ufficio.');
  return chosen.uo;
}

/** Takes charge of what is assigned to the own office; again by the same person changes nothing. */
export const takeCharge = (deps: Deps, caller: Caller, bersaglio: Bersaglio): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, (registrazione, chi) => {
    const uo = ownCompetenza(caller, registrazione);
    const { presaInCarico } = registrazione;
    if (presaInCarico?.utente === titolareOf(caller)) return [];
    if (presaInCarico !== undefined)
      throw new StatoIncompatibileError(`È già in carico a ${presaInCarico.utente}, ${presaInCarico.uo}.`);
    return [evento('presa-in-carico', chi, { uo })];
  });

/**
 * Sends back what the own office is not competent for, to who assigned it: to the head's office if a head passed it on, else among
 * those that the protocol office has to assign. Never to nobody.
 */
export const refuseAssegnazione = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  motivo: string,
): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    const uo = ownCompetenza(caller, registrazione);
    const { assegnazioni: precedenti, tornaA } = registrazione;
    const kept = precedenti.filter((one) => one.tipo !== 'competenza' || one.uo !== uo);
    const isLast = !kept.some(({ tipo }) => tipo === 'competenza');
    const back: Assegnazione[] =
      isLast && tornaA !== undefined && tornaA !== uo ? [{ uo: tornaA, tipo: 'competenza' }] : [];
    const assegnazioni = [
      ...back,
      ...kept.filter((one) => !back.some((other) => other.uo === one.uo && one.utente === undefined)),
    ];
    const riservatezza = riservatezzaFollowing(registrazione, assegnazioni, await isUnderRiservata(registrazione));
    return [
      evento('rifiuto', chi, {
        uo,
        motivo,
        assegnazioni,
        precedenti,
        ...(tornaA !== undefined && tornaA !== uo && { tornaA }),
        ...(!isDeepStrictEqual(riservatezza, registrazione.riservatezza) && { riservatezza }),
      }),
    ];
  });

/** Reads, for the own office or for oneself, what was assigned for information: it leaves the queue, and stays on the record. */
export const readConoscenza = (deps: Deps, caller: Caller, bersaglio: Bersaglio): Promise<Registrazione> =>
  changeRegistrazione(deps, caller, bersaglio, ({ assegnazioni, visioni = [] }, chi) => {
    const own = ufficiOf(caller, portataOf(caller.ruolo, 'prendi-in-carico') ?? 'uo');
    const mine = assegnazioni.filter(
      ({ tipo, uo, utente }) =>
        tipo === 'conoscenza' &&
        (utente === undefined ? own === 'tutti' || own.includes(uo) : utente === titolareOf(caller)),
    );
    if (mine.length === 0)
      throw new StatoIncompatibileError('Il documento non è assegnato per conoscenza al proprio ufficio.');
    return mine
      .filter(({ uo, utente }) => !visioni.some((one) => one.uo === uo && one.utente === utente))
      .map(({ uo, utente }) => evento('presa-visione', chi, { uo, ...(utente !== undefined && { persona: utente }) }));
  });
