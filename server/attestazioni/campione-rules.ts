import { createHash } from 'node:crypto';

/* Which copies of a lot are compared, and what follows from what was found. Pure. */

const placeOf = (seme: string, id: string): string => createHash('sha256').update(`${seme}/${id}`).digest('hex');

/**
 * The sample of a lot: the copies in the order of SHA-256 of `seme/id`, the first so many. Whoever has the seed and the list draws
 * the same ones again, in whatever order the list comes.
 * @param seme - made at random when the sample is drawn, and written in the log and in the record
 */
export const estrai = (seme: string, ids: readonly string[], quanti: number): string[] =>
  [...new Set(ids)]
    .map((id) => ({ id, posto: placeOf(seme, id) }))
    .sort((a, b) => (a.posto < b.posto ? -1 : 1))
    .slice(0, quanti)
    .map(({ id }) => id);

export interface EsitoCopia {
  scansione: string;
  esito: 'conforme' | 'difforme';
}

export type StatoCampione = 'aperto' | 'accettato' | 'rifiutato';

/**
 * How a sample stands: refused as soon as there are too many defective copies, accepted when all were compared and there are not.
 * @param scelti - copies drawn
 * @param esiti - what was found, at most one a copy
 * @param accetta - defective copies that the plan bears
 */
export function statoCampione(
  scelti: readonly string[],
  esiti: readonly EsitoCopia[],
  accetta: number,
): { stato: StatoCampione; difformi: number; mancano: number } {
  const found = new Map(
    esiti.filter(({ scansione }) => scelti.includes(scansione)).map((one) => [one.scansione, one.esito]),
  );
  const difformi = [...found.values()].filter((esito) => esito === 'difforme').length;
  const mancano = scelti.length - found.size;
  const stato = difformi > accetta ? 'rifiutato' : mancano === 0 ? 'accettato' : 'aperto';
  return { stato, difformi, mancano };
}
