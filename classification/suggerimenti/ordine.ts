/** Classes in the order in which they are proposed. */
export interface Ordine {
  classi: { classe: number; punteggio: number }[];
  /** false where the likeliest is one that is never proposed first: then nothing is */
  proponibile: boolean;
}

/**
 * Likeliest first; but a voce that needs a written reason (XIV) is for a person to think of: never the first, and where it would
 * be, no other is sure either.
 * @param riservata - true for a class that may not stand first
 */
export function ordina(punteggi: readonly number[], riservata: (classe: number) => boolean): Ordine {
  const ordinate = punteggi
    .map((punteggio, classe) => ({ classe, punteggio }))
    .sort((a, b) => b.punteggio - a.punteggio || a.classe - b.classe);
  const [prima] = ordinate;
  if (prima === undefined || !riservata(prima.classe)) return { classi: ordinate, proponibile: prima !== undefined };
  const altra = ordinate.findIndex(({ classe }) => !riservata(classe));
  if (altra < 0) return { classi: [], proponibile: false };
  return {
    classi: [...ordinate.slice(altra, altra + 1), ...ordinate.filter((_, i) => i !== altra)],
    proponibile: false,
  };
}
