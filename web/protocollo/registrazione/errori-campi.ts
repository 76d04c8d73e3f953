import type { FieldErrors } from 'react-hook-form';
import type { Valori } from './valori.js';

/** One thing to mend, with `campo` as the API writes it: `mittenti[0].codiceFiscale`, `documento`, `allegati[2]`. */
export interface ErroreModulo {
  campo: string;
  messaggio: string;
}

/** Reading order of the form: the summary and the footer follow it. */
const ORDINE = [
  'flusso',
  'documento',
  'allegati',
  'mittenti',
  'destinatari',
  'oggetto',
  'protocolloMittente',
  'mezzo',
  'dataArrivo',
  'differimento',
  'classifica',
  'motivoClassifica',
  'fascicolo',
  'assegnazioni',
  'riservatezza',
  'tipologia',
  'risponde',
  'note',
];

const NOMI: Record<string, string> = {
  flusso: 'Flusso',
  documento: 'Documento',
  allegati: 'Allegato',
  mittenti: 'Mittente',
  destinatari: 'Destinatario',
  oggetto: 'Oggetto',
  protocolloMittente: 'Protocollo del mittente',
  'protocolloMittente.data': 'Data del mittente',
  mezzo: 'Mezzo',
  dataArrivo: 'Data di arrivo',
  classifica: 'Classifica',
  motivoClassifica: 'Motivo della classifica',
  fascicolo: 'Fascicolo',
  assegnazioni: 'Assegna a',
  riservatezza: 'Riservatezza',
  tipologia: 'Tipologia',
  risponde: 'Risponde a',
  note: 'Note',
};
const NOMI_SOGGETTO: Record<string, string> = {
  codiceFiscale: 'codice fiscale',
  partitaIva: 'partita IVA',
  domicilioDigitale: 'domicilio digitale',
  indirizzo: 'indirizzo',
  denominazione: 'denominazione',
  cognome: 'cognome',
  nome: 'nome',
  codiceIPA: 'codice IPA',
  codiceAOO: 'codice AOO',
  paese: 'paese',
};

/** `mittenti[0].codiceFiscale` → `mittenti.0.codiceFiscale`, as React Hook Form names it. */
export const pathOf = (campo: string): string => campo.replace(/\[(\d+)\]/g, '.$1');

/** `mittenti.0.codiceFiscale` → `mittenti[0].codiceFiscale`, as the API names it. */
export const campoOf = (path: string): string => path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');

const radiceOf = (campo: string): string => /^[^.[]+/.exec(campo)?.[0] ?? campo;

/** Whether the form has a control for this `campo`; if not, the words stand in the summary alone. */
export const isDelModulo = (campo: string): boolean => ORDINE.includes(radiceOf(campo));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function* leavesOf(nodo: unknown, path: string): Generator<ErroreModulo> {
  if (!isRecord(nodo)) return;
  if (typeof nodo['message'] === 'string' && 'type' in nodo) {
    yield { campo: campoOf(path), messaggio: nodo['message'] };
    return;
  }
  for (const [nome, figlio] of Object.entries(nodo)) {
    if (nome !== 'ref') yield* leavesOf(figlio, path === '' ? nome : `${path}.${nome}`);
  }
}

/** All that the form refuses, in reading order. */
export function erroriOf(errors: FieldErrors<Valori>): ErroreModulo[] {
  const posto = (campo: string) => (ORDINE.indexOf(radiceOf(campo)) + ORDINE.length + 1) % (ORDINE.length + 1);
  return [...leavesOf(errors, '')].sort((a, b) => posto(a.campo) - posto(b.campo));
}

/** The messages for one control: its own and those of what is inside it. */
export function messaggiOf(errori: readonly ErroreModulo[], campo: string): string[] {
  const dentro = (altro: string) => altro === campo || altro.startsWith(`${campo}.`) || altro.startsWith(`${campo}[`);
  return [...new Set(errori.filter((errore) => dentro(errore.campo)).map(({ messaggio }) => messaggio))];
}

/** What the summary calls the field. */
export function nomeOf(campo: string): string {
  const [, lista = '', posto = '0', proprieta = ''] = /^(\w+)\[(\d+)\](?:\.(\w+))?/.exec(campo) ?? [];
  if (lista === 'allegati') return `Allegato ${Number(posto) + 1}`;
  if (lista !== '') {
    const nome = NOMI[lista] ?? lista;
    const quale = Number(posto) > 0 ? ` ${Number(posto) + 1}` : '';
    return proprieta === '' ? nome + quale : `${nome}${quale}, ${NOMI_SOGGETTO[proprieta] ?? proprieta}`;
  }
  return NOMI[campo] ?? NOMI[radiceOf(campo)] ?? campo;
}

/** The element that takes the focus for a `campo`: ids are made here and nowhere else. */
export function idOf(campo: string): string {
  const allegato = /^allegati\[(\d+)\]/.exec(campo);
  if (allegato !== null) return `reg-allegato-${allegato[1] ?? '0'}`;
  const radice = radiceOf(campo);
  if (campo === 'protocolloMittente.data') return 'reg-protocolloMittente-data';
  if (radice === 'riservatezza' && campo !== 'riservatezza.utenti') return 'reg-riservatezza-uo';
  return `reg-${radice}`;
}
