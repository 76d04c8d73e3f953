import type { z } from 'zod';
import type {
  AlberoFascicolo,
  DocumentiDelFascicolo,
  DocumentoRisposta,
  ElencoFascicoli,
  FascicoloRisposta,
  MancanzeChiusura,
  MovimentiRisposta,
  Proposte,
} from '../../schemas/fascicolo.api.js';
import type { EventiRisposta } from '../../schemas/registrazione-risposta.api.js';
import type { Metodo, Percorso } from '../api/client.js';
import type { Riferimento } from '../api/tipi.js';

/** The addresses of the API that the pages of the fascicoli call, and those of the pages. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const uno = (id: string, sotto = ''): string => `/fascicoli/${encodeURIComponent(id)}${sotto}`;

export const elenco = (domanda: URLSearchParams): Percorso<z.output<typeof ElencoFascicoli>> =>
  via('GET', `/fascicoli?${domanda.toString()}`);
export const elencoCsv = (domanda: URLSearchParams): Percorso<unknown> =>
  via('GET', `/fascicoli.csv?${domanda.toString()}`);
export const repertorioCsv = (anno: string): Percorso<unknown> => via('GET', `/repertorio-fascicoli.csv?anno=${anno}`);
export const apre: Percorso<FascicoloRisposta> = via('POST', '/fascicoli');
export const fascicolo = (id: string): Percorso<FascicoloRisposta> => via('GET', uno(id));
export const modifica = (id: string): Percorso<FascicoloRisposta> => via('PATCH', uno(id));
export const albero = (id: string): Percorso<z.output<typeof AlberoFascicolo>> => via('GET', uno(id, '/albero'));
export const sottofascicolo = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/sottofascicoli'));
export const documenti = (id: string, cursore: string | undefined): Percorso<z.output<typeof DocumentiDelFascicolo>> =>
  via('GET', uno(id, `/documenti?parti=si&limite=200${cursore === undefined ? '' : `&cursore=${cursore}`}`));
export const mette = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/documenti'));
export const toglie = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/documenti/rimozione'));
export const sposta = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/documenti/spostamento'));
export const movimenti = (id: string): Percorso<z.output<typeof MovimentiRisposta>> =>
  via('GET', uno(id, '/movimenti?limite=100'));
export const eventi = (id: string): Percorso<z.output<typeof EventiRisposta>> => via('GET', uno(id, '/eventi'));
export const mancanze = (id: string): Percorso<z.output<typeof MancanzeChiusura>> => via('GET', uno(id, '/chiusura'));
export const chiude = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/chiusura'));
export const riapre = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/riapertura'));
export const annulla = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/annullamento'));
export const collega = (id: string): Percorso<FascicoloRisposta> => via('POST', uno(id, '/collegamenti'));
export const fileDocumento = (id: string, versione: number): Percorso<unknown> =>
  via('GET', `/documenti/${id}/file?versione=${versione}`);

export const nuovaVersione = (id: string): Percorso<DocumentoRisposta> =>
  via('POST', `/documenti/${encodeURIComponent(id)}/versioni`);

export const proposte = (di: Riferimento | undefined): Percorso<z.output<typeof Proposte>> =>
  via('GET', di === undefined ? '/fascicoli/proposte' : `/fascicoli/proposte?anno=${di.anno}&numero=${di.numero}`);
/** @param domanda - `classifica`, `corrispondente`: those of a document that is not registered yet */
export const propostePer = (domanda: string): Percorso<z.output<typeof Proposte>> =>
  via('GET', `/fascicoli/proposte?${domanda}`);

export const paginaFascicolo = (id: string): string => `/fascicoli/${encodeURIComponent(id)}`;
