import type { DelegaLetta } from '../../schemas/delega.api.js';
import type { Metodo, Percorso } from '../api/client.js';

export type { AttoDelegabile } from '../../schemas/accesso.api.js';
export type Delega = DelegaLetta;

const via = (metodo: Metodo, url: string) => ({ metodo, url });

export const deleghe = (tutte: boolean): Percorso<{ elementi: Delega[] }> =>
  via('GET', tutte ? '/deleghe?stato=tutte' : '/deleghe');
export const delega: Percorso<Delega> = via('POST', '/deleghe');
export const revocaDelega = (id: string): Percorso<Delega> => via('POST', `/deleghe/${id}/revoca`);
