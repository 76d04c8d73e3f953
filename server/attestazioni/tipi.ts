import type { ModoAttestazione } from '../../schemas/attestazione.api.js';
import type { CopiaAttestata } from '../../schemas/attestazione.model.js';
import type { CicloCertificato } from '../../schemas/configurazione-scansione.api.js';
import type { Provvedimento } from '../../schemas/registrazione.api.js';
import type { PianoCampionamento } from './piano-campionamento.js';

/** What Allegato 3 §2.3 wants in the attestation of a lot, as it was found. */
export interface DatiLotto {
  codice: string;
  ciclo: CicloCertificato;
  piano: PianoCampionamento;
  seme: string;
  /** copies compared: which, and how */
  esiti: { scansione: string; esito: 'conforme' | 'difforme'; motivo?: string }[];
  /** from the first scan to the last act on one */
  inizio: Date;
  fine: Date;
  /** who scanned, and who compares */
  referenti: string[];
  requisiti: string;
  /** flaws that somebody has accepted, with the reason */
  anomalie: string[];
  software: string;
}

/** All that the document of an attestation says; the same data give the same bytes. */
export interface DatiAttestazione {
  id: string;
  ente: string;
  codiceIPA: string;
  aoo: string;
  denominazioneAoo: string;
  modo: ModoAttestazione;
  quando: Date;
  funzionario: string;
  atto: Provvedimento;
  testo: string[];
  copie: CopiaAttestata[];
  note?: string;
  lotto?: DatiLotto;
  /** public address where anybody checks it */
  indirizzo: string;
  dimostrazione: boolean;
}
