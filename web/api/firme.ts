import type { z } from 'zod';
import type { ElencoFunzionariDelegati, FunzionarioDelegatoLetto } from '../../schemas/funzionario-delegato.api.js';
import type { AttestazioniDiRegistrazione } from '../../schemas/attestazione.api.js';
import type { ChiaveFirma, ElencoChiavi } from '../../schemas/chiave-firma.api.js';
import type { EsitoVerifica, FirmeRegistrazione } from '../../schemas/firma.api.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { Metodo, Percorso } from './client.js';
import { scheda } from './percorsi.js';
import type { Riferimento } from './tipi.js';

/** The addresses of the API of signatures, of keys and of officials who attest, with the shape of each answer. */

export type Funzionario = FunzionarioDelegatoLetto;
export type AttestazioniDi = z.output<typeof AttestazioniDiRegistrazione>;

const via = (metodo: Metodo, url: string) => ({ metodo, url });

export const verificaFile: Percorso<EsitoVerifica> = via('POST', '/firme/verifica');
export const firmeDi = (di: Riferimento): Percorso<FirmeRegistrazione> => via('GET', `${scheda(di)}/firme`);
export const verificaAncora = (di: Riferimento): Percorso<FirmeRegistrazione> => via('POST', `${scheda(di)}/firme`);
export const attestazioniDi = ({ anno, numero }: AnnoNumero): Percorso<AttestazioniDi> =>
  via('GET', `/registrazioni/${anno}/${numero}/attestazioni`);
export const distruggeOriginale = ({ anno, numero }: AnnoNumero): Percorso<unknown> =>
  via('POST', `/registrazioni/${anno}/${numero}/distruzione-originale`);

export const chiavi: Percorso<ElencoChiavi> = via('GET', '/firme/chiavi');
export const caricaChiave: Percorso<ChiaveFirma> = via('POST', '/firme/chiavi');
export const ritiraChiave = (id: string): Percorso<ChiaveFirma> => via('POST', `/firme/chiavi/${id}/ritiro`);

export const funzionari = (tutti: boolean): Percorso<z.output<typeof ElencoFunzionariDelegati>> =>
  via('GET', tutti ? '/attestazioni/deleghe?stato=tutte' : '/attestazioni/deleghe?stato=aperte');
export const delegaFunzionario: Percorso<Funzionario> = via('POST', '/attestazioni/deleghe');
export const revocaFunzionario = (id: string): Percorso<Funzionario> =>
  via('POST', `/attestazioni/deleghe/${id}/revoca`);
