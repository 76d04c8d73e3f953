import { closeVoceOf, findVersioni } from '../../schemas/titolario.model.js';
import { DatiNonValidiError, NonTrovatoError, StatoIncompatibileError } from '../../server/lib/problem.js';
import { normalizeCodice } from '../codice.js';
import { forgetTitolario } from '../service.js';
import { faultsOfChiusura, versioneOn } from '../titolario.js';
import type { Autore } from './contesto.js';

/**
 * Closes a voce of the version in force, and with it what stands below, from a day and for a reason: it stays readable, what is open
 * under it goes on, nothing new can use it. One write; it cannot be undone.
 * @param dal - legal day, today or later
 * @returns the code and the first day on which it may not be used
 * @throws NonTrovatoError, DatiNonValidiError naming `dal`, StatoIncompatibileError if it is closed already
 */
export async function closeVoce(
  typed: string,
  { dal, motivo }: { dal: string; motivo: string },
  { aoo, utente, adesso, oggi }: Autore,
): Promise<{ codice: string; dal: string }> {
  const versioni = await findVersioni(aoo);
  const codice = normalizeCodice(typed);
  const versione = versioneOn(versioni, oggi);
  const voce = versione?.voci.find((one) => one.codice === codice);
  if (codice === null || versione === undefined || voce === undefined)
    throw new NonTrovatoError('La voce non è nel titolario in vigore: controllare il codice.');
  const [fault] = faultsOfChiusura(versioni, { codice, dal }, oggi);
  if (fault?.campo === 'codice') throw new StatoIncompatibileError(fault.messaggio);
  if (fault !== undefined) throw new DatiNonValidiError([fault]);
  if (!(await closeVoceOf(aoo, versione.numero, { codice, dal, motivo, utente, data: adesso })))
    throw new StatoIncompatibileError(`La voce ${codice} è stata chiusa da un’altra persona: rileggerla.`);
  forgetTitolario(aoo);
  return { codice, dal };
}
