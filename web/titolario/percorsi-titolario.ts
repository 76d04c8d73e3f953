import type { z } from 'zod';
import type { ImportazioneStrumento, VersioniStrumento } from '../../schemas/strumento.api.js';
import type { QualitaSuggerimenti } from '../../schemas/suggerimento.api.js';
import type { RicercaTitolario, VoceLetta } from '../../schemas/titolario.api.js';
import type {
  BozzaTitolario,
  Differenza as DifferenzaLetta,
  ElencoVersioniTitolario,
  ImportazioneTitolario,
  RaccordoImportato,
  RigaVersione,
  VoceChiusa,
} from '../../schemas/titolario-versioni.api.js';
import type { Percorso } from '../api/client.js';
import type { Titolario } from '../api/tipi.js';

/** The addresses of the API that the pages of the titolario call, with the shapes of their answers. */

export type Versione = z.infer<typeof RigaVersione>;
export type Bozza = z.infer<typeof BozzaTitolario>;
export type Importazione = z.infer<typeof ImportazioneTitolario>;
export type Differenza = z.infer<typeof DifferenzaLetta>;
export type ImportazioneDiStrumento = z.infer<typeof ImportazioneStrumento>;
export type TipoStrumento = 'massimario' | 'prontuario';

const get = <T>(url: string): Percorso<T> => ({ metodo: 'GET', url });
const post = <T>(url: string): Percorso<T> => ({ metodo: 'POST', url });
const withQuery = (url: string, query: Readonly<Record<string, string | undefined>>): string => {
  const set = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  return set.length === 0 ? url : `${url}?${new URLSearchParams(set).toString()}`;
};

export const titolario = (versione?: string) => get<Titolario>(withQuery('/titolario', { versione }));
export const ricerca = (q: string, versione?: string) =>
  get<RicercaTitolario>(withQuery('/titolario/ricerca', { q, versione, limite: '200' }));
export const voce = (codice: string, versione?: string) =>
  get<VoceLetta>(withQuery(`/titolario/voci/${encodeURIComponent(codice)}`, { versione }));
export const chiude = (codice: string) => post<z.infer<typeof VoceChiusa>>(`/titolario/voci/${codice}/chiusura`);

export const versioni = get<z.infer<typeof ElencoVersioniTitolario>>('/titolario/versioni');
export const esporta = (numero: number) => get<unknown>(`/titolario/versioni/${numero}/esportazione.csv`);
export const raccordo = (numero: number) => get<unknown>(`/titolario/versioni/${numero}/raccordo.csv`);
export const importa = (query: Readonly<Record<string, string | undefined>>) =>
  post<Importazione>(withQuery('/titolario/versioni', query));

export const bozza = get<Bozza>('/titolario/bozza');
export const esportaBozza = get<unknown>('/titolario/bozza/esportazione.csv');
export const raccordoBozza = get<unknown>('/titolario/bozza/raccordo.csv');
export const importaRaccordo = (prova: boolean) =>
  post<z.infer<typeof RaccordoImportato>>(`/titolario/bozza/raccordo?prova=${prova ? 'si' : 'no'}`);
export const approva = post<Versione>('/titolario/bozza/approvazione');
export const rinuncia = (revisione: number): Percorso<unknown> => ({
  metodo: 'DELETE',
  url: `/titolario/bozza?revisione=${revisione}`,
});

export const versioniStrumento = (tipo: TipoStrumento) =>
  get<z.infer<typeof VersioniStrumento>>(`/titolario/${tipo}/versioni`);
export const importaStrumento = (tipo: TipoStrumento, query: Readonly<Record<string, string | undefined>>) =>
  post<ImportazioneDiStrumento>(withQuery(`/titolario/${tipo}/versioni`, query));
export const esportaStrumento = (tipo: TipoStrumento) => get<unknown>(`/titolario/${tipo}/esportazione.csv`);

/** Address of the page of a voce. */
export const paginaVoce = (codice: string, versione?: string): string =>
  withQuery('/titolario', { voce: codice, versione });
/** @param mese - `2026-03` */
export const qualita = (mese: string): Percorso<QualitaSuggerimenti> =>
  get(`/titolario/suggerimenti/qualita?mese=${mese}`);
