import type { z } from 'zod';
import type {
  DovutiElenco,
  EsitiRitenta,
  LineeElenco,
  NonInviabile,
  Riepilogo,
  VersamentiBrevi,
} from '../../schemas/conservazione.api.js';
import type { Avvisi } from '../../schemas/avvisi.api.js';
import type { Fissita, Giro, Guasto } from '../../schemas/fissita.api.js';
import type { RigaVersamento, VersamentoRisposta } from '../../schemas/versamento.api.js';
import type { Metodo, Percorso } from './client.js';
import { isDiRepertorio, scheda } from './percorsi.js';
import type { Elenco, Riferimento } from './tipi.js';

/** The addresses of the API of conservation, with the shape of each answer, and those of its pages. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });
const di = (id: string): string => `/versamenti/${encodeURIComponent(id)}`;

export type Brevi = z.output<typeof VersamentiBrevi>;
export type Linee = z.output<typeof LineeElenco>;
export type EsitiDiRitenta = z.output<typeof EsitiRitenta>;

export const riepilogo = (anno?: string): Percorso<Riepilogo> =>
  via('GET', anno === undefined ? '/versamenti/riepilogo' : `/versamenti/riepilogo?anno=${anno}`);
export const versamenti = (domanda: URLSearchParams): Percorso<Elenco<RigaVersamento>> =>
  via('GET', `/versamenti?${domanda.toString()}`);
export const nonInviabili = (domanda: URLSearchParams): Percorso<Elenco<NonInviabile>> =>
  via('GET', `/conservazione/non-inviabili?${domanda.toString()}`);
export const dovuti = (limite: number): Percorso<z.output<typeof DovutiElenco>> =>
  via('GET', `/conservazione/dovuti?limite=${limite}`);
export const versamento = (id: string): Percorso<VersamentoRisposta> => via('GET', di(id));
export const versa: Percorso<VersamentoRisposta> = via('POST', '/versamenti');

export const ritenta = (id: string): Percorso<VersamentoRisposta> => via('POST', `${di(id)}/ritenta`);
export const ritentaMolti: Percorso<EsitiDiRitenta> = via('POST', '/versamenti/ritenta');
export const priorita = (id: string): Percorso<VersamentoRisposta> => via('POST', `${di(id)}/priorita`);
export const annullamento = (id: string): Percorso<VersamentoRisposta> => via('POST', `${di(id)}/annullamento`);
export const decisione = (id: string): Percorso<VersamentoRisposta> => via('POST', `${di(id)}/decisione`);
export const caricaRapporto = (id: string): Percorso<VersamentoRisposta> => via('PUT', `${di(id)}/rapporto`);

export const pacchettoZip = (id: string): Percorso<unknown> => via('GET', `${di(id)}/pacchetto.zip`);
export const indiceXml = (id: string): Percorso<unknown> => via('GET', `${di(id)}/indice.xml`);
export const rapportoXml = (id: string): Percorso<unknown> => via('GET', `${di(id)}/rapporto.xml`);
export const risposta = (id: string, n: number): Percorso<unknown> => via('GET', `${di(id)}/risposte/${n}`);
export const esibizioneZip = (id: string): Percorso<unknown> => via('GET', `${di(id)}/esibizione.zip`);

export const linee: Percorso<Linee> = via('GET', '/conservazione/linee');
export const pausaLinea = (conservatore: string): Percorso<unknown> =>
  via('POST', `/conservazione/linee/${encodeURIComponent(conservatore)}/pausa`);
export const ripresaLinea = (conservatore: string): Percorso<unknown> =>
  via('POST', `/conservazione/linee/${encodeURIComponent(conservatore)}/ripresa`);
export const rapportoMensile = (mese: string): Percorso<unknown> =>
  via('GET', `/conservazione/rapporto-mensile.pdf?mese=${mese}`);

/** What somebody must see to. */
export const avvisi: Percorso<Avvisi> = via('GET', '/conservazione/avvisi');

/** The integrity of what is stored here. */
export const fissita: Percorso<Fissita> = via('GET', '/conservazione/fissita');
export const avviaFissita: Percorso<Giro> = via('POST', '/conservazione/fissita');
export const prendeGuasto = (id: string): Percorso<Guasto> =>
  via('POST', `/conservazione/fissita/guasti/${id}/presa-in-carico`);

/** Of a registration, or of an act of a repertorio. */
export const versamentiDi = (registrazione: Riferimento): Percorso<Brevi> =>
  via('GET', `${scheda(registrazione)}/versamenti`);
export const versamentiDelFascicolo = (id: string): Percorso<Brevi> =>
  via('GET', `/fascicoli/${encodeURIComponent(id)}/versamenti`);

/** How a shipping names it: `2026/12`, or `DET/2026/12` in a repertorio. */
export const riferimentoDi = ({ anno, numero, registro }: Riferimento): string =>
  isDiRepertorio({ registro }) ? `${registro ?? ''}/${anno}/${numero}` : `${anno}/${numero}`;

export const PAGINA = '/conservazione';
export const PAGINA_LINEE = '/conservazione/linee';
export const paginaVersamento = (id: string): string => `${PAGINA}/${encodeURIComponent(id)}`;
