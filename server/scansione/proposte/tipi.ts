import type { Parola, Proposta } from '../tipi.js';

/** A page as it was read. */
export interface PaginaConParole {
  parole: readonly Parola[];
  /** pixels; without it the lowest word stands for the foot of the page */
  altezza?: number | undefined;
}

/** What a document says of itself; what it does not say is absent. `fiducia` is from 0 to 1. */
export interface ProposteLette {
  oggetto?: Proposta;
  mittente?: Proposta;
  /** `valore` as YYYY-MM-DD */
  data?: Proposta;
  /** number that the sender gave it */
  protocolloMittente?: Proposta;
}
