import type { Caller } from '../../schemas/accesso.api.js';
import type { CambioUfficioRichiesta, UfficioLetto, UfficioNuovo } from '../../schemas/amministrazione.api.js';
import { lockOrganigramma } from '../../schemas/aoo.model.js';
import {
  findUffici,
  insertUfficio,
  type ModificheUfficio,
  type Ufficio,
  updateUfficio,
} from '../../schemas/ufficio.model.js';
import { type Clock, legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import {
  DatiNonValidiError,
  type ErroreCampo,
  NonTrovatoError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { conosciutiOf, forgetUffici, subtreeOf, ufficiOf, ufficioOf } from './aoo.js';
import { changeWithAudit } from './audit.js';

const present = ({
  codice,
  denominazione,
  codiceUnivoco,
  padre,
  responsabile,
  attivo,
  apertoDal,
  chiusoDal,
  versione,
}: Ufficio): UfficioLetto => ({
  codice,
  denominazione,
  ...(codiceUnivoco !== undefined && { codiceUnivoco }),
  ...(padre !== undefined && { padre }),
  ...(responsabile !== undefined && { responsabile }),
  attivo,
  ...(apertoDal !== undefined && { apertoDal }),
  ...(chiusoDal !== undefined && { chiusoDal }),
  versione,
});

/** Offices of the AOO by code; the closed ones only when asked for. */
export const listUffici = async (aoo: string, chiusi: boolean): Promise<UfficioLetto[]> =>
  (await ufficiOf(aoo)).filter(({ attivo }) => attivo || chiusi).map(present);

const absent = (): NonTrovatoError => new NonTrovatoError('L’ufficio non esiste: controllare il codice.');

export async function readUfficio(aoo: string, codice: string): Promise<UfficioLetto> {
  const ufficio = await ufficioOf(aoo, codice);
  if (ufficio === undefined) throw absent();
  return present(ufficio);
}

/** What is wrong with the office above; the tree stays a tree. Pure. */
export function faultsOfPadre(
  uffici: readonly Pick<Ufficio, 'codice' | 'padre' | 'attivo'>[],
  codice: string,
  padre: string,
): ErroreCampo[] {
  const fault = (messaggio: string): ErroreCampo[] => [{ campo: 'padre', messaggio }];
  const above = uffici.find((one) => one.codice === padre);
  if (above?.attivo !== true) return fault(`L’ufficio ${padre} non esiste, o è chiuso: sceglierne un altro.`);
  return subtreeOf(uffici, codice).includes(padre)
    ? fault(`L’ufficio ${padre} sta sotto ${codice}: un ufficio non può stare sotto sé stesso.`)
    : [];
}

async function faultsOfResponsabile(aoo: string, responsabile: string): Promise<ErroreCampo[]> {
  const { utenti } = await conosciutiOf(aoo);
  return utenti.has(responsabile)
    ? []
    : [
        {
          campo: 'responsabile',
          messaggio: `L’utente ${responsabile} non ha incarichi in questa AOO: dargliene prima uno.`,
        },
      ];
}

function requireNone(errori: readonly ErroreCampo[]): void {
  if (errori.length > 0) throw new DatiNonValidiError(errori);
}

/** Opens an office. @throws StatoIncompatibileError when the code is taken, also by a closed office */
export async function createUfficio(
  clock: Clock,
  caller: Caller,
  { codice, denominazione, codiceUnivoco, padre, responsabile }: UfficioNuovo,
): Promise<UfficioLetto> {
  const { aoo } = caller;
  if (responsabile !== undefined) requireNone(await faultsOfResponsabile(aoo, responsabile));
  const nuovo = {
    codice,
    denominazione,
    ...(codiceUnivoco !== undefined && { codiceUnivoco }),
    ...(padre !== undefined && { padre }),
    ...(responsabile !== undefined && { responsabile }),
  };
  const made = await changeWithAudit(
    clock,
    caller,
    { atto: 'crea-ufficio', riferimento: codice, dettagli: nuovo },
    async (session) => {
      await lockOrganigramma(aoo, session);
      if (padre !== undefined) requireNone(faultsOfPadre(await findUffici(aoo, session), codice, padre));
      return insertUfficio({ aoo, ...nuovo, apertoDal: legalDay(clock.now()) }, session);
    },
  ).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
    throw new StatoIncompatibileError(`L’ufficio ${codice} esiste già, aperto o chiuso: usare un altro codice.`);
  });
  forgetUffici(aoo);
  return present(made);
}

/** An office closes after those below it and opens after the one above. */
function requireOrder(
  uffici: readonly Ufficio[],
  { codice, padre }: Pick<Ufficio, 'codice' | 'padre'>,
  attivo: boolean,
): void {
  if (!attivo && uffici.some((one) => one.padre === codice && one.attivo)) {
    throw new StatoIncompatibileError(
      `Sotto l’ufficio ${codice} ci sono uffici aperti: chiuderli, o spostarli, prima di chiuderlo.`,
    );
  }
  if (attivo && padre !== undefined && uffici.find((one) => one.codice === padre)?.attivo !== true) {
    throw new StatoIncompatibileError(`L’ufficio ${padre}, che sta sopra, è chiuso: aprirlo prima.`);
  }
}

/**
 * Changes an office: what it is called, where it stands, who leads it, open or closed. It is never deleted, since registrations name it.
 * @throws NonTrovatoError, VersioneSuperataError, StatoIncompatibileError, DatiNonValidiError for a loop in the tree
 */
export async function changeUfficio(
  clock: Clock,
  caller: Caller,
  codice: string,
  versione: number,
  cambio: CambioUfficioRichiesta,
): Promise<UfficioLetto> {
  const { aoo } = caller;
  const { padre, responsabile, attivo } = cambio;
  if (typeof responsabile === 'string') requireNone(await faultsOfResponsabile(aoo, responsabile));
  const oggi = legalDay(clock.now());
  const after = await changeWithAudit(
    clock,
    caller,
    { atto: 'modifica-ufficio', riferimento: codice, dettagli: { ...cambio } },
    async (session) => {
      await lockOrganigramma(aoo, session);
      const uffici = await findUffici(aoo, session);
      const before = uffici.find((one) => one.codice === codice);
      if (before === undefined) throw absent();
      if (before.versione !== versione) throw new VersioneSuperataError();
      if (typeof padre === 'string') requireNone(faultsOfPadre(uffici, codice, padre));
      const above = padre === undefined ? before.padre : (padre ?? undefined);
      if (attivo !== undefined) requireOrder(uffici, { codice, ...(above !== undefined && { padre: above }) }, attivo);
      const modifiche: ModificheUfficio = {
        ...cambio,
        ...(attivo === true && !before.attivo && { apertoDal: oggi, chiusoDal: null }),
        ...(attivo === false && before.attivo && { chiusoDal: oggi }),
      };
      const changed = await updateUfficio(before, modifiche, session);
      if (changed === null) throw new VersioneSuperataError();
      return changed;
    },
  );
  forgetUffici(aoo);
  return present(after);
}
