import type { Provvedimento } from './registrazione.api.js';

export type { Assegnazione, Flusso } from './registrazione.api.js';
export type { Allegato, Avviso, FileRegistrato } from './registrazione-risposta.api.js';

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

/** Its place in a register of emergency, where it was written while the system was out of order (DPR 445/2000 art. 63). */
export interface Emergenza {
  /** code of the register; its numbers are of the year of `data` */
  registro: string;
  numero: number;
  /** legal day and hour, `2026-03-02`, `09:14` */
  data: string;
  ora: string;
  /** id of the period for which the RGD had authorised it */
  periodo: string;
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

/** A competenza that was refused and to which nobody has answered yet by another assignment. */
export interface Rifiuto {
  /** the office that refused */
  uo: string;
  utente: string;
  motivo: string;
  data: string;
  /** the office that had assigned it, to which it goes back; absent: the protocol office */
  a?: string;
}

/** An annulment asked for, on which the RGD still has to decide. */
export interface RichiestaAnnullamento {
  motivo: string;
  utente: string;
  data: string;
}

/** A datum that somebody asks to renew, still to be decided; `n` is its number within the registration. */
export interface RettificaChiesta {
  n: number;
  campo: string;
  /** null: the datum is to be taken away */
  nuovo: unknown;
  motivo: string;
  utente: string;
  data: string;
}

/** Who has read, for the office or for himself, what was assigned for information. */
export interface Visione {
  uo: string;
  utente?: string;
  da: string;
  data: string;
}

/** Why a document was registered late: the deferral that covers it, or what the RGD took note of. */
export interface Ritardo {
  differimento?: { id: string };
  motivo?: string;
  utente: string;
  data: string;
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
