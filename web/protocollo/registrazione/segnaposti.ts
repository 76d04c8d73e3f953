import type { Valori } from './valori.js';

type ConSegnaposti = Pick<Valori, 'oggetto' | 'segnaposti'>;

/** The placeholders of the chosen template that still stand in the oggetto. */
export const segnapostiRimasti = ({ oggetto, segnaposti }: ConSegnaposti): string[] =>
  segnaposti.filter((nome) => oggetto.includes(`{${nome}}`));

/**
 * Where the next placeholder stands, braces included, as Tab goes from one to the other.
 * @param da - where the caret is
 * @param indietro - the one before instead
 */
export function prossimoSegnaposto(
  valori: ConSegnaposti,
  da: number,
  indietro = false,
): [inizio: number, fine: number] | undefined {
  const posti = segnapostiRimasti(valori)
    .flatMap((nome) => {
      const whole = `{${nome}}`;
      const found: [number, number][] = [];
      for (let at = valori.oggetto.indexOf(whole); at >= 0; at = valori.oggetto.indexOf(whole, at + 1))
        found.push([at, at + whole.length]);
      return found;
    })
    .sort(([a], [b]) => a - b);
  return indietro ? posti.findLast(([, fine]) => fine <= da) : posti.find(([inizio]) => inizio >= da);
}
