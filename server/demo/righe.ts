import type { UfficioDemo } from './ente.js';
import type { Modello, Parametri } from './modelli.js';
import type { SoggettoDemo } from './soggetti.js';
import type { PassoRegistra } from './tipi.js';

/** What the registrations beside the thirty are made from. */
export interface ContestoAltre {
  anno: number;
  /** last legal day that may have something */
  ieri: string;
  seme: string;
  soggetti: readonly SoggettoDemo[];
  uffici: readonly UfficioDemo[];
}

/** Working days, the last ones, on which paper still waits for its scan. */
export const GIORNI_IN_ATTESA = 2;

/** A registration before it has a correspondent, a channel and files. */
export interface Riga {
  modello: Modello;
  giorno: string;
  parametri: Parametri;
  /** the E that it answers */
  risponde?: Riga;
}

export interface RigaConOra {
  riga: Riga;
  /** after midnight */
  secondi: number;
}

/** A row with all that the request says. */
export interface RigaCompleta extends RigaConOra {
  flusso: 'E' | 'U' | 'I';
  mezzo: string;
  /** external, for E and U */
  corrispondente?: SoggettoDemo;
  /** one incoming document in ten stays without class */
  classificata: boolean;
  /** falls on the last two working days */
  recente: boolean;
}

/** One of the others, with what the later acts need to know of it. */
export interface Altra {
  passo: PassoRegistra;
  modello: Modello;
  /** office of competenza */
  uo: string;
  giorno: string;
  /** falls on the last two working days */
  recente: boolean;
  /** given later by the head of the office */
  sottoclasse?: string;
}
