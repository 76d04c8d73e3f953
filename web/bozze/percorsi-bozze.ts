import type { z } from 'zod';
import type { BozzaLetta, CodeBozze, ModelliLettera, RigaBozza as RigaDiBozza } from '../../schemas/bozza.api.js';
import type { Metodo, Percorso } from '../api/client.js';
import type { Elenco, Registrazione, Soggetto } from '../api/tipi.js';

/** The addresses that only the pages of the outgoing letters call, with the shape of their answers. */

export type { AttoBozza, CodaBozze, CodaBozzeContata, StatoBozza } from '../../schemas/bozza.api.js';

interface ConDestinatari {
  destinatari: Soggetto[];
}
/** A letter before its number, as the server keeps it. */
export type Lettera = Omit<BozzaLetta, 'destinatari'> & ConDestinatari;
export type RigaLettera = Omit<RigaDiBozza, 'destinatari'> & ConDestinatari;
export type ModelloLettera = z.infer<typeof ModelliLettera>['elementi'][number];

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const una = (id: string): string => `/bozze/${id}`;

export const crea: Percorso<Lettera> = via('POST', '/bozze');
export const code: Percorso<z.infer<typeof CodeBozze>> = via('GET', '/code-bozze');
export const modelli: Percorso<{ elementi: ModelloLettera[] }> = via('GET', '/modelli-lettera');
export const elenco = (domanda: URLSearchParams): Percorso<Elenco<RigaLettera>> =>
  via('GET', `/bozze?${domanda.toString()}`);
export const lettera = (id: string): Percorso<Lettera> => via('GET', una(id));
export const modifica = (id: string): Percorso<Lettera> => via('PATCH', una(id));
/** Below `/api/v1`: the letter as it stands, or as it was in that version. */
export const documento = (id: string, n?: number): string =>
  `${una(id)}/documento${n === undefined ? '' : `?versione=${n}`}`;
/** Of a letter signed around (p7m), the document inside. */
export const contenuto = (id: string): string => `${documento(id)}?contenuto=si`;
export const allegato = (id: string, n: number): string => `${una(id)}/allegati/${n}`;
export const mettiDocumento = (id: string): Percorso<Lettera> => via('PUT', `${una(id)}/documento`);
export const aggiungiAllegati = (id: string): Percorso<Lettera> => via('POST', `${una(id)}/allegati`);
export const invia = (id: string): Percorso<Lettera> => via('POST', `${una(id)}/invio-approvazione`);
export const approva = (id: string): Percorso<Lettera> => via('POST', `${una(id)}/approvazione`);
export const ritira = (id: string): Percorso<Lettera> => via('POST', `${una(id)}/ritiro`);
export const scarta = (id: string): Percorso<Lettera> => via('POST', `${una(id)}/scarto`);
export const firma = (id: string): Percorso<Lettera> => via('PUT', `${una(id)}/firma`);
/** With the key that the system keeps for the head. */
export const firmaQui = (id: string): Percorso<Lettera> => via('POST', `${una(id)}/firma`);
export const registra = (id: string): Percorso<Registrazione> => via('POST', `${una(id)}/registrazione`);

/** Addresses of pages, not of the API. */
export const paginaLettere = (coda?: string): string => (coda === undefined ? '/bozze' : `/bozze?coda=${coda}`);
export const paginaLettera = (id: string): string => `/bozze/${id}`;
