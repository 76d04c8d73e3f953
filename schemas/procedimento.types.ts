import type { EsitoProcedimento, Fase } from './configurazione-procedimenti.api.js';

/** How long a term is, and what of the calendar counts. */
export interface RegolaTermine {
  /** length of the term */
  giorni: number;
  /** every day of the calendar, or working days */
  computo: 'calendario' | 'lavorativi';
  /** August does not count */
  agosto?: boolean;
}

/** What an AOO says of its calendar. */
export interface CalendarioAoo {
  /** patron saint of the Comune, `MM-DD` */
  patrono?: string;
  /** a term that ends on a Saturday moves on as from a holiday */
  sabatoFestivo?: boolean;
}

/** A stop of the term: decided on `dal`; the term runs again from `al`, or at the latest from `entro`; without either, it stands. */
export interface Fermata {
  tipo: 'sospensione' | 'interruzione';
  dal: string;
  al?: string;
  entro?: string;
}

/** A stop, with the reason that was given for it. */
export interface FermataMotivata extends Fermata {
  motivo: string;
}

/**
 * The procedimento of a fascicolo as its acts have made it. The rule of the term and the calendar are those of the day on which it began:
 * a later catalogue does not move a term that runs.
 */
export interface Iter {
  codice: string;
  denominazione: string;
  materia?: string;
  norma?: string;
  esito: EsitoProcedimento;
  inizio: string;
  regola: RegolaTermine;
  calendario: CalendarioAoo;
  fasi: { fase: Fase; dal: string; al?: string }[];
  fermate: FermataMotivata[];
  fine?: string;
  /** why it ended as it did, where somebody said so */
  motivoFine?: string;
  /** derived from the rest, for the queries: last day of the term; absent while a stop without end makes it unknown */
  scadenza?: string;
}

type Avviato = Pick<
  Iter,
  'codice' | 'denominazione' | 'materia' | 'norma' | 'esito' | 'inizio' | 'regola' | 'calendario'
>;

/** What an act on the procedimento says: the `dettagli` of its event in the chain of the fascicolo. */
export type Passo =
  | { passo: 'avvio'; iter: Avviato; fase?: Fase; motivo?: string }
  | { passo: 'fase'; fase: Fase; dal: string; motivo?: string }
  | { passo: 'fermata'; tipo: Fermata['tipo']; dal: string; entro?: string; motivo: string }
  | { passo: 'ripresa'; al: string; motivo?: string }
  | { passo: 'conclusione'; fine: string; motivo?: string };
