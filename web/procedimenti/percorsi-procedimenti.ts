import type { z } from 'zod';
import type { ProcedimentoLetto, TermineScrivania, TerminiScrivania } from '../../schemas/procedimento.api.js';
import type { Procedimento } from '../../schemas/configurazione-procedimenti.api.js';
import type { Proposte as ProposteFascicolo } from '../../schemas/fascicolo.api.js';
import type { EsitoProva, ProposteSmistamento } from '../../schemas/smistamento.api.js';
import type { Metodo, Percorso } from '../api/client.js';
import type { Riferimento } from '../api/tipi.js';

export { FASI } from '../../schemas/configurazione-procedimenti.api.js';
export type Termine = TermineScrivania;
export type Iter = ProcedimentoLetto;
export type Proposte = z.infer<typeof ProposteSmistamento>;

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const uno = (id: string): string => `/fascicoli/${encodeURIComponent(id)}/procedimento`;

export const termini: Percorso<z.infer<typeof TerminiScrivania>> = via('GET', '/termini');
export const procedimento = (id: string): Percorso<Iter> => via('GET', uno(id));
export const passo = (
  id: string,
  quale: 'avvio' | 'fasi' | 'sospensione' | 'ripresa' | 'conclusione',
): Percorso<Iter> => via('POST', `${uno(id)}/${quale}`);
export const proposte: Percorso<Proposte> = via('POST', '/smistamento/proposte');

export const completa = ({ anno, numero }: Riferimento): Percorso<unknown> =>
  via('POST', `/registrazioni/${anno}/${numero}/completamento`);
export const fascicoliProposti = ({ anno, numero }: Riferimento): Percorso<z.output<typeof ProposteFascicolo>> =>
  via('GET', `/fascicoli/proposte?anno=${anno}&numero=${numero}`);
/** The catalogue in force today. */
export const catalogo: Percorso<{ contenuto: Procedimento[] }> = via('GET', '/configurazione/procedimenti');
export const provaSmistamento: Percorso<z.infer<typeof EsitoProva>> = via('POST', '/smistamento/prova');
