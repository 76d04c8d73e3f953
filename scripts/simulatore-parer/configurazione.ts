/** What the simulated receiver knows of who sends: strutture, registers, kinds, users. In the real one it lives in its database. */

export type Servizio =
  | 'VersamentoSync'
  | 'AggiuntaAllegatiSync'
  | 'AggiornamentoUnitaDocumentariaSync'
  | 'Fascicolo'
  | 'Recupero'
  | 'Annullamento';

export interface Utente {
  userid: string;
  password: string;
  attivo: boolean;
  /** RFC 3339: from then on the password is expired */
  scadenza: string;
  sistemaVersante?: string;
  /** `ambiente/ente/struttura` */
  strutture: string[];
  servizi: Servizio[];
}

export interface RegistroConfigurato {
  codice: string;
  fiscale: boolean;
  /** an open period ends with the present year */
  anni: { da: number; a: number | null };
  /** regular expression that the whole number must match */
  formatoNumero?: string;
  tipologie: string[];
}

export interface Tipologia {
  nome: string;
  /** version → text of the XSD of DatiSpecifici */
  datiSpecifici?: Record<string, string>;
  /** with `true` they may be left out */
  datiSpecificiFacoltativi?: boolean;
  /** version → which AgID schema: DocumentoAmministrativoInformatico or DocumentoInformatico */
  profiloNormativo?: Record<string, 'DAI' | 'DI'>;
}

export interface Flag {
  verificaFirma: boolean;
  controlloNonFirmati: boolean;
  accettaNonFirmatiNeg: boolean;
  controlloHash: boolean;
  accettaHashNeg: boolean;
  controlloCollegamenti: boolean;
  accettaCollegamentiNeg: boolean;
  controlloFormatoNumero: boolean;
  accettaFormatoNumeroNeg: boolean;
  oggettoObbligatorio: boolean;
  dataObbligatoria: boolean;
  accettaFirmaNeg: boolean;
  accettaFormatoNeg: boolean;
  abilitaForzaDocAgg: boolean;
  accettaDocAggNeg: boolean;
  titolarioPresente: boolean;
  accettaClassificazioneNeg: boolean;
}

export interface Struttura {
  ambiente: string;
  ente: string;
  struttura: string;
  template?: boolean;
  /** `YYYY-MM-DD`, both included */
  dal: string;
  al?: string;
  registri: RegistroConfigurato[];
  tipologie: Tipologia[];
  tipiDocumento: { nome: string; principale: boolean }[];
  tipiStruttura: string[];
  tipiComponente: {
    nome: string;
    uso: 'CONTENUTO' | 'CONVERTITORE' | 'FIRMA' | 'MARCA' | 'ALTRO';
    formati: string[] | '*';
  }[];
  flag: Flag;
  tipiFascicolo: string[];
}

export interface Forzature {
  ForzaConservazione: boolean;
  ForzaCollegamento: boolean;
  ForzaHash: boolean;
  ForzaFormatoNumero: boolean;
  ForzaFormatoFile: boolean;
  UtilizzoDataFirmaPerRifTemp: boolean;
}

export interface Configurazione {
  /** first part of the URNs */
  sistemaConservazione: string;
  versioni: Record<Servizio, string[]>;
  /** bytes */
  limiti: { richiesta: number; file: number; intestazioneParte: number; campo: number; fascicolo: number };
  strutture: Struttura[];
  utenti: Utente[];
  default: Forzature;
  /** a declared format that ends in `.P7M` counts as signed: for tests with placeholder files */
  firmeDiProva: boolean;
  /** files smaller than this are not judged by their magic bytes */
  formatoDaByte: number;
  /** minutes of the clock after which a unit goes on to the next of its states; undefined: it stays */
  minutiPerStato: number | undefined;
}

export const chiaveStruttura = ({
  ambiente,
  ente,
  struttura,
}: {
  ambiente: string;
  ente: string;
  struttura: string;
}): string => `${ambiente}/${ente}/${struttura}`;
