import type { Provvedimento } from './registrazione.api.js';

export type { Allegato, Assegnazione, Avviso, FileRegistrato, Flusso } from './registrazione.api.js';

/** The voce as it was when it was given: what the officer saw stays readable (titolario.md 5.1). */
export interface Classifica {
  codice: string;
  voce: string;
  versione: number;
}

export interface PresaInCarico {
  utente: string;
  uo: string;
  data: string;
}

/** The lists are always there, so that one query reads both levels. */
export interface RiservatezzaNota {
  livello: 'ordinaria' | 'riservata';
  uo: string[];
  utenti: string[];
}

export interface AnnullamentoAtto {
  motivo: string;
  provvedimento: Provvedimento;
  data: string;
  operatore: string;
}

/** A datum annulled and renewed (DPR 445/2000 art. 54); what was or becomes absent is left out. */
export interface Rinnovo {
  campo: string;
  vecchio?: unknown;
  nuovo?: unknown;
  motivo: string;
  provvedimento: Provvedimento;
  data: string;
  operatore: string;
}
