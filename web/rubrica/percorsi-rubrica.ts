import type { z } from 'zod';
import type { Corrispondenti, CorrispondenteScheda, Doppioni } from '../../schemas/corrispondente.api.js';
import type { ErroriImportazione, ImportazioneRisposta, Importazioni } from '../../schemas/importazione.api.js';
import type { Percorso } from '../api/client.js';

/** The addresses of the API that the address book calls, and those of its pages. */

const one = (id: string): string => `/corrispondenti/${id}`;

export const corrispondenti = (domanda: URLSearchParams): Percorso<Corrispondenti> => ({
  metodo: 'GET',
  url: `/corrispondenti?${domanda.toString()}`,
});
export const corrispondente = (id: string): Percorso<CorrispondenteScheda> => ({ metodo: 'GET', url: one(id) });
export const creaCorrispondente: Percorso<CorrispondenteScheda> = { metodo: 'POST', url: '/corrispondenti' };
export const modificaCorrispondente = (id: string): Percorso<CorrispondenteScheda> => ({
  metodo: 'PATCH',
  url: one(id),
});
export const unisce = (id: string): Percorso<CorrispondenteScheda> => ({ metodo: 'POST', url: `${one(id)}/fusione` });
export const divide = (id: string): Percorso<CorrispondenteScheda> => ({ metodo: 'POST', url: `${one(id)}/divisione` });
export const distingue = (id: string): Percorso<undefined> => ({ metodo: 'POST', url: `${one(id)}/distinzione` });
export const doppioni: Percorso<z.output<typeof Doppioni>> = { metodo: 'GET', url: '/rubrica/doppioni?limite=100' };

export const importazioni: Percorso<z.output<typeof Importazioni>> = { metodo: 'GET', url: '/rubrica/importazioni' };
export const importa: Percorso<ImportazioneRisposta> = { metodo: 'POST', url: '/rubrica/importazioni' };
export const importazione = (id: string): Percorso<ImportazioneRisposta> => ({
  metodo: 'GET',
  url: `/rubrica/importazioni/${id}`,
});
export const erroriImportazione = (
  id: string,
  cursore: string | null,
): Percorso<z.output<typeof ErroriImportazione>> => ({
  metodo: 'GET',
  url: `/rubrica/importazioni/${id}/errori?limite=100${cursore === null ? '' : `&cursore=${cursore}`}`,
});

export const paginaCorrispondente = (id: string): string => `/rubrica/${id}`;
export const paginaImportazione = (id: string): string => `/rubrica/importazioni/${id}`;
