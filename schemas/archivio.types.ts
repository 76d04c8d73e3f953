/** A reason for which nothing of a fascicolo may be discarded: a case, an audit, a request for access. */
export interface Blocco {
  id: string;
  motivo: string;
  dal: string;
  utente: string;
}

/** What the archive knows of a fascicolo beside its documents; changed by its chained events, never by hand. */
export interface ArchivioFascicolo {
  /** the day of the event from which the massimario counts, where it is not the closing */
  decorrenza?: string;
  /** tipologia of the massimario that was said to count, where the voce has several rules */
  regola?: string;
  /** of historical or sample value: kept for ever */
  storico?: string;
  blocchi?: Blocco[];
  /** it has passed to the archivio di deposito, by that list */
  deposito?: { elenco: string; data: string };
  /** its documents were discarded, by that list; its data stay for ever */
  scarto?: { elenco: string; data: string };
}
