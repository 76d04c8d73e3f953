/** An office as the metadata name it. */
export interface UfficioConf {
  denominazione: string;
  /** codice univoco in the IPA */
  codiceUnivoco?: string;
}

/** A person of the own side. */
export interface PersonaConf {
  denominazione: string;
  cognome?: string;
  nome?: string;
  codiceFiscale?: string;
}

/** What the administration, its AOO, offices and people have said of themselves: the `conf.` of Allegato 5. */
export interface Conf {
  ente: { denominazione: string; codiceIPA: string; codiceFiscale: string; domicilioDigitale?: string };
  aoo: { codice: string; denominazione: string };
  uffici: ReadonlyMap<string, UfficioConf>;
  persone: ReadonlyMap<string, PersonaConf>;
  /** tipologia of what names none */
  tipologiaPredefinita?: string;
  /** name of this system, for what a system generates */
  sistema: string;
}
