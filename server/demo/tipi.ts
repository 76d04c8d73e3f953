import type { Assegnazione, ModificaRichiesta, RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import type { Contenuto } from './documenti/lettera.js';

/** A file of the demonstration before it is drawn: what it says and on what it is carried. */
export interface FileDemo {
  nome: string;
  contenuto: Contenuto;
  pagine: number;
  supporto: 'pdf' | 'scansione' | 'scansione-colori' | 'pades' | 'p7m';
}

interface PassoComune {
  /** when it happened: the clock of the replay */
  quando: Date;
  /** account of who did it */
  utente: string;
}

/** A registration of the past. */
export interface PassoRegistra extends PassoComune {
  azione: 'registra';
  /** `demo-0001`: also its Idempotency-Key */
  chiave: string;
  richiesta: RegistrazioneRichiesta;
  /** the one it answers, by its chiave */
  rispondeA?: string;
  /** codice of its fascicolo, which is opened with it if it is not there */
  fascicolo?: string;
  /** born into it; a reserved one is filed later, by who may read it */
  nasceInFascicolo?: boolean;
  documento?: FileDemo;
  allegati: FileDemo[];
}

/** A later act on a registration of the past. */
export type AttoSuccessivo =
  | { azione: 'assegna'; assegnazioni: Assegnazione[]; motivo?: string }
  | { azione: 'prendi-in-carico' }
  | { azione: 'rifiuta'; motivo: string }
  | { azione: 'classifica'; codice: string }
  | { azione: 'fascicola'; fascicolo: string }
  | { azione: 'chiedi-annullamento'; motivo: string }
  | { azione: 'annulla'; motivo: string }
  | { azione: 'rinnova'; modifica: ModificaRichiesta };

export type PassoAtto = PassoComune &
  AttoSuccessivo & {
    /** chiave of the registration */
    di: string;
    /** given by who may read a reserved one only by saying why */
    motivoAccesso?: string;
  };

export type Passo = PassoRegistra | PassoAtto;

export const isRegistra = (passo: Passo): passo is PassoRegistra => passo.azione === 'registra';
