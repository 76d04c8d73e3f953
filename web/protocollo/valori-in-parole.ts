import type { Assegnazione, Io, ProtocolloMittente, RigaPiena, Riservatezza, Soggetto, Ufficio } from '../api/tipi.js';
import { giorno, giornoOra } from '../lib/formati.js';
import { nomeMezzo, nomeUfficio, PAROLE_FLUSSO } from '../lib/nomi.js';
import type { NomeOf } from '../lib/utenti.js';
import { nameOfSoggetto, paroleRiservatezza } from './parole.js';

/** Names of the data of a registration, as they are read. */
const NOMI_CAMPI: Record<string, string> = {
  flusso: 'Flusso',
  oggetto: 'Oggetto',
  mittenti: 'Mittente',
  destinatari: 'Destinatario',
  protocolloMittente: 'Protocollo del mittente',
  dataArrivo: 'Data di arrivo',
  mezzo: 'Mezzo',
  tipologia: 'Tipologia',
  note: 'Note',
  classifica: 'Classifica',
  fascicolo: 'Fascicolo',
  assegnazioni: 'Assegnazione',
  presaInCarico: 'Presa in carico',
  riservatezza: 'Riservatezza',
  stato: 'Stato',
  documento: 'Documento',
  allegati: 'Allegati',
};

export const nomeCampo = (campo: string): string => NOMI_CAMPI[campo] ?? campo;

export interface Dizionari {
  io: Io;
  uffici: readonly Ufficio[] | undefined;
  nomeOf: NomeOf;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textIn = (value: Record<string, unknown>, key: string): string => {
  const found = value[key];
  return typeof found === 'string' ? found : '';
};

/** A value of a shape that nobody expected here: shown as it is. */
const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `12/2026 del 12/01/2026`. */
export const paroleProtocollo = ({ numero, data }: ProtocolloMittente): string =>
  data === undefined ? numero : `${numero} del ${giorno(data)}`;

/** `U410 Edilizia privata (competenza)`, `U410 Edilizia privata (competenza, Mario Rossi)`. */
const paroleAssegnazione = ({ uo, tipo, utente }: Assegnazione, { uffici, nomeOf }: Dizionari): string =>
  `${nomeUfficio(uffici, uo)} (${tipo}${utente === undefined ? '' : `, ${nomeOf(utente)}`})`;

/**
 * The value of a datum in words, whatever its shape: the register keeps old and new values of every kind of datum, and
 * one that this page does not know is shown as it is rather than hidden.
 */
export function paroleValore(campo: string, value: unknown, dizionari: Dizionari): string {
  const { io, nomeOf } = dizionari;
  if (value === undefined || value === null || value === '') return 'nessuno';
  switch (campo) {
    case 'flusso':
      return PAROLE_FLUSSO[value as keyof typeof PAROLE_FLUSSO];
    case 'mittenti':
    case 'destinatari':
      return Array.isArray(value) ? (value as Soggetto[]).map(nameOfSoggetto).join('; ') || 'nessuno' : plain(value);
    case 'protocolloMittente':
      return isRecord(value) ? paroleProtocollo(value as unknown as ProtocolloMittente) : plain(value);
    case 'dataArrivo':
      return typeof value === 'string' ? giornoOra(value) : 'nessuna';
    case 'mezzo':
      return typeof value === 'string' ? nomeMezzo(io, value) : 'nessuno';
    case 'riservatezza':
      return isRecord(value) ? paroleRiservatezza(value as unknown as Riservatezza, nomeOf) : plain(value);
    case 'classifica':
      return isRecord(value) ? `${textIn(value, 'codice')} ${textIn(value, 'voce')}`.trim() : plain(value);
    case 'assegnazioni':
      return Array.isArray(value)
        ? (value as Assegnazione[]).map((one) => paroleAssegnazione(one, dizionari)).join('; ') || 'nessuna'
        : plain(value);
    case 'presaInCarico':
      return isRecord(value) ? `${nomeOf(textIn(value, 'utente'))}, ${textIn(value, 'uo')}` : plain(value);
    case 'documento':
      return isRecord(value) ? textIn(value, 'nome') : plain(value);
    case 'allegati':
      return Array.isArray(value) ? `${value.length}` : plain(value);
    default:
      return plain(value);
  }
}

interface Differenza {
  campo: string;
  prima: string;
  dopo: string;
}

/** What changed between two readings of one registration, in words. */
export function differenze(prima: RigaPiena, dopo: RigaPiena, dizionari: Dizionari): Differenza[] {
  const old = prima as unknown as Record<string, unknown>;
  const now = dopo as unknown as Record<string, unknown>;
  return Object.keys(NOMI_CAMPI)
    .filter((campo) => JSON.stringify(old[campo]) !== JSON.stringify(now[campo]))
    .map((campo) => ({
      campo,
      prima: paroleValore(campo, old[campo], dizionari),
      dopo: paroleValore(campo, now[campo], dizionari),
    }));
}
