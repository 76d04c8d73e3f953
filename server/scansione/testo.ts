import type { Parola } from './tipi.js';

/** Between the text of a page and that of the next. */
export const FINE_PAGINA = '\f';

/** The words of a page as text: those of a line parted by blanks, lines by line ends. Pure. */
export function testoDiPagina(parole: readonly Pick<Parola, 'testo' | 'riga'>[]): string {
  let testo = '';
  let riga: number | undefined;
  for (const parola of parole) {
    testo += riga === undefined ? '' : parola.riga === riga ? ' ' : '\n';
    testo += parola.testo;
    riga = parola.riga;
  }
  return testo.replaceAll(FINE_PAGINA, ' ');
}
