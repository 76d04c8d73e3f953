import type { RegolaMassimario } from '../../schemas/strumento.model.js';
import { isComune, stem, wordsOf } from '../../server/protocollo/parole.js';
import { lineageOf, normalizeCodice } from '../codice.js';
import { massimarioOf } from './service.js';

/** To be shown beside every retention. */
export const AVVERTENZA_CONSERVAZIONE =
  'Tempi indicativi, ciascuno con la sua fonte: non sono un parere legale. Nulla si scarta in automatico: lo scarto si propone con un elenco e chiede l’autorizzazione della Soprintendenza archivistica (D.Lgs. 42/2004 art. 21).';

/** How long what is under a voce is kept, and why. */
export interface TempoDiConservazione extends RegolaMassimario {
  /**
   * False when the voce has rules of different length and the tipologia names none of them: the longest is given, since what was
   * destroyed too early cannot be had again. A person then says which rule it is.
   */
  univoca: boolean;
}

const anniOf = ({ tempo }: RegolaMassimario): number => (tempo === 'illimitato' ? Infinity : tempo);

const longest = (regole: readonly RegolaMassimario[]): RegolaMassimario | undefined =>
  regole.reduce<RegolaMassimario | undefined>(
    (found, one) => (found === undefined || anniOf(one) > anniOf(found) ? one : found),
    undefined,
  );

const stemsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !isComune(word))
    .map(stem);

/** The rules that a tipologia names: the one of that very name, else those that have all of its words. */
function namedBy(regole: readonly RegolaMassimario[], tipologia: string): readonly RegolaMassimario[] {
  const asked = wordsOf(tipologia).join(' ');
  const same = regole.filter((one) => wordsOf(one.tipologia).join(' ') === asked);
  if (same.length > 0) return same;
  const stems = stemsOf(tipologia);
  return stems.length === 0
    ? []
    : regole.filter((one) => {
        const words = new Set(stemsOf(one.tipologia));
        return stems.every((word) => words.has(word));
      });
}

/** The rules of a voce; where it has none, of the nearest one above with rules of its own. */
export function regoleSotto(regole: readonly RegolaMassimario[], codice: string): readonly RegolaMassimario[] {
  for (const one of lineageOf(codice)) {
    const found = regole.filter((regola) => regola.codice === one);
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * The rule that counts for a voce and, if known, a tipologia of documents; undefined if the massimario has none for the voce or
 * what stands above it.
 */
export function tempoFor(
  regole: readonly RegolaMassimario[],
  codice: string,
  tipologia?: string,
): TempoDiConservazione | undefined {
  const ofVoce = regoleSotto(regole, codice);
  const named = tipologia === undefined ? [] : namedBy(ofVoce, tipologia);
  const among = named.length > 0 ? named : ofVoce;
  const found = longest(among);
  return found && { ...found, univoca: among.every(({ tempo }) => tempo === found.tempo) };
}

/**
 * How long what is classified there is kept, by the massimario of the AOO in force on a legal day (DPR 445/2000 art. 68 c. 1):
 * whole years or `illimitato`, with the note and the source of the rule. Not legal advice: it says what the loaded plan says.
 * @param codice - a code as typed or stored; a sottoclasse takes the rules of its classe unless it has its own
 * @param tipologia - kind of document, in words; without it the longest rule of the voce is given
 * @returns undefined if the plan has no rule
 */
export async function tempoDiConservazione(
  aoo: string,
  giorno: string,
  codice: string,
  tipologia?: string,
): Promise<TempoDiConservazione | undefined> {
  const known = normalizeCodice(codice);
  return known === null ? undefined : tempoFor(await massimarioOf(aoo, giorno), known, tipologia);
}
