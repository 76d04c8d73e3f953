import type { Soggetto } from '../../schemas/soggetto.api.js';
import { chiaveOf, codiciOf, isCorrispondente } from './chiave.js';
import { confronta } from './confronto.js';

const differs = <T>(one: T | undefined, other: T | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

/**
 * Whether one who is written twice is one: by a code of law, or by all that is written of him. One address is not enough, several write
 * from the PEC of their lawyer; two offices of one administration are two.
 */
function isStesso(a: Soggetto, b: Soggetto): boolean {
  if (!isCorrispondente(a) || !isCorrispondente(b)) return a.tipo === b.tipo && a.uo === b.uo;
  if (differs(a.codiceAOO, b.codiceAOO) || differs(a.codiceUO, b.codiceUO)) return false;
  return chiaveOf(a) === chiaveOf(b) || confronta(a, b).esito === 'stesso';
}

/** Where two that are one may meet: an address alone says nothing. */
const luoghiOf = (soggetto: Soggetto): string[] =>
  isCorrispondente(soggetto)
    ? [chiaveOf(soggetto), ...codiciOf(soggetto).filter((codice) => !codice.startsWith('mail|'))]
    : [`uo|${soggetto.uo ?? ''}`];

/** Who is in a list more than once: each once, as he is written first, in the order of the list. Pure. */
export function ripetutiOf(soggetti: readonly Soggetto[]): Soggetto[] {
  const visti = new Map<string, number[]>();
  const ripetuti = new Set<number>();
  soggetti.forEach((soggetto, i) => {
    const luoghi = luoghiOf(soggetto);
    const stesso = luoghi
      .flatMap((luogo) => visti.get(luogo) ?? [])
      .find((j) => isStesso(soggetto, soggetti[j] ?? soggetto));
    if (stesso !== undefined) ripetuti.add(stesso);
    else for (const luogo of luoghi) visti.set(luogo, [...(visti.get(luogo) ?? []), i]);
  });
  return soggetti.filter((_, i) => ripetuti.has(i));
}
