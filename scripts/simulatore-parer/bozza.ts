import type { Struttura, Utente } from './configurazione.js';
import { Esito } from './esito.js';
import type { Ingresso } from './ingresso.js';
import type { Sip, Versatore } from './unita.js';

/** What a call of submission has come to know, check by check; the answer is written from it. */
export interface Bozza {
  esito: Esito;
  ingresso?: Ingresso;
  utente?: Utente;
  struttura?: Struttura;
  /** after a good parse */
  sip?: Sip;
  versatore?: Versatore & { indirizzoIp: string; sistemaVersante?: string };
  /** VERSIONE is one of those that are offered */
  versioneBuona: boolean;
  /** XMLSIP goes back with a fault */
  conXml: boolean;
  /** the principal fault is of the files that came or did not come */
  faultFile: boolean;
  /** the documents have been looked at: they are in the answer */
  documentiVisti: boolean;
  /** the checks of meaning ended without error */
  semantica: boolean;
  /** the name that the configuration has for the kind, not the spelling sent */
  tipologia?: string;
  /** an RdV in the answer, and the base of the URNs once it is stored */
  rdv?: string;
  conservata?: { urn: string };
  firmata: boolean;
}

export const nuovaBozza = (): Bozza => ({
  esito: new Esito(),
  versioneBuona: false,
  conXml: false,
  faultFile: false,
  documentiVisti: false,
  semantica: false,
  firmata: false,
});

/** Whether a fault becomes a warning: the flag of its own, or ForzaAccettazione where the struttura accepts it. */
export const livelloDi = (sip: Sip, propria: boolean, accetta: boolean): 'ERRORE' | 'AVVISO' =>
  propria || (sip.configurato.forzaAccettazione && accetta) ? 'AVVISO' : 'ERRORE';
