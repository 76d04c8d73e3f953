import type { Account } from '../support/harness.js';
import { BANCO, ELENCO, ID, IMPORTAZIONI, INTERESSATI, QUALITA, SCANSIONI, SCARTO } from './risposte-tabelle.js';

/** One table of a page, and how it is tried: sorted by `colonna`, filtered by `parola`, which some of its rows hold. */
export interface TabellaDiPagina {
  /** Below `web/`: what draws it. */
  file: string;
  utente: Account;
  /** `:fascicolo`, `:corrispondente`: of what the test has made. */
  percorso: string;
  nome: RegExp;
  /** What its filter says that it filters. */
  filtro: string;
  colonna: string;
  parola: string;
  /** Answers of the API that would take a worker, a receiver or years: by the end of their address. */
  risposte?: Readonly<Record<string, unknown>>;
}

export const TABELLE: readonly TabellaDiPagina[] = [
  {
    file: 'scrivania/ElencoCoda.tsx',
    utente: 'protocollo',
    percorso: '/scrivania/da-assegnare',
    nome: /^Da assegnare/,
    filtro: 'Da assegnare',
    colonna: 'Corrispondente e oggetto',
    parola: 'contributo',
  },
  {
    file: 'bozze/Lettere.tsx',
    utente: 'istruttore',
    percorso: '/bozze?coda=in-lavorazione',
    nome: /^In lavorazione/,
    filtro: 'In lavorazione',
    colonna: 'Oggetto',
    parola: 'diniego',
  },
  {
    file: 'scansioni/Scansioni.tsx',
    utente: 'protocollo',
    percorso: '/scansioni?vista=tutte',
    nome: /^Scansioni/,
    filtro: 'Scansioni',
    colonna: 'File',
    parola: 'lettura',
    risposte: { '/scansioni': SCANSIONI },
  },
  {
    file: 'metadati/Incompleti.tsx',
    utente: 'archivista',
    percorso: '/metadati',
    nome: /^Registrazioni a cui manca qualcosa$/,
    filtro: 'Registrazioni a cui manca qualcosa',
    colonna: 'Oggetto',
    parola: 'contributo',
  },
  {
    file: 'rubrica/ImportazioneAperta.tsx',
    utente: 'rgd',
    percorso: `/rubrica/importazioni/${ID}`,
    nome: /^Righe non prese/,
    filtro: 'Righe non prese, o prese in parte',
    colonna: 'Riga',
    parola: 'fiscale',
    risposte: IMPORTAZIONI,
  },
  {
    file: 'rubrica/Corrispondente.tsx',
    utente: 'protocollo',
    percorso: '/rubrica/:corrispondente',
    nome: /^Recapiti con fonte e date$/,
    filtro: 'Recapiti con fonte e date',
    colonna: 'Recapito',
    parola: 'segreteria',
  },
  {
    file: 'interessato/Interessati.tsx',
    utente: 'responsabile',
    percorso: '/fascicoli/:fascicolo?scheda=interessati',
    nome: /^Accessi degli interessati$/,
    filtro: 'Accessi degli interessati',
    colonna: 'Interessato',
    parola: 'scaduto',
    risposte: { '/interessati': INTERESSATI },
  },
  {
    file: 'titolario/Qualita.tsx',
    utente: 'archivista',
    percorso: '/titolario/qualita?mese=2026-03',
    nome: /^Qualità dei suggerimenti/,
    filtro: 'Qualità dei suggerimenti di marzo 2026',
    colonna: 'Scelte',
    parola: 'V.2',
    risposte: { '/titolario/suggerimenti/qualita?mese=2026-03': QUALITA },
  },
  {
    file: 'titolario/DettagliVoce.tsx',
    utente: 'archivista',
    percorso: '/titolario?voce=I.6',
    nome: /^Tempi di conservazione, I\.6$/,
    filtro: 'Tempi di conservazione, I.6',
    colonna: 'Tipologia',
    parola: 'albo',
  },
  {
    file: 'conservazione/InVolo.tsx',
    utente: 'archivista',
    percorso: '/conservazione',
    nome: /^In volo e in arrivo/,
    filtro: 'In volo e in arrivo, i primi di ogni coda',
    colonna: 'Come sta',
    parola: 'risposta',
    risposte: BANCO,
  },
  {
    file: 'conservazione/NonInviabili.tsx',
    utente: 'archivista',
    percorso: '/conservazione',
    nome: /^I primi non inviabili$/,
    filtro: 'I primi non inviabili',
    colonna: 'Che cosa manca',
    parola: 'fascicolo',
    risposte: BANCO,
  },
  {
    file: 'conservazione/NonInviabili.tsx',
    utente: 'archivista',
    percorso: '/conservazione?coda=non-inviabili',
    nome: /^Non inviabili/,
    filtro: 'Non inviabili, manca un dato: 2',
    colonna: 'Che cosa manca',
    parola: 'fascicolo',
    risposte: BANCO,
  },
  {
    file: 'conservazione/TabellaRifiutati.tsx',
    utente: 'archivista',
    percorso: '/conservazione',
    nome: /^Rifiutati, per motivo$/,
    filtro: 'Rifiutati: 2, per motivo',
    colonna: 'Numero',
    parola: 'formato',
    risposte: BANCO,
  },
  {
    file: 'conservazione/PilaVersamenti.tsx',
    utente: 'archivista',
    percorso: '/conservazione?coda=accettati',
    nome: /^Accettati/,
    filtro: 'Accettati: 2',
    colonna: 'Come sta',
    parola: 'osservazioni',
    risposte: BANCO,
  },
  {
    file: 'conservazione/Copertura.tsx',
    utente: 'archivista',
    percorso: '/conservazione',
    nome: /^Copertura per anno$/,
    filtro: 'Copertura per anno',
    colonna: 'Registrazioni',
    parola: 'in corso',
    risposte: BANCO,
  },
  {
    file: 'repertori/Repertori.tsx',
    utente: 'rgd',
    percorso: '/repertori',
    nome: /^Repertori e registri particolari$/,
    filtro: 'Repertori',
    colonna: 'Sigla',
    parola: 'ordinanze',
  },
  {
    file: 'scarto/Scarto.tsx',
    utente: 'archivista',
    percorso: '/scarto',
    nome: /^Elenchi$/,
    filtro: 'Elenchi',
    colonna: 'Elenco',
    parola: 'proposto',
    risposte: SCARTO,
  },
  {
    file: 'scarto/Scarto.tsx',
    utente: 'archivista',
    percorso: '/scarto',
    nome: /^Fascicoli chiusi/,
    filtro: 'Fascicoli chiusi, e perché',
    colonna: 'Oggetto',
    parola: 'confine',
    risposte: SCARTO,
  },
  {
    file: 'scarto/Elenco.tsx',
    utente: 'archivista',
    percorso: '/scarto/elenchi/elenco-1',
    nome: /^Righe dell’elenco$/,
    filtro: 'Righe dell’elenco',
    colonna: 'Oggetto',
    parola: 'confine',
    risposte: { '/scarto/elenchi/elenco-1': ELENCO },
  },
  {
    file: 'giornaliero/RegistriGiornalieri.tsx',
    utente: 'archivista',
    percorso: '/registri-giornalieri',
    nome: /^Giornate di/,
    filtro: 'Giornate',
    colonna: 'Giornata',
    parola: '03/03/2026',
  },
  {
    file: 'statistiche/Statistiche.tsx',
    utente: 'rgd',
    percorso: '/statistiche?per=flusso',
    nome: /^Le stesse cifre$/,
    filtro: 'Le stesse cifre',
    colonna: 'Totale',
    parola: 'uscita',
  },
  {
    file: 'statistiche/Archivio.tsx',
    utente: 'rgd',
    percorso: '/statistiche/classificazione?per=classe',
    nome: /^Le stesse cifre$/,
    filtro: 'Le stesse cifre',
    colonna: 'Classe',
    parola: 'VI.5',
  },
  {
    file: 'configurazione/ElencoVoci.tsx',
    utente: 'rgd',
    percorso: '/regole/mezzi',
    nome: /^Mezzi$/,
    filtro: 'Mezzi',
    colonna: 'Denominazione',
    parola: 'posta',
  },
  {
    file: 'amministrazione/Utenti.tsx',
    utente: 'admin',
    percorso: '/amministrazione/utenti',
    nome: /^Utenti$/,
    filtro: 'Utenti',
    colonna: 'Nome utente',
    parola: 'istruttore',
  },
];

/** Tables that the server searches, sorts and exports: each is tried with its page. */
export const CERCATE_DAL_SERVER: Readonly<Record<string, string>> = {
  'protocollo/registro/Registro.tsx': 'giornata, ricerca',
  'fascicoli/Fascicoli.tsx': 'fascicoli',
  'rubrica/Rubrica.tsx': 'rubrica',
  'repertori/Repertorio.tsx': 'repertori',
};

/** Tables that are no list: nobody would sort them, and why. */
export const NON_ELENCHI: Readonly<Record<string, string>> = {
  'accesso/AccountDiProva.tsx': 'the accounts of a demonstration, before one is in',
  'emergenza/Riversa.tsx': 'the rows of a file that is being poured in, with what is wrong in each, in their order',
  'fascicoli/VersioniDocumento.tsx': 'the versions of one document in a dialog, which has no address',
  'firme/EsitoDi.tsx': 'the checks of one signature, in the order in which they are made',
  'metadati/MetadatiDi.tsx': 'the data of one document, in the order of the law',
};
