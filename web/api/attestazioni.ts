import type { z } from 'zod';
import type {
  AnteprimaAttestazione,
  AttestazioneDaFirmare,
  AttestazioneFatta,
  AttestazioneLetta,
  RaffrontoLetto,
} from '../../schemas/attestazione.api.js';
import type { CampioneLetto } from '../../schemas/campione.api.js';
import type { PoteriAttestazione } from '../../schemas/funzionario-delegato.api.js';
import type { Metodo, Percorso } from './client.js';
import type { Elenco } from './tipi.js';

/** The addresses of the API of comparisons and attestations, with the shape of each answer. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const diScansione = (id: string): string => `/scansioni/${encodeURIComponent(id)}`;
const di = (id: string): string => `/attestazioni/${encodeURIComponent(id)}`;

export type Anteprima = z.infer<typeof AnteprimaAttestazione>;
/** 201: signed by the server; 202: the bytes to be signed elsewhere. */
export type Chiesta = z.infer<typeof AttestazioneFatta> | z.infer<typeof AttestazioneDaFirmare>;

export const raffronto = (scansione: string): Percorso<RaffrontoLetto> =>
  via('GET', `${diScansione(scansione)}/raffronto`);
export const segnaRaffronto = (scansione: string): Percorso<RaffrontoLetto> =>
  via('POST', `${diScansione(scansione)}/raffronto`);
export const anteprima = (scansione: string): Percorso<Anteprima> =>
  via('GET', `${diScansione(scansione)}/attestazione`);
export const attesta = (scansione: string): Percorso<Chiesta> => via('POST', `${diScansione(scansione)}/attestazione`);

export const poteri: Percorso<PoteriAttestazione> = via('GET', '/attestazioni/miei-poteri');
export const attestazioni = (domanda: URLSearchParams): Percorso<Elenco<AttestazioneLetta>> =>
  via('GET', `/attestazioni?${domanda.toString()}`);
export const attestazione = (id: string): Percorso<AttestazioneLetta> => via('GET', di(id));
export const firma = (id: string): Percorso<unknown> => via('GET', `${di(id)}/firma`);
export const caricaFirma = (id: string): Percorso<AttestazioneLetta> => via('PUT', `${di(id)}/firma`);

export const campioniDi = (lotto: string): Percorso<{ elementi: CampioneLetto[] }> =>
  via('GET', `/attestazioni/campioni?lotto=${encodeURIComponent(lotto)}`);
export const estraeCampione: Percorso<CampioneLetto> = via('POST', '/attestazioni/campioni');
export const esitoCampione = (id: string): Percorso<CampioneLetto> =>
  via('POST', `/attestazioni/campioni/${encodeURIComponent(id)}/esiti`);
