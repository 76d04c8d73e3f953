import type { Fase } from '../../schemas/configurazione-procedimenti.api.js';
import type { TipoFascicolo } from '../../schemas/fascicolo.api.js';

/** The literals of Allegato 5, as its schemas have them: a space more and a document is refused. */

export const MODALITA = {
  a: 'creazione tramite utilizzo di strumenti software che assicurino la produzione di documenti nei formati previsti in allegato 2',
  b: 'acquisizione di un documento informatico per via telematica o su supporto informatico, acquisizione della copia per immagine su supporto informatico di un documento analogico, acquisizione della copia informatica di un documento analogico',
  c: 'memorizzazione su supporto informatico in formato digitale delle informazioni risultanti da transazioni o processi informatici o dalla presentazione telematica di dati attraverso moduli o formulari resi disponibili ad utente',
  d: 'generazione o raggruppamento anche in via automatica di un insieme di dati o registrazioni, provenienti da una o più banche dati, anche appartenenti a più soggetti interoperanti, secondo una struttura logica predeterminata e memorizzata in forma statica',
} as const;
export type Modalita = keyof typeof MODALITA;

/** Role element → the text that its `TipoRuolo` must have. */
export const RUOLI = {
  SoggettoCheEffettuaLaRegistrazione: 'Soggetto Che Effettua La Registrazione',
  AmministrazioneCheEffettuaLaRegistrazione: 'Amministrazione Che Effettua La Registrazione',
  Assegnatario: 'Assegnatario',
  Mittente: 'Mittente',
  Destinatario: 'Destinatario',
  Autore: 'Autore',
  Operatore: 'Operatore',
  ResponsabileGestioneDocumentale: 'Responsabile della Gestione Documentale',
  Produttore: 'Produttore',
  RUP: 'RUP',
  AmministrazioneTitolare: 'Amministrazione Titolare',
  AmministrazionePartecipante: 'Amministrazione Partecipante',
  SoggettoIntestatarioPersonaGiuridica: 'Soggetto Intestatario Persona Giuridica',
  SoggettoIntestatarioPersonaFisica: 'Soggetto Intestatario Persona Fisica',
} as const;
export type RuoloMetadati = keyof typeof RUOLI;

export const TIPO_PROTOCOLLO = String.raw`ProtocolloOrdinario\ProtocolloEmergenza`;
export const TIPO_REPERTORIO = String.raw`Repertorio\Registro`;
export const TIPO_NESSUNO = 'Nessuno';

export type TipoAggregazione = 'Fascicolo' | 'Serie Documentale' | 'Serie Di Fascicoli';

export const TIPOLOGIE_FASCICOLO = {
  affare: 'affare',
  attivita: 'attivita',
  'persona-fisica': 'persona fisica',
  'persona-giuridica': 'persona giuridica',
  procedimento: 'procedimento amministrativo',
} as const satisfies Readonly<Record<TipoFascicolo, string>>;

/** Text of `Fase` → its element; the fifth text has a typographic apostrophe. */
export const FASI = {
  Preparatoria: 'Preparatoria',
  Istruttoria: 'Istruttoria',
  Consultiva: 'Consultiva',
  'Decisoria o deliberativa': 'Decisoriaodeliberativa',
  'Integrazione dell’efficacia': 'Integrazionedellefficacia',
} as const satisfies Readonly<Record<Fase, string>>;

/** `TempoDiConservazione` of what is never discarded. */
export const ILLIMITATO = 9999;

/** Form of a codice fiscale of sixteen characters in the schemas; others are left out, the element may be absent. */
export const CF = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
export const PARTITA_IVA = /^\d{11}$/;
/** Form of the code of a register in the schemas. */
export const CODICE_REGISTRO = /^[A-Za-z0-9_.-]{1,16}$/;
