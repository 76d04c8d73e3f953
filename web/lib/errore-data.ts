/**
 * What is said below a field of a day: one left empty lacks its day, whatever the server makes of an empty word.
 * @param valore - `2026-11-24`, or nothing yet
 */
export const erroreData = (valore: string, errore: string | undefined): string | undefined =>
  errore !== undefined && valore === '' ? 'Manca il giorno: sceglierlo.' : errore;
