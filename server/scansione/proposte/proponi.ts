import { dataIn } from './data.js';
import { mittenteIn } from './mittente.js';
import { oggettoIn } from './oggetto.js';
import { protocolloIn } from './protocollo.js';
import { migliore, righeOf } from './righe.js';
import type { PaginaConParole, ProposteLette } from './tipi.js';

/** What is less likely than this is not proposed: a wrong proposal costs more than none. */
const MINIMA = 0.35;

/**
 * What a document says of itself, for who registers it: proposals, each with where it is written. Nothing is certain, nothing is saved.
 * @param pagine - in order
 * @param oggi - day of Italy, YYYY-MM-DD: no document is of a day that has not come
 * @param noi - names of the administration that reads: never proposed as who sends
 */
export function proponi(pagine: readonly PaginaConParole[], oggi: string, noi: readonly string[] = []): ProposteLette {
  const righe = righeOf(pagine);
  const protocolli = protocolloIn(righe, oggi);
  const lette: ProposteLette = {};
  const keep = (nome: keyof ProposteLette, proposte: Parameters<typeof migliore>[0]): void => {
    const best = migliore(proposte);
    if (best !== undefined && best.fiducia >= MINIMA) lette[nome] = best;
  };
  keep('oggetto', oggettoIn(righe));
  keep('mittente', mittenteIn(righe, noi));
  keep('data', [...dataIn(righe, oggi), ...protocolli.flatMap(({ data }) => (data === undefined ? [] : [data]))]);
  keep(
    'protocolloMittente',
    protocolli.map(({ proposta }) => proposta),
  );
  return lette;
}
