import type { Metodo, Percorso } from './client.js';
import type {
  DatiAccesso,
  Elenco,
  Evento,
  Io,
  Registrazione,
  RigaRegistro,
  Riferimento,
  Salvataggi,
  Titolario,
  Ufficio,
  VerificaRegistrazione,
} from './tipi.js';

/** Every address of the API that the pages call, with the shape of its answer: the only place where the two meet. */

const via = (metodo: Metodo, url: string) => ({ metodo, url });

const scheda = ({ anno, numero }: Riferimento): string => `/registrazioni/${anno}/${numero}`;

export const accesso: Percorso<DatiAccesso> = via('GET', '/accesso');
export const apreSessione: Percorso<unknown> = via('POST', '/sessione');
export const chiudeSessione: Percorso<unknown> = via('DELETE', '/sessione');
export const io: Percorso<Io> = via('GET', '/io');
export const uffici: Percorso<{ elementi: Ufficio[] }> = via('GET', '/uffici');
export const titolario: Percorso<Titolario> = via('GET', '/titolario');

export const registro = (filtri: URLSearchParams): Percorso<Elenco<RigaRegistro>> =>
  via('GET', `/registrazioni?${filtri.toString()}`);
export const registrazione = (di: Riferimento): Percorso<Registrazione> => via('GET', scheda(di));
export const eventi = (di: Riferimento): Percorso<{ elementi: Evento[] }> => via('GET', `${scheda(di)}/eventi`);
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

/** File of a registration below `/api/v1`: the document (no `n`), or the attachment number `n`. */
export const file = (di: Riferimento, n?: number): Percorso<unknown> =>
  via('GET', n === undefined ? `${scheda(di)}/documento` : `${scheda(di)}/allegati/${n}`);

/** Address of a page, not of the API. */
export const paginaScheda = ({ anno, numero }: Riferimento): string => `/registrazioni/${anno}/${numero}`;

export const salvataggi: Percorso<Salvataggi> = via('GET', '/salvataggi');
