import type { Io, Ufficio } from '../../api/tipi.js';
import { giorno } from '../../lib/formati.js';
import { nomeMezzo, nomeUfficio, PAROLE_FLUSSO } from '../../lib/nomi.js';

/** Names of the filters, the same in the address of the page and in the API's. */
export const FILTRI = [
  'q',
  'anno',
  'dal',
  'al',
  'flusso',
  'corrispondente',
  'oggetto',
  'classifica',
  'raccordo',
  'uo',
  'stato',
  'mezzo',
  'protocolloMittente',
  'assegnatario',
  'tipologia',
  'operatore',
  'dataMittente',
  'dataArrivo',
] as const;
export type Filtro = (typeof FILTRI)[number];
export type Filtri = Partial<Record<Filtro, string>>;

export const ETICHETTE: Record<Filtro, string> = {
  q: 'Parole',
  anno: 'Anno',
  dal: 'Dal',
  al: 'Al',
  flusso: 'Flusso',
  corrispondente: 'Corrispondente',
  oggetto: 'Oggetto',
  classifica: 'Classifica',
  raccordo: 'Voci di prima',
  uo: 'Ufficio',
  stato: 'Stato',
  mezzo: 'Mezzo',
  protocolloMittente: 'Protocollo del mittente',
  assegnatario: 'In carico a',
  tipologia: 'Tipologia',
  operatore: 'Operatore',
  dataMittente: 'Data del mittente',
  dataArrivo: 'Arrivo',
};

export const PAROLE_STATO: Record<string, string> = {
  valida: 'Valida',
  'annullamento-richiesto': 'Annullamento chiesto',
  annullata: 'Annullata',
};

/** The filters of an address; unknown names and empty values are left out. */
export function readFiltri(parametri: URLSearchParams): Filtri {
  const entries = FILTRI.flatMap((nome) => {
    const value = parametri.get(nome)?.trim();
    return value === undefined || value === '' ? [] : [[nome, value] as const];
  });
  return Object.fromEntries(entries);
}

/** The address of the page for these filters, from the first page of the list. */
export function writeFiltri(filtri: Filtri): URLSearchParams {
  return new URLSearchParams(
    FILTRI.flatMap((nome) => {
      const value = filtri[nome]?.trim();
      return value === undefined || value === '' ? [] : [[nome, value] satisfies [string, string]];
    }),
  );
}

export const senza = (filtri: Filtri, nome: Filtro): Filtri =>
  Object.fromEntries(Object.entries(filtri).filter(([key]) => key !== nome));

/** A chip in words: `Dal 20/11/2026`, `Ufficio U410 Edilizia privata (SUE)`. */
export function paroleFiltro(nome: Filtro, value: string, io: Io, uffici: readonly Ufficio[] | undefined): string {
  switch (nome) {
    case 'q':
    case 'oggetto':
    case 'corrispondente':
      return nome === 'q' ? `«${value}»` : `${ETICHETTE[nome]}: «${value}»`;
    case 'dal':
    case 'al':
    case 'dataMittente':
    case 'dataArrivo':
      return `${ETICHETTE[nome]} ${/^\d{4}-\d{2}-\d{2}$/.test(value) ? giorno(value) : value}`;
    case 'flusso':
      return value === 'E' || value === 'U' || value === 'I' ? PAROLE_FLUSSO[value] : `Flusso ${value}`;
    case 'stato':
      return PAROLE_STATO[value] ?? `Stato ${value}`;
    case 'raccordo':
      return value === 'si' ? 'anche le voci delle versioni di prima' : 'soltanto questa voce';
    case 'mezzo':
      return nomeMezzo(io, value);
    case 'uo':
      return nomeUfficio(uffici, value);
    case 'anno':
    case 'classifica':
    case 'tipologia':
    case 'operatore':
      return `${ETICHETTE[nome]} ${value}`;
    case 'protocolloMittente':
      return `Prot. mittente ${value}`;
    case 'assegnatario':
      return `In carico a ${value}`;
  }
}
