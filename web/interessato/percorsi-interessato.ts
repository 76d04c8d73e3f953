import type { AccessoDato, AccessoLetto, InteressatiFascicolo } from '../../schemas/interessato.api.js';
import type { Metodo, Percorso } from '../api/client.js';

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const su = (id: string, sotto = ''): string => `/fascicoli/${encodeURIComponent(id)}/interessati${sotto}`;

export const interessati = (id: string): Percorso<InteressatiFascicolo> => via('GET', su(id));
export const da = (id: string): Percorso<AccessoDato> => via('POST', su(id));
export const documenti = (id: string, accesso: string): Percorso<AccessoLetto> =>
  via('POST', su(id, `/${accesso}/documenti`));
export const revoca = (id: string, accesso: string): Percorso<AccessoLetto> =>
  via('POST', su(id, `/${accesso}/revoca`));
