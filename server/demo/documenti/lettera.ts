/** Who writes or is written to, as the head of a letter shows it. */
export interface Parte {
  nome: string;
  /** address, codes, digital domicile: a line each */
  righe: string[];
}

/** How the page looks: a firm's letterhead, a citizen's plain sheet, another body, the Comune, a note between offices, a portal's form. */
export type Impaginazione = 'impresa' | 'cittadino' | 'amministrazione' | 'comune' | 'interna' | 'portale';

/** A letter of the demonstration as plain text, before it is set on pages. */
export interface Lettera {
  genere: 'lettera';
  impaginazione: Impaginazione;
  /** legal day it bears */
  giorno: string;
  mittente: Parte;
  destinatario: Parte;
  /** number given by the sender */
  protocollo?: string;
  oggetto: string;
  /** what comes before the verb in a request: `Il sottoscritto …` */
  premessa?: string;
  /** `CHIEDE`, in the middle of the page */
  verbo?: string;
  paragrafi: string[];
  firma: string[];
  /** what follows the first page when the document has more */
  fogli: 'ordinari' | 'firme';
  /** draws of the same letter are the same */
  seme: string;
}

export type TipoAllegato = 'documento-identita' | 'planimetria' | 'ricevuta' | 'relazione' | 'prospetto' | 'elenco';

export interface Allegato {
  genere: 'allegato';
  tipo: TipoAllegato;
  titolo: string;
  /** the letter it goes with */
  lettera: Lettera;
  seme: string;
}

export type Contenuto = Lettera | Allegato;

/** Stands on every page. */
export const AVVERTENZA = 'ESEMPIO: documento dimostrativo, nessuna persona, impresa o amministrazione è reale';
