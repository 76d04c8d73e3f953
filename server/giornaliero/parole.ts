import type { Soggetto } from '../../schemas/soggetto.api.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import type { Evento } from '../protocollo/canonico.js';

/** How a daily register says in words the data that an act changed, whatever their shape. */

export const PAROLE_FLUSSO: Readonly<Record<string, string>> = { E: 'Entrata', U: 'Uscita', I: 'Interno' };
export const PAROLE_STATO: Readonly<Record<string, string>> = {
  valida: 'Valida',
  'annullamento-richiesto': 'Valida, annullamento richiesto',
  annullata: 'ANNULLATA',
};

const NOMI: Readonly<Record<string, string>> = {
  flusso: 'flusso',
  oggetto: 'oggetto',
  mittenti: 'mittente',
  destinatari: 'destinatario',
  protocolloMittente: 'protocollo del mittente',
  dataArrivo: 'data di arrivo',
  documento: 'documento',
  allegati: 'allegati',
  mezzo: 'mezzo',
  tipologia: 'tipologia',
  note: 'note',
  classifica: 'classifica',
  fascicolo: 'fascicolo',
  assegnazioni: 'assegnazione',
  riservatezza: 'riservatezza',
  stato: 'stato',
};
const ATTI: Readonly<Record<string, string>> = {
  nascita: 'Motivi della registrazione',
  'annullamento-richiesto': 'Richiesta di annullamento',
  annullamento: 'Annullamento della registrazione',
  'annullamento-negato': 'Annullamento non concesso',
  rinnovo: 'Annullamento e rinnovo del dato',
  'rettifica-richiesta': 'Richiesta di rettifica',
  'rettifica-negata': 'Rettifica non concessa',
  modifica: 'Modifica',
  integrazione: 'Integrazione',
  assegnazione: 'Assegnazione',
  'presa-in-carico': 'Presa in carico',
  'presa-visione': 'Presa visione',
  rifiuto: 'Rifiuto dell’assegnazione',
  ritardo: 'Registrazione tardiva giustificata',
  classificazione: 'Classificazione',
  fascicolazione: 'Fascicolazione',
  attestazione: 'Attestazione di conformità della copia',
  'distruzione-originale': 'Distruzione dell’originale analogico',
};

/** An act in words; of a kind that has none here, its name. */
export const nomeAtto = (tipo: string): string => ATTI[tipo] ?? tipo;
export const nomeDato = (campo: string): string => NOMI[campo] ?? campo;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
const joined = (parts: readonly unknown[]): string => parts.map(textOf).filter(Boolean).join(' ');
const listOf = (value: unknown, words: (one: Record<string, unknown>) => string): string =>
  (Array.isArray(value) ? value : [value]).map((one) => (isRecord(one) ? words(one) : textOf(one))).join('; ');

/** `Rossi Mario (RSSMRA80A01H501U)`. */
export function paroleSoggetto(soggetto: Soggetto): string {
  const codes = [soggetto.codiceFiscale, soggetto.partitaIva, soggetto.codiceIPA, soggetto.domicilioDigitale];
  const office = soggetto.tipo === 'UO' && soggetto.denominazioneUO !== undefined ? [soggetto.uo] : [];
  const known = [...new Set([...office, ...codes])].filter((one) => one !== undefined);
  return `${nameOfSoggetto(soggetto)}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}

const paroleFile = ({ nome, sha256 }: Record<string, unknown>): string => `${textOf(nome)} (SHA-256 ${textOf(sha256)})`;

function paroleRiservatezza({ livello, uo, utenti }: Record<string, unknown>): string {
  const named = [uo, utenti].flatMap((some) => (Array.isArray(some) ? some.map(textOf) : []));
  return joined([livello, named.length > 0 ? `(${named.join(', ')})` : '']);
}

/** The value of a datum in words; undefined where there is none. What has no words here is given as it is. */
export function paroleValore(campo: string, value: unknown): string | undefined {
  const words = value === undefined || value === null ? '' : wordsOf(campo, value);
  return words === '' ? undefined : words;
}

function wordsOf(campo: string, value: unknown): string {
  switch (campo) {
    case 'flusso':
      return PAROLE_FLUSSO[textOf(value)] ?? textOf(value);
    case 'stato':
      return PAROLE_STATO[textOf(value)] ?? textOf(value);
    case 'mittenti':
    case 'destinatari':
      return listOf(value, (one) => paroleSoggetto(one as unknown as Soggetto));
    case 'protocolloMittente':
      return listOf(value, ({ numero, data }) => joined([numero, data === undefined ? '' : `del ${textOf(data)}`]));
    case 'classifica':
      return listOf(value, ({ codice, voce }) => joined([codice, voce]));
    case 'assegnazioni':
      return listOf(value, ({ uo, tipo, utente }) => joined([uo, utente, `(${textOf(tipo)})`]));
    case 'riservatezza':
      return listOf(value, paroleRiservatezza);
    case 'documento':
    case 'allegati':
      return listOf(value, paroleFile);
    default:
      return textOf(value);
  }
}

export interface Cambio {
  campo?: string;
  vecchio?: string | undefined;
  nuovo?: string | undefined;
}

const codiceIn = (value: unknown): unknown => (isRecord(value) ? value['codice'] : undefined);
/** What a document was taken out of is struck: it has no new value. */
const codiceDi = ({ azione, di }: Record<string, unknown>): unknown =>
  azione === 'tolto' ? `tolto da ${textOf(codiceIn(di))}` : codiceIn(di);

/** What an act changes, in words: the datum with its old and new value. */
export function cambioOf({ tipo, dettagli }: Pick<Evento, 'tipo' | 'dettagli'>): Cambio {
  const { campo, vecchio, nuovo, assegnazioni, precedenti, documento, allegati, datoRichiesto, valoreRichiesto, uo } =
    dettagli;
  const change = (name: string, old: unknown, now: unknown): Cambio => ({
    campo: name,
    vecchio: paroleValore(name, old),
    nuovo: paroleValore(name, now),
  });
  if (typeof campo === 'string') return change(campo, vecchio, nuovo);
  if (assegnazioni !== undefined) return change('assegnazioni', precedenti, assegnazioni);
  if (dettagli['smistamento'] !== undefined) return change('assegnazioni', undefined, dettagli['smistamento']);
  if (tipo === 'annullamento') return change('stato', 'valida', 'annullata');
  if (tipo === 'integrazione') {
    const [first] = documento === undefined ? [] : [change('documento', undefined, documento)];
    const files = [first?.nuovo, paroleValore('allegati', allegati)].filter((one) => one !== undefined);
    return { campo: documento === undefined ? 'allegati' : 'documento', nuovo: files.join('; ') };
  }
  if (typeof datoRichiesto === 'string') return change(datoRichiesto, undefined, valoreRichiesto);
  if (tipo === 'fascicolazione') return change('fascicolo', codiceIn(dettagli['da']), codiceDi(dettagli));
  return uo === undefined ? {} : { nuovo: textOf(uo) };
}
