import { isDataEsistente } from '../schemas/comune.api.js';
import { normalizeCodice } from './codice.js';

export const MAX_VOCE = 500;
export const MAX_DESCRIZIONE = 2000;

/** The columns of a file of voci; those after `voce` may be left out. */
export const COLONNE_VOCI = {
  obbligatorie: ['codice', 'titolo', 'classe', 'voce'],
  facoltative: [
    'descrizione',
    'sottoclasse',
    'attiva_dal',
    'chiusa_dal',
    'motivo',
    'tipo_aggregazione',
    'tipologia_fascicolo',
    'riservata',
  ],
} as const;
export type Colonna = (typeof COLONNE_VOCI)['obbligatorie' | 'facoltative'][number];

/** As Allegato 5 of the AgID guidelines names the aggregations. */
const AGGREGAZIONI = ['Fascicolo', 'Serie Documentale', 'Serie Di Fascicoli'];
/** Types of fascicolo: as people write them → as the API does. */
const TIPOLOGIE = new Map([
  ['affare', 'affare'],
  ['attività', 'attivita'],
  ['attivita', 'attivita'],
  ['procedimento amministrativo', 'procedimento'],
  ['procedimento', 'procedimento'],
  ['persona fisica', 'persona-fisica'],
  ['persona-fisica', 'persona-fisica'],
  ['persona giuridica', 'persona-giuridica'],
  ['persona-giuridica', 'persona-giuridica'],
]);

type Fail = (messaggio: string) => void;

/** The code that the columns titolo, classe and sottoclasse say; null if they say none. */
export const codiceOfColonne = (cell: (colonna: Colonna) => string): string | null =>
  normalizeCodice([cell('titolo'), cell('classe'), cell('sottoclasse')].filter((part) => part !== '').join('.'));

/** A day, or an empty text. */
export function dataOf(text: string, colonna: Colonna, fail: Fail): string {
  if (text !== '' && !isDataEsistente(text)) fail(`La data in ${colonna} non esiste: scriverla come 2026-01-01.`);
  return text;
}

/** One of the aggregations of Allegato 5, or an empty text. */
export function aggregazioneOf(text: string, fail: Fail): string {
  if (text !== '' && !AGGREGAZIONI.includes(text))
    fail(`Il tipo di aggregazione deve essere uno tra: ${AGGREGAZIONI.join(', ')}.`);
  return text;
}

/** A type of fascicolo as the API names it, or an empty text. */
export function tipologiaOf(text: string, fail: Fail): string {
  const tipologia = text === '' ? '' : TIPOLOGIE.get(text.toLowerCase());
  if (tipologia === undefined)
    fail('La tipologia del fascicolo deve essere affare, attività, procedimento, persona fisica o persona giuridica.');
  return tipologia ?? '';
}

/** `si`, `no`, or an empty text where the file says nothing. */
export function siNoOf(text: string, colonna: Colonna, fail: Fail): boolean | undefined {
  const value = text.toLowerCase().replace('ì', 'i');
  if (value !== '' && value !== 'si' && value !== 'no') fail(`La colonna ${colonna} dice si oppure no, o niente.`);
  return value === '' ? undefined : value === 'si';
}
