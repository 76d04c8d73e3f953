import type { z } from 'zod';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import type { AttiDiRegistrazione, ElencoAtti, ElencoRepertori } from '../../schemas/repertorio.api.js';
import type { Metodo, Percorso } from '../api/client.js';
import { scheda } from '../api/percorsi.js';
import type { Riferimento } from '../api/tipi.js';

/** The addresses of the API that the pages of the repertori call, and those of the pages. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const uno = (sigla: string): string => `/repertori/${encodeURIComponent(sigla)}`;

export const repertori = (anno: string | null): Percorso<ElencoRepertori> =>
  via('GET', anno === null ? '/repertori' : `/repertori?anno=${anno}`);
export const atti = (sigla: string, domanda: URLSearchParams): Percorso<z.output<typeof ElencoAtti>> =>
  via('GET', `${uno(sigla)}/registrazioni?${domanda.toString()}`);
export const attiCsv = (sigla: string, domanda: URLSearchParams): Percorso<unknown> =>
  via('GET', `${uno(sigla)}/registrazioni.csv?${domanda.toString()}`);
export const registroDi = (sigla: string, anno: string): Percorso<unknown> =>
  via('GET', `${uno(sigla)}/registro?anno=${anno}`);
export const registra = (sigla: string): Percorso<RegistrazioneRisposta> => via('POST', `${uno(sigla)}/registrazioni`);
export const attiDi = (di: Riferimento): Percorso<z.output<typeof AttiDiRegistrazione>> =>
  via('GET', `${scheda(di)}/repertori`);

export const paginaRepertorio = uno;
