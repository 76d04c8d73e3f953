import type { Readable } from 'node:stream';
import type {
  ChiaveVersamento,
  NomeForzatura,
  OperazioneVersamento,
  TipoVersamento,
  Voce,
} from '../../schemas/versamento.api.js';
import type { ConservatoreAoo, RegolaVersamento } from '../../schemas/configurazione-conservazione.api.js';
import type { Nodo } from '../metadati/albero.js';

/** What the area passes around: what is to be shipped, the frozen package, what a receiver answers, and the one interface of receivers. */

/** A stored file that goes with a package. */
export interface FileDaVersare {
  /** name of the part, and id in the index: `f0`, `f1`... in the order of the package */
  id: string;
  nome: string;
  mime: string;
  /** as the receiver names it: `PDF`, `PDF.P7M`, `JPEG` */
  formato: string;
  dimensione: number;
  sha256: string;
}

export type RuoloDocumento = 'principale' | 'allegato' | 'annesso' | 'annotazione';

/** One document of a unit. Without a file it is a note: only its words go. */
export interface DocumentoUnita {
  ruolo: RuoloDocumento;
  /** unique in the unit, derived from our own identifiers: the handle of later additions */
  id: string;
  tipoDocumento?: string;
  descrizione?: string;
  autore?: string;
  file?: FileDaVersare;
  /** signatures of the file that are kept beside it: detached (`P7S`), or an envelope or a PDF that holds it signed */
  firme?: readonly FileDaVersare[];
  /** from when its signatures are to be judged, where that is not the instant of the unit */
  riferimento?: { istante: string; descrizione: string };
}

/** A fascicolo as an index of a unit names it. */
export interface CamiciaUnita {
  classifica?: string;
  fascicolo?: { identificativo: string; oggetto?: string };
  sottofascicolo?: { identificativo: string; oggetto?: string };
}

/** Who ships, as the metadata and the receiver name him. */
export interface Produttore {
  ente: string;
  codiceIPA: string;
  codiceFiscale?: string;
  aoo: string;
  denominazioneAoo: string;
  /** who answers for the gestione documentale and so for what is shipped, where he is known by name and codice fiscale */
  responsabile?: { cognome: string; nome: string; codiceFiscale: string };
}

interface DaVersare {
  tipo: TipoVersamento;
  riferimento: string;
  produttore: Produttore;
  chiave: ChiaveVersamento;
  /** version of the record that it was made from: another one is another package */
  versione: number;
  /** RFC 3339 with offset: the instant from which signatures are to be judged */
  istante: string;
  metadati: Nodo;
  regola: RegolaVersamento;
  oggetto: string;
}

/** A registration, an act of a repertorio, a closed daily register: documents under one key. */
export interface UnitaDaVersare extends DaVersare {
  tipo: 'unita-documentaria' | 'registro-giornaliero';
  /** legal day, `YYYY-MM-DD` */
  data: string;
  descrizioneIstante: string;
  archivistico: { principale: CamiciaUnita; secondari: readonly CamiciaUnita[] };
  datiSpecifici: readonly (readonly [nome: string, valore: string])[];
  collegati: readonly { chiave: ChiaveVersamento; descrizione: string }[];
  /** the principal one first, then allegati, annessi, annotazioni */
  documenti: readonly DocumentoUnita[];
}

/** A closed fascicolo: it names units that are conserved already. */
export interface FascicoloDaVersare extends DaVersare {
  tipo: 'fascicolo';
  dataApertura: string;
  dataChiusura: string;
  /** the voce and all above it, from the titolo down */
  classificazione: readonly { codice: string; voce: string }[];
  padre?: { anno: number; numero: string };
  collegati: readonly { anno: number; numero: string; descrizione: string }[];
  /** years, or for ever */
  tempo?: number | 'illimitato';
  riservato: boolean;
  soggetti: readonly {
    ruolo: string;
    denominazione: string;
    /** codice fiscale or partita IVA */
    identificativo?: string;
    /** kind of subject; absent: the index does not name it */
    tipo?: 'PAI' | 'PAE' | 'PG' | 'PF';
    cognome?: string;
    nome?: string;
  }[];
  procedimento?: { codice: string; denominazione: string; materia: string };
  note?: string;
  unita: readonly { chiave: ChiaveVersamento; posizione: number; data: string }[];
}

export type Versabile = UnitaDaVersare | FascicoloDaVersare;

/** What a person has told about a package, over what the record says. */
export interface Ritocchi {
  forza: readonly NomeForzatura[];
  /** id of the file → format to declare */
  formati: Readonly<Record<string, string>>;
  tipologia?: string;
}

/** Frozen before the first call: every retry sends exactly this. */
export interface PacchettoPreparato {
  operazione: OperazioneVersamento;
  tipo: TipoVersamento;
  chiave: ChiaveVersamento;
  /** `parer-ud-1.5`, `parer-aggiunta-1.5`, `parer-aggiornamento-1.5`, `parer-fascicolo-3.0`, `pindex-2020` */
  formato: string;
  /** the bytes that describe the package, kept in the store under their hash */
  indice: { nome: string; mime: string; sha256: string; dimensione: number };
  /** what the receiver will say is the hash of the index, where it says one: lower-case hex */
  improntaIndice?: string;
  /** what goes beside the index, in order; each is in the store under its hash */
  file: readonly (FileDaVersare & { ruolo: RuoloDocumento | 'metadati' })[];
  /** instant that the archive of the package bears: the same package, the same bytes */
  istante: string;
}

/** A receipt, as it came. */
export interface Rapporto {
  contenuto: Buffer;
  mime: string;
  identificativo?: string;
  /** RFC 3339 with offset */
  data?: string;
  /** of the index, lower-case hex, if the receipt tells one */
  improntaIndice?: string;
  chiave?: ChiaveVersamento;
  /** of the files, lower-case hex, in the order in which the receipt names them */
  impronte: readonly { nome?: string; sha256: string }[];
}

/** A refusal's kind says who can mend it. */
export type CausaRifiuto = 'dati' | 'configurazione' | 'nostra' | 'forzabile';

export type EsitoInvio =
  /** it is there: `rapporto` is still to be compared with what was sent */
  | { tipo: 'conservato'; rapporto: Rapporto; avvisi: readonly Voce[]; giaPresente: boolean }
  /** it is there, and the receipt is not: to be fetched */
  | { tipo: 'senza-rapporto'; voci: readonly Voce[]; giaPresente: boolean }
  | { tipo: 'in-carico'; ticket: string; verificaDopo: Date }
  | { tipo: 'rifiutato'; causa: CausaRifiuto; voci: readonly Voce[] }
  /** credentials or place refused: nothing more is sent there until a person has looked */
  | { tipo: 'sospeso'; voci: readonly Voce[] }
  /** certainly not kept: again later */
  | { tipo: 'tecnico'; voci: readonly Voce[]; riprovaDopo?: Date }
  /** may be kept: ask, then again. Of questions too: what could not be learnt */
  | { tipo: 'incerto'; motivo: string }
  /** the receiver itself says that it keeps something else under this name */
  | { tipo: 'conflitto'; voci: readonly Voce[] }
  /** of questions by key */
  | { tipo: 'assente' }
  | { tipo: 'annullato' };

/** What was heard of one call, for the record; never credentials. */
export interface Chiamata {
  esito: EsitoInvio;
  statoHttp?: number;
  durataMs: number;
  inviati: number;
  /** the answer as it came, at most as much of it as is kept */
  risposta?: { contenuto: Buffer; mime: string };
}

/** What a receiver can do; screens and jobs ask this, never its name. */
export interface Capacita {
  ricevuta: 'immediata' | 'a-richiesta' | 'a-mano';
  interrogaPerChiave: boolean;
  duplicato: 'restituisce-ricevuta' | 'ignoto';
  fascicoli: boolean;
  aggiungeDocumenti: boolean;
  aggiornaMetadati: boolean;
  annullamento: boolean;
  esibizione: boolean;
}

/** What a later act asks to add to a unit that is kept, or to correct of it. */
export type Seguito =
  { operazione: 'aggiunta'; documento: DocumentoUnita } | { operazione: 'aggiornamento'; motivo: string };

/** The index of a package: what `prepara` makes, before it is stored. */
export interface IndicePacchetto {
  formato: string;
  nome: string;
  mime: string;
  contenuto: Buffer;
  improntaIndice?: string;
  /** files that the index names, in the order of the package; those made for it (metadata) with their bytes */
  file: readonly (FileDaVersare & { ruolo: RuoloDocumento | 'metadati'; contenuto?: Buffer })[];
}

export interface OpzioniChiamata {
  segnale: AbortSignal;
  /** opens a stored file; a whole read fails before its last bytes when they are altered */
  open: (sha256: string) => Promise<Readable>;
}

/** One receiver, as the configuration of an AOO has it. */
export interface Conservatore {
  readonly configurazione: ConservatoreAoo;
  readonly capacita: Capacita;
  /** What the receiver would refuse at sight, found without calling it. Pure. */
  verifica(versabile: Versabile): Voce[];
  /** The index of a package. Pure: the same input gives the same bytes. */
  prepara(versabile: Versabile, ritocchi: Ritocchi, seguito?: Seguito): IndicePacchetto;
  invia(pacchetto: PacchettoPreparato, opzioni: OpzioniChiamata): Promise<Chiamata>;
  /** What has become of it, asked by our key or by the ticket of the receiver. */
  stato(pacchetto: PacchettoPreparato, opzioni: OpzioniChiamata, ticket?: string): Promise<Chiamata>;
  /** The receipt, fetched again; null where there is none yet. */
  rapporto(pacchetto: PacchettoPreparato, opzioni: OpzioniChiamata, ticket?: string): Promise<Rapporto | null>;
  annulla?(
    pacchetto: PacchettoPreparato,
    richiesta: { codice: string; motivo: string },
    opzioni: OpzioniChiamata,
  ): Promise<Chiamata>;
  /** The package of distribution as the receiver makes it, a ZIP. */
  esibisci?(pacchetto: PacchettoPreparato, opzioni: OpzioniChiamata): Promise<Readable>;
  salute(segnale: AbortSignal): Promise<{ raggiungibile: boolean; dettaglio?: string }>;
}
