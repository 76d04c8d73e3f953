import type { Incompleti, Metadati } from '../../schemas/metadati.api.js';
import type { Metodo, Percorso } from '../api/client.js';
import { scheda } from '../api/percorsi.js';
import type { Riferimento } from '../api/tipi.js';

/** Whose metadata are read. */
export type DiChi = { registrazione: Riferimento } | { fascicolo: string } | { documento: string; versione: number };

const via = (metodo: Metodo, url: string) => ({ metodo, url });

const base = (di: DiChi): string => {
  if ('registrazione' in di) return scheda(di.registrazione);
  return 'fascicolo' in di
    ? `/fascicoli/${encodeURIComponent(di.fascicolo)}`
    : `/documenti/${encodeURIComponent(di.documento)}`;
};

const quale = (di: DiChi): string => ('documento' in di ? `?versione=${di.versione}` : '');

export const metadati = (di: DiChi): Percorso<Metadati> => via('GET', `${base(di)}/metadati${quale(di)}`);
export const metadatiXml = (di: DiChi): Percorso<unknown> => via('GET', `${base(di)}/metadati.xml${quale(di)}`);
export const incompleti = (domanda: URLSearchParams): Percorso<Incompleti> =>
  via('GET', `/metadati/incompleti?${domanda.toString()}`);

export const copertina = (id: string): Percorso<unknown> => via('GET', `${base({ fascicolo: id })}/copertina.pdf`);
export const indice = (id: string): Percorso<unknown> => via('GET', `${base({ fascicolo: id })}/indice.pdf`);
export const esportazione = (id: string): Percorso<unknown> =>
  via('GET', `${base({ fascicolo: id })}/esportazione.zip`);
