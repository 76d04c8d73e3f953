const SEGNAPOSTO = /\{[^{}]+\}/g;

/** How many things are still to be written in a text. */
export const quantiSegnaposti = (testo: string): number => (testo.match(SEGNAPOSTO) ?? []).length;

/** Where the next placeholder after a place stands, braces included; the one before it, going back. */
export function segnapostoDa(testo: string, da: number, indietro: boolean): [inizio: number, fine: number] | undefined {
  const posti = [...testo.matchAll(SEGNAPOSTO)].map(({ index, 0: whole }): [number, number] => [
    index,
    index + whole.length,
  ]);
  return indietro ? posti.findLast(([, fine]) => fine <= da) : posti.find(([inizio]) => inizio >= da);
}
