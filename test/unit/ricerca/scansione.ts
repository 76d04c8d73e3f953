import siftModule from 'sift';
import type { Registrazione } from '../../../schemas/registrazione.model.js';
import type { QueryRegistrazioni } from '../../../schemas/registrazione-query.api.js';
import { type Espressione, espressioneOf, matches, readNumero } from '../../../server/ricerca/espressione.js';
import { paroleOf } from '../../../server/ricerca/gettoni.js';
import { phrasePattern } from '../../../server/ricerca/interrogazione.js';

/** The filter with its patterns as this language writes them: Unicode, as they are for the database. */
function inMemory(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.map(inMemory);
  if (typeof filter !== 'object' || filter === null || filter instanceof Date || filter instanceof RegExp)
    return filter;
  if ('$regex' in filter) return new RegExp(String(filter.$regex), '$options' in filter ? 'iu' : 'u');
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, inMemory(value)]));
}
export const passes = (filters: readonly object[], record: object): boolean =>
  siftModule.default({ $and: [{}, ...filters].map(inMemory) } as never)(record);

/** What a query says of the fields of a record, words and phrases left out. */
export function fieldsOf(query: QueryRegistrazioni): object[] {
  const typed = readNumero(query.q);
  return [
    ...espressioneOf(query).filtri,
    ...(query.numero === undefined ? [] : [{ numero: query.numero }]),
    ...(query.sha256 === undefined ? [] : [{ impronte: query.sha256 }]),
    ...(typed?.anno === undefined ? [] : [typed]),
  ];
}

const NAMES = ['denominazione', 'cognome', 'nome', 'denominazioneAOO', 'denominazioneUO', 'uo'] as const;
/** Where correspondents stand: those there are, and those that a renewal has annulled. */
const LATI = ['mittenti', 'destinatari', 'rinnovi.vecchio'] as const;

/** Phrases as patterns on the fields where they may stand. */
export const phrasesOf = ({ frasi }: Espressione): object[] =>
  frasi.map(({ parole, classi }) => {
    const test = { $regex: phrasePattern(parole), $options: 'i' };
    const names = [
      ...(classi.includes('o') ? ['oggetto', 'rinnovi.vecchio'] : []),
      ...(classi.includes('c') ? LATI.flatMap((lato) => NAMES.map((name) => `${lato}.${name}`)) : []),
      ...(classi.includes('n') ? ['note'] : []),
    ];
    return { $or: names.map((name) => ({ [name]: test })) };
  });

/** Whether a record is as the query says, looked at by itself: what every way of searching must agree with. */
export function byScan(query: QueryRegistrazioni, record: Registrazione): boolean {
  const espressione = espressioneOf(query);
  return (
    passes([...fieldsOf(query), ...phrasesOf(espressione)], record) &&
    matches(espressione, new Set(paroleOf(record)), record.numero)
  );
}
