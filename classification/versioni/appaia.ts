import type { Voce } from '../../schemas/titolario.model.js';
import { wordsOf } from '../../server/protocollo/parole.js';

/** A voce of one version and what it is in the next. */
export interface Coppia {
  prima?: Voce;
  dopo?: Voce;
}

/** Texts that differ by accents, capitals or punctuation only say the same. */
export const sameText = (a: string, b: string): boolean => wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** Voci by their text, only those whose text no other one has: a move is never guessed. */
function byUniqueText(voci: readonly Voce[]): Map<string, Voce> {
  const found = new Map<string, Voce | undefined>();
  for (const one of voci) {
    const text = wordsOf(one.voce).join(' ');
    found.set(text, found.has(text) ? undefined : one);
  }
  return new Map([...found].flatMap(([text, one]): [string, Voce][] => (one === undefined ? [] : [[text, one]])));
}

/**
 * Every voce of both versions once, with its counterpart: first what has the same code and text, then what has its text under
 * another code, then what has its code and another text. What is left stands alone.
 */
export function pairVoci(prima: readonly Voce[], dopo: readonly Voce[]): Coppia[] {
  const before = new Map(prima.map((voce) => [voce.codice, voce]));
  const partner = new Map<Voce, Voce>(); // from the later one to the earlier one
  for (const one of dopo) {
    const old = before.get(one.codice);
    if (old !== undefined && sameText(old.voce, one.voce)) partner.set(one, old);
  }
  const taken = new Set(partner.values());
  const texts = byUniqueText(prima.filter((one) => !taken.has(one)));
  for (const [text, one] of byUniqueText(dopo.filter((voce) => !partner.has(voce)))) {
    const old = texts.get(text);
    if (old === undefined) continue;
    partner.set(one, old);
    taken.add(old);
  }
  for (const one of dopo) {
    const old = before.get(one.codice);
    if (old === undefined || partner.has(one) || taken.has(old)) continue;
    partner.set(one, old);
    taken.add(old);
  }
  return [
    ...dopo.map((one): Coppia => {
      const old = partner.get(one);
      return { ...(old !== undefined && { prima: old }), dopo: one };
    }),
    ...prima.filter((one) => !taken.has(one)).map((one): Coppia => ({ prima: one })),
  ];
}
