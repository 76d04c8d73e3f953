import type { Parola, Proposta } from '../tipi.js';

/** A page as it was read. */
export interface PaginaConParole {
  parole: readonly Parola[];
  /** pixels; without it the lowest word stands for the foot of the page */
  altezza?: number | undefined;
}

/** What a document says of itself; what it does not say is absent. */
export interface ProposteLette {
  oggetto?: Proposta;
  mittente?: Proposta;
  /** `valore` as YYYY-MM-DD */
  data?: Proposta;
  /** number (and date) that the sender gave it */
  protocolloMittente?: Proposta;
}
