import { normalizeCodice, patternAtOrUnder } from '../../classification/codice.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { QueryFascicoli } from '../../schemas/fascicolo.api.js';
import { type Fascicolo, FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { Filtro } from '../accesso/visibilita.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { CONTA_FINO_A } from '../protocollo/elenchi.js';
import { wordsOf } from '../protocollo/parole.js';
import { readCodice } from './codici.js';
import { visibleFascicoli } from './visibilita.js';

export interface PaginaFascicoli {
  elementi: Fascicolo[];
  cursore?: string;
  totale?: number;
  oltre?: number;
}

/** What a row needs. */
const RIGA = { canonico: 0, eventi: 0, parole: 0, richieste: 0, attesi: 0 } as const;
const MAX_PAROLE = 12;

/** All words, the last as a beginning; a codice, or its beginning, is one word. */
function filtersOfParole(q: string | undefined): Filtro[] {
  if (q === undefined || q.trim() === '') return [];
  const text = q.trim().toLowerCase();
  if (readCodice(text) !== null || /^\d{4}-[ivx]+/.test(text))
    return [{ parole: { $regex: `^${text.replaceAll('.', '\\.').replaceAll(/[^\w\-/.\\]/g, '')}` } }];
  const words = wordsOf(text).slice(0, MAX_PAROLE);
  if (words.length === 0) return [{ _id: { $in: [] } }];
  return words.map((word, i) => (i < words.length - 1 ? { parole: word } : { parole: { $regex: `^${word}` } }));
}

function filterOfClassifica(typed: string | undefined): Filtro[] {
  if (typed === undefined) return [];
  const codice = normalizeCodice(typed);
  if (codice === null)
    throw new DatiNonValidiError([{ campo: 'classifica', messaggio: 'La classifica si scrive come VI.3.' }]);
  return [{ 'classifica.codice': { $regex: patternAtOrUnder(codice).source } }];
}

/** The codice as it sorts begins with the year: the index that has the order answers for the year too. */
const ofAnno = (anno: number): Filtro => ({ ordine: { $gte: `${anno}.`, $lt: `${anno}/` } });

const filtersOf = (caller: Caller, query: Omit<QueryFascicoli, 'limite' | 'cursore'>): Filtro[] => [
  { aoo: caller.aoo },
  visibleFascicoli(caller),
  // parts are found by their words; else they stand in the tree of their fascicolo
  ...(query.parti === 'si' || (query.q !== undefined && query.parti === undefined) ? [] : [{ livello: 1 }]),
  ...(query.anno === undefined ? [] : [ofAnno(query.anno)]),
  ...filterOfClassifica(query.classifica),
  ...(query.uo === undefined ? [] : [{ uffici: query.uo }]),
  ...(query.stato === undefined ? [] : [{ stato: query.stato, annullato: { $exists: false } }]),
  ...(query.responsabile === undefined
    ? []
    : [{ $or: [{ responsabile: query.responsabile }, { rup: query.responsabile }] }]),
  ...(query.tipo === undefined ? [] : [{ tipo: query.tipo }]),
  ...filtersOfParole(query.q),
];

const badCursore = (): DatiNonValidiError =>
  new DatiNonValidiError([
    { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
  ]);

function afterOf(cursore: string, perCodice: boolean): Filtro {
  const [, ms = '', id = ''] = /^(\d{1,15})\.([\w-]{1,60})$/.exec(cursore) ?? [];
  if (perCodice) {
    if (!/^\d{4}(?:\.\d{2,9})+$/.test(cursore)) throw badCursore();
    return { ordine: { $gt: cursore } };
  }
  if (id === '') throw badCursore();
  const at = new Date(Number(ms));
  return { $or: [{ apertoIl: { $lt: at } }, { apertoIl: at, _id: { $lt: id } }] };
}

/** One page, newest first unless by codice, of what the query asks for and the caller may see; the count is of exactly that. */
export async function listFascicoli(caller: Caller, query: QueryFascicoli): Promise<PaginaFascicoli> {
  const { limite = LIMITE_PREDEFINITO, cursore, ordine, ...rest } = query;
  const perCodice = ordine === 'codice';
  const filters = filtersOf(caller, rest);
  const [found, quanti] = await Promise.all([
    FascicoloModel.find({ $and: cursore === undefined ? filters : [...filters, afterOf(cursore, perCodice)] }, RIGA)
      .sort(perCodice ? { ordine: 1 } : { apertoIl: -1, _id: -1 })
      .limit(limite + 1)
      .lean<Fascicolo[]>(),
    FascicoloModel.countDocuments({ $and: filters }, { limit: CONTA_FINO_A + 1 }),
  ]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite &&
      last !== undefined && {
        cursore: perCodice ? last.ordine : `${last.apertoIl.getTime()}.${last._id}`,
      }),
    ...(quanti > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: quanti }),
  };
}

const AT_ONCE = 200;

/** All that the query asks for, a page at a time. */
export async function* pagesOfFascicoli(
  caller: Caller,
  query: Omit<QueryFascicoli, 'limite' | 'cursore'>,
): AsyncGenerator<Fascicolo[], void> {
  let cursore: string | undefined;
  do {
    const page = await listFascicoli(caller, { ...query, limite: AT_ONCE, ...(cursore !== undefined && { cursore }) });
    yield page.elementi;
    cursore = page.cursore;
  } while (cursore !== undefined);
}

/** The fascicolo of a tree and its parts, as far as the caller may see. */
export const findAlberoVisibile = (caller: Caller, radice: string): Promise<Fascicolo[]> =>
  FascicoloModel.find({ $and: [{ aoo: caller.aoo, radice }, visibleFascicoli(caller)] }, RIGA)
    .sort({ ordine: 1 })
    .lean<Fascicolo[]>()
    .exec();

/** All fascicoli of a year by the order of their numbers, whoever may see them: who reads the repertorio is told that each number is there. */
export async function pageOfRepertorio(
  aoo: string,
  anno: number,
  { limite = LIMITE_PREDEFINITO, cursore }: { limite?: number | undefined; cursore?: string | undefined },
): Promise<PaginaFascicoli> {
  const base = { aoo, ...ofAnno(anno) };
  const [found, quanti] = await Promise.all([
    FascicoloModel.find({ $and: [base, ...(cursore === undefined ? [] : [afterOf(cursore, true)])] }, RIGA)
      .sort({ ordine: 1 })
      .limit(limite + 1)
      .lean<Fascicolo[]>(),
    FascicoloModel.countDocuments(base, { limit: CONTA_FINO_A + 1 }),
  ]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: last.ordine }),
    ...(quanti > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: quanti }),
  };
}
