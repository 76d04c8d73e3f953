import type { z } from 'zod';
import type {
  Anteprima,
  ConservazioneFascicolo,
  ElencoLetto,
  ElenchiArchivio,
  TipoElenco,
} from '../../schemas/scarto.api.js';
import type { Metodo, Percorso } from '../api/client.js';

/** The addresses of the API that the pages of scarto and deposito call, and those of the pages. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });

export const anteprima = (tipo: TipoElenco, anno: string, cursore?: string): Percorso<z.output<typeof Anteprima>> =>
  via(
    'GET',
    `/${tipo}/anteprima?anno=${anno}&limite=100${cursore === undefined ? '' : `&cursore=${encodeURIComponent(cursore)}`}`,
  );
export const elenchi = (tipo: TipoElenco): Percorso<z.output<typeof ElenchiArchivio>> => via('GET', `/${tipo}/elenchi`);
export const propone = (tipo: TipoElenco): Percorso<ElencoLetto> => via('POST', `/${tipo}/elenchi`);
export const elenco = (tipo: TipoElenco, id: string): Percorso<ElencoLetto> => via('GET', `/${tipo}/elenchi/${id}`);
export const righeCsv = (tipo: TipoElenco, id: string): Percorso<unknown> =>
  via('GET', `/${tipo}/elenchi/${id}/righe.csv`);
export const passo = (tipo: TipoElenco, id: string, nome: string): Percorso<ElencoLetto> =>
  via('POST', `/${tipo}/elenchi/${id}/${nome}`);
export const conservazione = (id: string): Percorso<ConservazioneFascicolo> =>
  via('GET', `/fascicoli/${encodeURIComponent(id)}/conservazione`);
export const modificaConservazione = (id: string): Percorso<ConservazioneFascicolo> =>
  via('PATCH', `/fascicoli/${encodeURIComponent(id)}/conservazione`);

export const pagina = (tipo: TipoElenco): string => `/${tipo}`;
export const paginaElenco = (tipo: TipoElenco, id: string): string => `/${tipo}/elenchi/${id}`;
