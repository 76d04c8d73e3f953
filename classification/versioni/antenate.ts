import { normalizeCodice } from '../codice.js';
import { listVersioni } from '../service.js';
import { versioneOn } from '../titolario.js';
import { antenateOf } from './raccordo.js';

/**
 * The voci of earlier versions from which a voce of the one in force on a legal day comes, with what stands below it (titolario.md
 * 5.2 rule 5): so that a search by a new voce can find what was classified before.
 * @param typed - a code as people write it
 * @returns undefined if that is no code, or no version is in force
 */
export async function findAntenate(
  aoo: string,
  day: string,
  typed: string,
): Promise<{ versione: number; antenate: { versione: number; codici: string[] }[] } | undefined> {
  const codice = normalizeCodice(typed);
  const versioni = await listVersioni(aoo);
  const versione = versioneOn(versioni, day);
  if (codice === null || versione === undefined) return undefined;
  return { versione: versione.numero, antenate: antenateOf(versioni, versione.numero, codice) };
}
