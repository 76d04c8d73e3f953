import { giornoOra } from '../lib/formati.js';
import { parolaElemento } from '../metadati/parole-metadati.js';

/** XML as a tree of names and values that can be read: indexes that we send, receipts and answers that come back. */

export interface NodoXml {
  /** without its prefix */
  nome: string;
  attributi: readonly (readonly [nome: string, valore: string])[];
  /** of an element without children */
  testo: string;
  figli: readonly NodoXml[];
}

const MAX_ELEMENTI = 200_000;

const localName = (nome: string): string => nome.slice(nome.indexOf(':') + 1);

function nodoOf(element: Element): NodoXml {
  const figli = [...element.children].map(nodoOf);
  return {
    nome: localName(element.nodeName),
    attributi: [...element.attributes]
      .filter(({ name }) => !/^xmlns(:|$)/.test(name))
      .map(({ name, value }) => [localName(name), value] as const),
    testo: figli.length === 0 ? element.textContent.trim() : '',
    figli,
  };
}

/** The tree of a text; null if it is not well-formed XML, or brings declarations of its own, or is too large to be shown so. */
export function leggiXml(testo: string): NodoXml | null {
  if (/<!DOCTYPE/i.test(testo)) return null;
  const documento = new DOMParser().parseFromString(testo, 'application/xml');
  if (documento.getElementsByTagName('parsererror').length > 0) return null;
  if (documento.getElementsByTagName('*').length > MAX_ELEMENTI) return null;
  return nodoOf(documento.documentElement);
}

/** The receipt within an answer: ParER puts it there as a text. */
export function rapportoDentro(nodo: NodoXml, leggi: (testo: string) => NodoXml | null = leggiXml): NodoXml | null {
  for (const one of discendenti(nodo)) {
    if (!one.nome.startsWith('RapportoVersamento')) continue;
    if (one.figli.length > 0) return one;
    if (one.testo.startsWith('<')) return leggi(one.testo);
  }
  return null;
}

/** The node and all that is below it, in order. */
export function* discendenti(nodo: NodoXml): Generator<NodoXml> {
  yield nodo;
  for (const figlio of nodo.figli) yield* discendenti(figlio);
}

/** The first element of that name, wherever; its text. */
export function testoDi(nodo: NodoXml, nome: string): string | undefined {
  for (const one of discendenti(nodo)) if (one.nome === nome && one.figli.length === 0) return one.testo;
  return undefined;
}

const NOMI: Readonly<Record<string, string>> = {
  UnitaDocumentaria: 'Unità documentaria',
  PIndex: 'Indice del pacchetto',
  PVolume: 'Pacchetto',
  PVolumeGroup: 'Gruppo di pacchetti',
  SelfDescription: 'Di questo indice',
  CreatingApplication: 'Programma che lo ha scritto',
  FileGroup: 'Gruppo di file',
  MoreInfo: 'Altre informazioni',
  ExternalMetadata: 'Metadati in un file a parte',
  EmbeddedMetadata: 'Metadati',
  Process: 'Processo',
  Submitter: 'Chi versa',
  Holder: 'Titolare dell’oggetto',
  AuthorizedSigner: 'Firmatario',
  TimeReference: 'Riferimento temporale',
  AgentID: 'Identificativo del soggetto',
  AgentName: 'Nome del soggetto',
  FormalName: 'Denominazione',
  RelevantDocument: 'Documento di riferimento',
  Path: 'Percorso',
  Hash: 'Impronta',
  Label: 'Etichetta',
  Name: 'Nome',
  Version: 'Versione',
  Producer: 'Produttore',
  ID: 'Identificativo',
  URN: 'Identificativo URN',
  SIP: 'Pacchetto di versamento',
  IDDocumento: 'Identificativo del documento',
  IdDoc: 'Identificativo del documento',
  IDComponenteVersato: 'Identificativo del componente inviato',
  UserID: 'Utente di chi versa',
  IndirizzoIp: 'Indirizzo di rete',
  HashVersato: 'Impronta inviata',
  HashIndiceSIP: 'Impronta dell’indice',
  AlgoritmoHash: 'Algoritmo dell’impronta',
  URNRapportoVersamento: 'Identificativo del rapporto di versamento',
  DataRapportoVersamento: 'Data del rapporto di versamento',
  RapportoVersamento: 'Rapporto di versamento',
  EsitoGenerale: 'Esito',
  CodiceEsito: 'Esito',
  CodiceErrore: 'Codice',
  MessaggioErrore: 'Messaggio',
  EsitoChiamataWS: 'Controlli sulla chiamata',
  EsitoXSD: 'Controlli sulla struttura',
  ControlloStrutturaXML: 'Struttura dell’XML',
  UnivocitaChiave: 'Univocità della chiave',
  ProfiloUnitaDocumentaria: 'Profilo dell’unità documentaria',
  ForzaAccettazione: 'Forza l’accettazione',
  ForzaConservazione: 'Forza la conservazione',
  ForzaCollegamento: 'Forza il collegamento',
  ForzaHash: 'Forza l’impronta',
  SimulaSalvataggioDatiInDB: 'Solo una prova',
  FormatoFileVersato: 'Formato dichiarato',
  OrdinePresentazione: 'Posizione',
  TipologiaUnitaDocumentaria: 'Tipologia dell’unità documentaria',
  TipologiaDiFlusso: 'Flusso',
  hashFunction: 'algoritmo',
  encoding: 'codifica',
  extension: 'estensione',
  format: 'formato',
  language: 'lingua',
  scheme: 'schema',
  sincroVersion: 'versione SInCRO',
  agentType: 'tipo di soggetto',
  holderRole: 'ruolo',
};

/** The name in Italian, where it has one of its own; else its words. */
export const nomeInParole = (nome: string): string =>
  Object.hasOwn(NOMI, nome) ? (NOMI[nome] ?? nome) : parolaElemento(nome);

const VALORI: Readonly<Record<string, string>> = {
  true: 'sì',
  false: 'no',
  POSITIVO: 'positivo',
  NEGATIVO: 'negativo',
  WARNING: 'positivo, con avvisi',
  VERSAMENTO_ANTICIPATO: 'versamento anticipato',
  SOSTITUTIVA: 'conservazione sostitutiva',
  FISCALE: 'conservazione fiscale',
};
const FLUSSI: Readonly<Record<string, string>> = { E: 'entrata', U: 'uscita', I: 'interno' };
const ISTANTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const GIORNO = /^\d{4}-\d{2}-\d{2}$/;

/** The value in Italian where it is a word of the protocol or an instant; a text stays as it is. */
export function valoreInParole(nome: string, valore: string): string {
  if (Object.hasOwn(VALORI, valore)) return VALORI[valore] ?? valore;
  if (nome === 'TipologiaDiFlusso') return FLUSSI[valore] ?? valore;
  if (GIORNO.test(valore) || (ISTANTE.test(valore) && !Number.isNaN(Date.parse(valore)))) return giornoOra(valore);
  return valore;
}
