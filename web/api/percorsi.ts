import type { Metodo, Percorso } from './client.js';
import type {
  AccessoLetto,
  AooLetta,
  Coda,
  DatiAccesso,
  Differimento,
  Elenco,
  ElencoConfigurazione,
  EsitoInsieme,
  Evento,
  Giornata,
  Giornate,
  Io,
  NomePersona,
  Persona,
  Modello,
  Registrazione,
  RicercaSalvata,
  RigaPiena,
  RigaRegistro,
  RigaScrivania,
  RigaVersione,
  Riferimento,
  Scrivania,
  Sigillatura,
  Sostituzione,
  Salvataggi,
  StatisticheLette,
  TipoConfigurazione,
  Titolario,
  Ufficio,
  UfficiCoda,
  UfficioLetto,
  UtenteLetto,
  VerificaRegistrazione,
  VersioneRegole,
} from './tipi.js';

/** Every address of the API that the pages call, with the shape of its answer: the only place where the two meet. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });

/** True for an act of a repertorio; what names no register is of the protocol. */
export const isDiRepertorio = ({ registro }: Pick<Riferimento, 'registro'>): boolean =>
  registro !== undefined && registro !== 'PROT-GEN';

/** Where a record lies: the register of protocol, or the repertorio that it names. The same below the API and among the pages. */
export const scheda = ({ anno, numero, registro }: Riferimento): string =>
  isDiRepertorio({ registro }) ? `/repertori/${registro ?? ''}/${anno}/${numero}` : `/registrazioni/${anno}/${numero}`;

export const accesso: Percorso<DatiAccesso> = via('GET', '/accesso');
export const apreSessione: Percorso<unknown> = via('POST', '/sessione');
export const chiudeSessione: Percorso<unknown> = via('DELETE', '/sessione');
export const io: Percorso<Io> = via('GET', '/io');
export const uffici: Percorso<{ elementi: Ufficio[] }> = via('GET', '/uffici');
export const titolario: Percorso<Titolario> = via('GET', '/titolario');
export const titolarioDel = (giorno: string): Percorso<Titolario> => via('GET', `/titolario?data=${giorno}`);

export const registro = (filtri: URLSearchParams): Percorso<Elenco<RigaRegistro>> =>
  via('GET', `/registrazioni?${filtri.toString()}`);
export const registroCsv = (filtri: URLSearchParams): Percorso<unknown> =>
  via('GET', `/registrazioni.csv?${filtri.toString()}`);
export const ricercheSalvate: Percorso<{ elementi: RicercaSalvata[] }> = via('GET', '/ricerche-salvate');
export const salvaRicerca: Percorso<RicercaSalvata> = via('POST', '/ricerche-salvate');
export const toglieRicerca = (id: string): Percorso<unknown> => via('DELETE', `/ricerche-salvate/${id}`);
export const statistiche = (domanda: URLSearchParams): Percorso<StatisticheLette> =>
  via('GET', `/statistiche?${domanda.toString()}`);
export const statisticheCsv = (domanda: URLSearchParams): Percorso<unknown> =>
  via('GET', `/statistiche.csv?${domanda.toString()}`);
export const registrazione = (di: Riferimento): Percorso<Registrazione> => via('GET', scheda(di));
export const eventi = (di: Riferimento): Percorso<{ elementi: Evento[] }> => via('GET', `${scheda(di)}/eventi`);
export const risposte = (di: Riferimento): Percorso<{ elementi: RigaPiena[] }> => via('GET', `${scheda(di)}/risposte`);

export const verifica = (di: Riferimento): Percorso<VerificaRegistrazione> => via('GET', `${scheda(di)}/verifica`);

export const annulla = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/annullamento`);
export const negaAnnullamento = (di: Riferimento): Percorso<Registrazione> =>
  via('POST', `${scheda(di)}/annullamento/diniego`);
export const modifica = (di: Riferimento): Percorso<Registrazione> => via('PATCH', scheda(di));
export const chiedeRettifica = (di: Riferimento): Percorso<unknown> => via('POST', `${scheda(di)}/rettifiche`);
export const integra = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/integrazioni`);
export const assegna = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/assegnazioni`);
export const prendeInCarico = (di: Riferimento): Percorso<Registrazione> =>
  via('POST', `${scheda(di)}/presa-in-carico`);
export const rifiuta = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/rifiuto`);
export const classifica = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/classificazione`);

export const negaRettifica = (di: Riferimento, n: number): Percorso<Registrazione> =>
  via('POST', `${scheda(di)}/rettifiche/${n}/diniego`);
export const prendeVisione = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/presa-visione`);
export const rispondeRitardo = (di: Riferimento): Percorso<Registrazione> => via('POST', `${scheda(di)}/ritardo`);
export const versione = (di: Riferimento): Percorso<{ versione: number }> => via('GET', `${scheda(di)}/versione`);

export const scrivania: Percorso<Scrivania> = via('GET', '/scrivania?primi=1');
export const ufficiCoda = (coda: Coda): Percorso<UfficiCoda> => via('GET', `/scrivania/${coda}/uffici`);
export const coda = (nome: Coda, domanda: URLSearchParams): Percorso<Elenco<RigaScrivania>> =>
  via('GET', `/scrivania/${nome}?${domanda.toString()}`);
export const assegnaInsieme: Percorso<EsitoInsieme> = via('POST', '/registrazioni/assegnazioni');

export const persone = (uo?: string): Percorso<{ elementi: Persona[] }> =>
  via('GET', uo === undefined ? '/persone' : `/persone?uo=${encodeURIComponent(uo)}`);
export const nomi = (utenti: readonly string[]): Percorso<{ elementi: NomePersona[] }> =>
  via('GET', `/persone/nomi?utenti=${utenti.join(',')}`);
export const sostituzioni = (tutte: boolean): Percorso<{ elementi: Sostituzione[] }> =>
  via('GET', tutte ? '/sostituzioni?stato=tutte' : '/sostituzioni');
export const nominaSostituto: Percorso<Sostituzione> = via('POST', '/sostituzioni');
export const revocaSostituto = (id: string): Percorso<Sostituzione> => via('POST', `/sostituzioni/${id}/revoca`);

export const differimenti = (tutti: boolean): Percorso<{ elementi: Differimento[] }> =>
  via('GET', tutti ? '/differimenti?stato=tutti' : '/differimenti');
export const apreDifferimento: Percorso<Differimento> = via('POST', '/differimenti');
export const chiudeDifferimento = (id: string): Percorso<Differimento> => via('POST', `/differimenti/${id}/chiusura`);
export const differite = (id: string): Percorso<Elenco<RigaPiena>> => via('GET', `/differimenti/${id}/registrazioni`);

/** What the server can give of a file instead of it: the document inside the envelope, or a copy in PDF/A. */
export type CopiaFile = 'contenuto' | 'pdfa';

/** File of a registration below `/api/v1`: the document (no `n`), or the attachment number `n`; or a copy of it. */
export const file = (di: Riferimento, n?: number, copia?: CopiaFile): Percorso<unknown> =>
  via(
    'GET',
    `${scheda(di)}/${n === undefined ? 'documento' : `allegati/${n}`}${copia === undefined ? '' : `?${copia}=si`}`,
  );

export const copiaConSegnatura = (di: Riferimento): Percorso<unknown> =>
  via('GET', `${scheda(di)}/documento?segnatura=si`);
export const ricevuta = (di: Riferimento): Percorso<unknown> => via('GET', `${scheda(di)}/ricevuta.pdf`);
export const etichetta = (di: Riferimento, formato: string): Percorso<unknown> =>
  via('GET', `${scheda(di)}/etichetta.pdf?formato=${formato}`);

/** Address of a page, not of the API. */
export const paginaScheda = (di: Riferimento): string => scheda(di);

export const giornate = (anno?: string): Percorso<Giornate> =>
  via('GET', anno === undefined ? '/registro-giornaliero' : `/registro-giornaliero?anno=${anno}`);
export const chiudeGiornata = (giorno: string): Percorso<Giornata> =>
  via('POST', `/registro-giornaliero/${giorno}/chiusura`);
export const registroGiornaliero = (giorno: string): Percorso<unknown> => via('GET', `/registro-giornaliero/${giorno}`);
export const registroAnnuale = (anno: number): Percorso<unknown> => via('GET', `/registro-annuale/${anno}`);

/** The seal over a register, of its PDF or of its XML. */
export const firmaGiornaliero = (giorno: string, di: 'pdf' | 'xml'): Percorso<unknown> =>
  via('GET', `/registro-giornaliero/${giorno}/firma?di=${di}`);
export const firmaAnnuale = (anno: number, di: 'pdf' | 'xml'): Percorso<unknown> =>
  via('GET', `/registro-annuale/${anno}/firma?di=${di}`);

export const sigilliMancanti: Percorso<Sigillatura> = via('GET', '/registro-giornaliero/sigilli');
export const apponeSigilli: Percorso<Sigillatura> = via('POST', '/registro-giornaliero/sigilli');

export const salvataggi: Percorso<Salvataggi> = via('GET', '/salvataggi');

/** What the AOO has decided. `tipo` is one of the parts of the configuration. */
export const regole: Percorso<ElencoConfigurazione> = via('GET', '/configurazione');
export const regoleAl = (tipo: TipoConfigurazione, giorno?: string): Percorso<VersioneRegole> =>
  via('GET', `/configurazione/${tipo}${giorno === undefined ? '' : `?giorno=${giorno}`}`);
export const versioniRegole = (tipo: TipoConfigurazione): Percorso<{ elementi: RigaVersione[] }> =>
  via('GET', `/configurazione/${tipo}/versioni?limite=200`);
export const versioneRegole = (tipo: TipoConfigurazione, numero: number): Percorso<VersioneRegole> =>
  via('GET', `/configurazione/${tipo}/versioni/${numero}`);
export const cambiaRegole = (tipo: TipoConfigurazione): Percorso<VersioneRegole> =>
  via('POST', `/configurazione/${tipo}/versioni`);
export const oggettario = (parametri: URLSearchParams): Percorso<{ elementi: Modello[] }> =>
  via('GET', `/oggettario?${parametri.toString()}`);

export const aoo: Percorso<AooLetta> = via('GET', '/aoo');
export const cambiaAoo: Percorso<AooLetta> = via('PATCH', '/aoo');
export const ufficiTutti: Percorso<{ elementi: UfficioLetto[] }> = via('GET', '/uffici?chiusi=si');
export const creaUfficio: Percorso<UfficioLetto> = via('POST', '/uffici');
export const cambiaUfficio = (codice: string): Percorso<UfficioLetto> => via('PATCH', `/uffici/${codice}`);
export const utenti = (cursore?: string): Percorso<Elenco<UtenteLetto>> =>
  via('GET', `/utenti?limite=200${cursore === undefined ? '' : `&cursore=${cursore}`}`);
export const creaUtente: Percorso<UtenteLetto> = via('POST', '/utenti');
export const cambiaUtente = (utente: string): Percorso<UtenteLetto> => via('PATCH', `/utenti/${utente}`);
export const sbloccaUtente = (utente: string): Percorso<unknown> => via('POST', `/utenti/${utente}/sblocco`);
export const accessi = (filtri: URLSearchParams): Percorso<Elenco<AccessoLetto> & { atti: string[] }> =>
  via('GET', `/accessi?${filtri.toString()}`);
