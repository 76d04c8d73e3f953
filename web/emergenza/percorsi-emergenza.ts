import type {
  ElencoPeriodi,
  EsitoRiversamento,
  PeriodoEmergenza,
  RigheRiversate,
} from '../../schemas/emergenza.api.js';
import type { Metodo, Percorso } from '../api/client.js';

const via = (metodo: Metodo, url: string) => ({ metodo, url: `/registro-emergenza${url}` });

export const periodi: Percorso<ElencoPeriodi> = via('GET', '/periodi');
export const autorizza: Percorso<PeriodoEmergenza> = via('POST', '/periodi');
export const periodo = (id: string): Percorso<PeriodoEmergenza> => via('GET', `/periodi/${encodeURIComponent(id)}`);
export const ripristina = (id: string): Percorso<PeriodoEmergenza> => via('POST', `/periodi/${id}/ripristino`);
export const righe = (id: string): Percorso<RigheRiversate> => via('GET', `/periodi/${encodeURIComponent(id)}/righe`);
export const riversa: Percorso<EsitoRiversamento> = via('POST', '/riversamento');
export const modulo = (formato: 'csv' | 'pdf', registro: string, quante: string): Percorso<unknown> =>
  via('GET', `/modulo.${formato}?registro=${encodeURIComponent(registro)}&righe=${encodeURIComponent(quante)}`);
export const paginaPeriodo = (id: string): string => `/emergenza/${id}`;
