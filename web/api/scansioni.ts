import type { z } from 'zod';
import type { Divisione, Lotto, RigaScansione, Scansione } from '../../schemas/scansione.api.js';
import { BASE, type Metodo, type Percorso } from './client.js';
import type { Elenco, Registrazione, Riferimento } from './tipi.js';

/** The addresses of the API of scans and of their attestations, with the shape of each answer, and those of their pages. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const di = (id: string): string => `/scansioni/${encodeURIComponent(id)}`;
const pagina = (id: string, p: string): string => `${di(id)}/pagine/${encodeURIComponent(p)}`;

export type { Lotto, PaginaScansione, RigaScansione, Scansione, StatoScansione } from '../../schemas/scansione.api.js';

export const scansioni = (domanda: URLSearchParams): Percorso<Elenco<RigaScansione>> =>
  via('GET', `/scansioni?${domanda.toString()}`);
export const lotti: Percorso<Elenco<Lotto>> = via('GET', '/scansioni/lotti?limite=20');
export const acquisisci: Percorso<Scansione> = via('POST', '/scansioni');
export const acquisisciLotto: Percorso<Lotto> = via('POST', '/scansioni/lotti');
export const scansione = (id: string): Percorso<Scansione> => via('GET', di(id));
export const pdf = (id: string): Percorso<unknown> => via('GET', `${di(id)}/pdf`);
export const originale = (id: string, n: number): Percorso<unknown> => via('GET', `${di(id)}/originali/${n}`);

export const aggiungiPagine = (id: string): Percorso<Scansione> => via('POST', `${di(id)}/pagine`);
export const ruota = (id: string, p: string): Percorso<Scansione> => via('PATCH', pagina(id, p));
export const sostituisci = (id: string, p: string): Percorso<Scansione> => via('POST', `${pagina(id, p)}/sostituzione`);
export const rimuovi = (id: string, p: string): Percorso<Scansione> => via('POST', `${pagina(id, p)}/rimozione`);
export const accetta = (id: string, p: string): Percorso<Scansione> => via('POST', `${pagina(id, p)}/accettazione`);
export const ordina = (id: string): Percorso<Scansione> => via('POST', `${di(id)}/ordine`);
export const dividi = (id: string): Percorso<z.infer<typeof Divisione>> => via('POST', `${di(id)}/divisione`);
export const unisci = (id: string): Percorso<Scansione> => via('POST', `${di(id)}/unione`);
export const separa = (id: string): Percorso<Scansione> => via('POST', `${di(id)}/separazione`);
export const escludi = (id: string): Percorso<Scansione> => via('POST', `${di(id)}/esclusione`);
export const escludiLotto = (id: string): Percorso<Lotto> =>
  via('POST', `/scansioni/lotti/${encodeURIComponent(id)}/esclusione`);
export const registraScansione = (id: string): Percorso<Registrazione> => via('POST', `${di(id)}/registrazione`);

/** Pictures of a page: as it was acquired (1,200 px, or 240), and whole as the copy has it. */
export type Figura = 'anteprima' | 'miniatura' | 'immagine';
export const figura = (id: string, p: string, quale: Figura): string => `${BASE}${pagina(id, p)}/${quale}`;

export const PAGINA = '/scansioni';
export const PAGINA_NUOVA = '/scansioni/nuova';
export const paginaScansione = (id: string): string => `${PAGINA}/${encodeURIComponent(id)}`;
/** Where a paper without a number is given one: the form of registration once its copy is good, until then its own page. */
export const paginaPerNumero = ({ id, stato }: Pick<RigaScansione, 'id' | 'stato'>): string =>
  stato === 'pronta' || stato === 'attestata'
    ? `/protocollo/nuova?flusso=E&scansione=${encodeURIComponent(id)}`
    : paginaScansione(id);
export const PAGINA_DA_REGISTRARE = `${PAGINA}?vista=da-registrare`;
/** A new scan of a registration that waits for it. */
export const paginaNuovaPer = ({ anno, numero }: Riferimento): string =>
  `${PAGINA_NUOVA}?registrazione=${anno}-${numero}`;
