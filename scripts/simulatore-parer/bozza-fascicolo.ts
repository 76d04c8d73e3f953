import type { Struttura } from './configurazione.js';
import type { Esito } from './esito.js';
import type { Contenuto } from './fascicolo-contenuto.js';
import type { Chiave, Versatore } from './unita.js';
import type { Elemento } from './xml.js';

/** What is known of a fascicolo while its call is looked at. */
export interface BozzaFascicolo {
  esito: Esito;
  versione: string | undefined;
  /** HTTP status of the answer */
  stato: number;
  letto: boolean;
  radice?: Elemento;
  versatore?: Versatore;
  chiave?: Pick<Chiave, 'anno' | 'numero'>;
  tipo?: string;
  struttura?: Struttura;
  contenuto?: Contenuto;
  /** the RdV of the positive answer, or the old one as text of a duplicate */
  rapporto?: Elemento;
  vecchio?: string;
}
