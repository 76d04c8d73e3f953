import { MAX_OGGETTO } from './registrazione.api.js';

const MARGINE = 200; // room for what one adds
const RISCONTRO = /^Riscontro a prot\. n\. \d+ del \d{2}\/\d{2}\/\d{4}: /;

/**
 * `Riscontro a prot. n. 0000012 del 02/03/2026: richiesta di accesso`; one that is an answer itself is not wrapped again and again.
 * @param dataRegistrazione - RFC 3339, of Italian legal time
 */
export function oggettoInRisposta({
  oggetto,
  numero,
  dataRegistrazione,
}: {
  oggetto: string;
  numero: number;
  dataRegistrazione: string;
}): string {
  const giorno = dataRegistrazione.slice(0, 10).split('-').reverse().join('/');
  const testa = `Riscontro a prot. n. ${String(numero).padStart(7, '0')} del ${giorno}: `;
  return (
    testa +
    Array.from(oggetto.replace(RISCONTRO, ''))
      .slice(0, MAX_OGGETTO - MARGINE - testa.length)
      .join('')
  );
}
