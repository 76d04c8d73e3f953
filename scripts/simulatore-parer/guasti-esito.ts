import type { Chiamata, Simulato } from './chiamata.js';
import type { Esito } from './esito.js';
import { testoParametro, type Guasto } from './guasti.js';

/** Faults that show as an outcome of the checks, each at its point in their order. */

const lista = (guasto: Guasto, nome: string): string[] => {
  const valore = guasto.parametri?.[nome];
  return Array.isArray(valore) ? valore.map(String) : [];
};

/** An internal error hides its message behind a number that the help desk asks for. */
export const erroreInterno = ({ sorte }: Simulato): string =>
  `Errore interno del servizio, riferimento ${sorte.uuid()}`;

/** Right after the parts: `666`. */
export function rompiSe(esito: Esito, simulato: Simulato, { guasto }: Chiamata): void {
  if (guasto?.tipo === '666') esito.stop('666', erroreInterno(simulato));
}

/** After struttura and rights: `esito`, with the codes that are to be in ErroriUlteriori. */
export function fallisciSe(esito: Esito, { guasto }: Chiamata): void {
  if (guasto?.tipo !== 'esito') return;
  for (const codice of lista(guasto, 'ulteriori'))
    esito.nota(codice, 'ERRORE', `Errore richiesto dalla prova: ${codice}`);
  const codice = testoParametro(guasto, 'codice', '666');
  esito.stop(codice, testoParametro(guasto, 'messaggio', `Errore richiesto dalla prova: ${codice}`));
}

/** Before the last judgement: `warning`. */
export function avvisaSe(esito: Esito, { guasto }: Chiamata): void {
  if (guasto?.tipo !== 'warning') return;
  for (const codice of lista(guasto, 'codici')) esito.nota(codice, 'AVVISO', `Avviso richiesto dalla prova: ${codice}`);
}
