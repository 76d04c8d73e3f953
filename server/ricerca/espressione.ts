import { normalizeCodice, patternAtOrUnder } from '../../classification/codice.js';
import { topmost } from '../../classification/versioni/raccordo.js';
import type { QueryRegistrazioni } from '../../schemas/registrazione-query.api.js';
import type { Filtro } from '../accesso/visibilita.js';
import { addDays, startOfLegalDay } from '../lib/clock.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { isComune, stem, wordsOf } from '../protocollo/parole.js';
import {
  bigrammiOf,
  type Classe,
  CLASSI_PROPRIE,
  gettoneProtocolloMittente,
  LUNGHEZZA_INIZI,
  nomiOf,
} from './gettoni.js';
import { readRicerca, startPattern } from './interrogazione.js';
import type { Domanda } from './lettura.js';

/** One condition: a registration has one of the tokens, or a word that begins so, or the number. */
export interface Clausola extends Domanda {
  /** any of these years' number, as a person types it in the search field */
  numero?: number;
  /** what the same condition is in a registration's own words, which know no beginnings; absent where `filtri` says it */
  parole?: { uguali: string[]; inizi: string[] };
}

export interface Frase {
  parole: string[];
  /** stems of its words, the common ones left out */
  radici: string[];
  /** where it may stand */
  classi: readonly Classe[];
}

/** A query, but for what the caller may see. */
export interface Espressione {
  clausole: Clausola[];
  frasi: Frase[];
  /** the same conditions on the fields of a record, but for words and phrases */
  filtri: Filtro[];
  /** those of `filtri` that the tokens say only nearly: asked of each record that is found */
  verifica: Filtro[];
}

const TUTTE: readonly Classe[] = [...CLASSI_PROPRIE, 'd'];

/** The word in each of the classes, as records have it or as the index names them. */
const eachOf = (classi: readonly string[], root: string): string[] => classi.map((classe) => `${classe}=${root}`);

const wordClausola = (root: string, classi: readonly Classe[]): Clausola => ({
  gettoni: eachOf(nomiOf(classi), root),
  prefissi: [],
  parole: { uguali: eachOf(classi, root), inizi: [] },
});

/** What is being typed: a word that begins so, or that has this stem. Of documents only longer beginnings are looked for. */
function prefixClausola(
  { prefisso, radice }: { prefisso: string; radice: string },
  classi: readonly Classe[],
): Clausola {
  const short = Array.from(prefisso).length <= LUNGHEZZA_INIZI;
  const begun = <T extends string>(all: readonly T[]): T[] => all.filter((classe) => !short || classe !== 'd');
  const nomi = nomiOf(classi);
  const inizi = eachOf(begun(nomi), prefisso);
  // what begins so is asked for where beginnings are: a stem that does is among them
  const uguali = radice.startsWith(prefisso) ? nomi.filter((nome) => !begun(nomi).includes(nome)) : nomi;
  return {
    gettoni: [...eachOf(uguali, radice), ...(short ? inizi.map((one) => one.replace('=', '<')) : [])],
    prefissi: short ? [] : inizi,
    parole: { uguali: eachOf(classi, radice), inizi: eachOf(begun(classi), prefisso) },
  };
}

/** @throws DatiNonValidiError for a phrase of nothing but common words: it is in every other registration */
function fraseOf(parole: string[], classi: readonly Classe[], campo: string): Frase {
  const roots = [...new Set(parole.filter((word) => !isComune(word)).map(stem))];
  if (roots.length === 0)
    throw new DatiNonValidiError([
      { campo, messaggio: 'La frase tra virgolette è fatta di parole troppo comuni: aggiungere una parola.' },
    ]);
  return { parole, radici: roots, classi };
}

const wordsIn = (classi: readonly Classe[], radici: readonly string[]): Domanda[] =>
  radici.map((root) => ({ gettoni: eachOf(nomiOf(classi), root), prefissi: [] }));

/**
 * The ways in which a phrase is found: in the record, by pairs of its words; in a document, by its words. Its words are asked too where
 * one pair alone says something, for which others may be taken, and where it may stand in some texts only: pairs do not say in which.
 */
export function waysOf({ parole, radici, classi }: Frase, withTesti: boolean): Domanda[][] {
  const pairs = bigrammiOf(parole).map((gettone) => ({ gettoni: [gettone], prefissi: [] }));
  const own = classi.filter((classe) => classe !== 'd');
  const saying = parole.slice(1).filter((word, i) => !isComune(word) || !isComune(parole[i] ?? ''));
  const byPairs = new Set(saying).size > 1 && own.length === CLASSI_PROPRIE.length;
  return [
    [...(byPairs ? [] : wordsIn(own, radici)), ...pairs],
    ...(withTesti && classi.includes('d') ? [wordsIn(['d'], radici)] : []),
  ];
}

interface Testuali {
  clausole: Clausola[];
  frasi: Frase[];
}

/** The words and phrases of a text, in some classes of words. */
function textual(text: string | undefined, classi: readonly Classe[], campo: string): Testuali {
  if (text === undefined) return { clausole: [], frasi: [] };
  const { parole, inizio, frasi } = readRicerca(text);
  const inFrasi = new Set(frasi.flat().map(stem));
  return {
    clausole: [
      ...parole.filter((root) => !inFrasi.has(root)).map((root) => wordClausola(root, classi)),
      ...(inizio === undefined ? [] : [prefixClausola(inizio, classi)]),
    ],
    frasi: frasi.map((words) => fraseOf(words, classi, campo)),
  };
}

/** A number as a person writes it in the search field, without its year: `347`, `0000347`. A year makes it an address. */
export function readNumero(text: string | undefined): { numero: number; anno?: number } | null {
  const match = /^\s*(\d{1,9})(?:\s*\/\s*(\d{4}))?\s*$/.exec(text ?? '');
  if (match === null || Number(match[1]) === 0) return null;
  return { numero: Number(match[1]), ...(match[2] !== undefined && { anno: Number(match[2]) }) };
}

function numeroOrWords(q: string | undefined): Testuali {
  const typed = readNumero(q);
  if (typed === null) return textual(q, TUTTE, 'q');
  if (typed.anno !== undefined) return { clausole: [], frasi: [] }; // an address: diretta.ts
  const [word = ''] = wordsOf(q ?? '');
  return { clausole: [{ ...wordClausola(stem(word), TUTTE), numero: typed.numero }], frasi: [] };
}

interface Marcato {
  gettone: string;
  /** any of these will do too */
  altri?: string[];
  filtro: Filtro;
  /** the token says only nearly the same */
  circa?: boolean;
}

const ofOld = (campo: string, test: Filtro): Filtro => ({ rinnovi: { $elemMatch: { campo, ...test } } });

/** The version of which a voce is asked for, and the voci of earlier ones from which it comes. */
export interface Raccordata {
  versione: number;
  antenate: readonly { versione: number; codici: readonly string[] }[];
}

/** Without `raccordata` a code is a code, whatever its version meant by it. */
function classificaOf(typed: string, raccordata: Raccordata | undefined): Marcato {
  const codice = normalizeCodice(typed);
  if (codice === null)
    throw new DatiNonValidiError([{ campo: 'classifica', messaggio: 'La classifica si scrive come VI.3.' }]);
  const filtro = { 'classifica.codice': { $regex: patternAtOrUnder(codice).source } };
  if (raccordata === undefined) return { gettone: `k:${codice}`, filtro };
  const { versione, antenate } = raccordata;
  return {
    gettone: `k:${codice}`,
    altri: topmost(antenate.flatMap(({ codici }) => codici)).map((one) => `k:${one}`), // its token says what is below too
    circa: true,
    filtro: {
      $or: [
        { 'classifica.versione': versione, ...filtro },
        ...antenate.map((one) => ({
          'classifica.versione': one.versione,
          'classifica.codice': { $in: [...one.codici] },
        })),
      ],
    },
  };
}

/** Filters by value, each as a token and as a filter of the database. */
function marcatiOf(query: QueryRegistrazioni, raccordata: Raccordata | undefined): Marcato[] {
  const mark = (value: string | undefined, prefix: string, filtro: (value: string) => Filtro): Marcato[] =>
    value === undefined ? [] : [{ gettone: `${prefix}:${value}`, filtro: filtro(value) }];
  const { protocolloMittente: protocollo } = query;
  return [
    ...mark(query.flusso, 'f', (flusso) => ({ flusso })),
    ...mark(query.stato, 's', (stato) => ({ stato })),
    ...mark(query.mezzo, 'm', (mezzo) => ({ mezzo })),
    ...mark(query.tipologia, 't', (tipologia) => ({ tipologia })),
    ...(query.classifica === undefined ? [] : [classificaOf(query.classifica, raccordata)]),
    ...mark(query.fascicolo, 'F', (fascicolo) => ({ $or: [{ fascicolo }, { altriFascicoli: fascicolo }] })),
    ...mark(query.assegnatario, 'a', (chi) => ({
      $or: [{ 'assegnazioni.utente': chi }, { 'presaInCarico.utente': chi }, { 'assegnazioni.uo': chi }],
    })),
    ...mark(query.uo, 'u', (uffici) => ({ uffici })),
    ...mark(query.operatore, 'O', (operatore) => ({ operatore })),
    ...mark(query.dataMittente, 'D', (data) => ({
      $or: [{ 'protocolloMittente.data': data }, ofOld('protocolloMittente', { 'vecchio.data': data })],
    })),
    ...mark(query.dataArrivo, 'A', (data) => {
      const day = { $regex: startPattern(data).source };
      return { $or: [{ dataArrivo: day }, ofOld('dataArrivo', { vecchio: day })] };
    }),
    ...(protocollo === undefined
      ? []
      : [
          {
            gettone: gettoneProtocolloMittente(protocollo),
            circa: true,
            filtro: {
              $or: [
                { 'protocolloMittente.numero': protocollo },
                ofOld('protocolloMittente', { 'vecchio.numero': protocollo }),
              ],
            },
          },
        ]),
  ];
}

/** Bounds of year and day, as filters. @throws DatiNonValidiError if the first day comes after the last */
export function periodoOf({ anno, dal, al }: QueryRegistrazioni): Filtro[] {
  if (dal !== undefined && al !== undefined && dal > al)
    throw new DatiNonValidiError([{ campo: 'dal', messaggio: 'Il giorno iniziale viene dopo quello finale.' }]);
  return [
    ...(anno === undefined ? [] : [{ anno }]),
    // the year says it again for the index, which knows no dates
    ...(dal === undefined
      ? []
      : [{ anno: { $gte: Number(dal.slice(0, 4)) } }, { dataRegistrazione: { $gte: startOfLegalDay(dal) } }]),
    ...(al === undefined
      ? []
      : [{ anno: { $lte: Number(al.slice(0, 4)) } }, { dataRegistrazione: { $lt: startOfLegalDay(addDays(al, 1)) } }]),
  ];
}

/** What a query asks of a registration. @throws DatiNonValidiError */
export function espressioneOf(query: QueryRegistrazioni, raccordata?: Raccordata): Espressione {
  const parts = [
    numeroOrWords(query.q),
    textual(query.oggetto, ['o'], 'oggetto'),
    textual(query.corrispondente, ['c'], 'corrispondente'),
  ];
  const marcati = marcatiOf(query, raccordata);
  return {
    clausole: [
      ...parts.flatMap(({ clausole }) => clausole),
      ...marcati.map(({ gettone, altri = [] }) => ({ gettoni: [gettone, ...altri], prefissi: [] })),
    ],
    frasi: parts.flatMap(({ frasi }) => frasi),
    filtri: [...periodoOf(query), ...marcati.map(({ filtro }) => filtro)],
    verifica: marcati.filter(({ circa }) => circa === true).map(({ filtro }) => filtro),
  };
}

/** The same conditions on a registration that the index does not hold yet: its words are in `parole`. */
export function filtersOfParole({ clausole, frasi }: Espressione): Filtro[] {
  const ofClausole = clausole.flatMap(({ parole, numero }) => {
    if (parole === undefined) return [];
    const test = { parole: { $in: [...parole.uguali, ...parole.inizi.map(startPattern)] } };
    return [numero === undefined ? test : { $or: [test, { numero }] }];
  });
  const ofFrasi = frasi.flatMap(({ classi, radici }) => radici.map((root) => eachOf(classi, root)));
  return [...ofClausole, ...ofFrasi.map((parole) => ({ parole: { $in: parole } }))];
}

/** Whether the query is of words or a phrase: without an index they cannot be found. */
export const isTestuale = ({ clausole, frasi }: Espressione): boolean =>
  frasi.length > 0 || clausole.some(({ parole }) => parole !== undefined);

/** The same on the words of one registration, in memory. */
export function matches({ clausole }: Espressione, parole: ReadonlySet<string>, numero: number): boolean {
  return clausole.every((one) => {
    if (one.parole === undefined || one.numero === numero) return true;
    const { uguali, inizi } = one.parole;
    return (
      uguali.some((word) => parole.has(word)) ||
      (inizi.length > 0 && [...parole].some((word) => inizi.some((inizio) => word.startsWith(inizio))))
    );
  });
}
