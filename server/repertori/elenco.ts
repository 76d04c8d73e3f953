import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { AttoRepertorioModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { ElencoRepertori, QueryAtti, RepertorioRisposta } from '../../schemas/repertorio.api.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { addDays, rfc3339, startOfLegalDay } from '../lib/clock.js';
import { afterCursor, CONTA_FINO_A, cursorOf, type Pagina, RIGA } from '../protocollo/elenchi.js';
import { cutWord, isComune, isInizioComune, stem, wordsOf } from '../protocollo/parole.js';
import { mayRegister, repertoriAl } from './configurazione.js';

/** A search that takes longer is refused. */
const MAX_TIME_MS = 15_000;
const PROPRIE = ['o', 'c', 'n'];

/**
 * All words, the last as a beginning too, among those that an act ever said and those of its documents; a number is that of an act
 * as well. Pure.
 */
export function filtriOfParole(q: string): Filtro[] {
  const words = wordsOf(q);
  return words.flatMap((word, i): Filtro[] => {
    const last = i === words.length - 1;
    if (isComune(word) || (last && isInizioComune(word))) return [];
    const uguali = [...PROPRIE, 'd'].map((classe) => `${classe}=${stem(word)}`);
    const inizi = last ? PROPRIE.map((classe) => new RegExp(`^${classe}=${cutWord(word)}`, 'u')) : [];
    const parola: Filtro = { parole: { $in: [...uguali, ...inizi] } };
    return [/^\d{1,9}$/.test(word) ? { $or: [parola, { numero: Number(word) }] } : parola];
  });
}

function filtriOf(caller: Caller, registro: string, query: QueryAtti): Filtro[] {
  const { q, anno, dal, al, stato } = query;
  return [
    {
      aoo: caller.aoo,
      registro,
      ...(anno !== undefined && { anno }),
      ...(stato !== undefined && { stato }),
      ...((dal !== undefined || al !== undefined) && {
        dataRegistrazione: {
          ...(dal !== undefined && { $gte: startOfLegalDay(dal) }),
          ...(al !== undefined && { $lt: startOfLegalDay(addDays(al, 1)) }),
        },
      }),
    },
    ...(q === undefined ? [] : filtriOfParole(q)),
    visibleTo(caller),
  ];
}

/**
 * One page of the acts of a repertorio that the caller may see, newest first unless said.
 * @throws DatiNonValidiError for a cursor of another list
 */
export async function listAtti(caller: Caller, registro: string, query: QueryAtti): Promise<Pagina> {
  const { limite = LIMITE_PREDEFINITO, cursore, ordine = 'recenti' } = query;
  const verso = ordine === 'recenti' ? -1 : 1;
  const filtri = filtriOf(caller, registro, query);
  const after = cursore === undefined ? [] : [afterCursor(cursore, verso === 1 ? 'dopo' : 'prima')];
  const [found, quanti] = await Promise.all([
    AttoRepertorioModel.find({ $and: [...filtri, ...after] }, RIGA)
      .sort({ anno: verso, numero: verso })
      .limit(limite + 1)
      .maxTimeMS(MAX_TIME_MS)
      .lean<Registrazione[]>(),
    AttoRepertorioModel.countDocuments({ $and: filtri }, { limit: CONTA_FINO_A + 1, maxTimeMS: MAX_TIME_MS }),
  ]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: cursorOf(last) }),
    ...(quanti > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: quanti }),
  };
}

const AT_ONCE = 200;

/** All that the search finds, from the first, a page at a time. */
export async function* pagesOfAtti(
  caller: Caller,
  registro: string,
  query: QueryAtti,
): AsyncGenerator<Registrazione[], void> {
  let cursore: string | undefined;
  do {
    const page = await listAtti(caller, registro, {
      ...query,
      ordine: 'numero',
      limite: AT_ONCE,
      ...(cursore !== undefined && { cursore }),
    });
    yield page.elementi;
    cursore = page.cursore;
  } while (cursore !== undefined);
}

interface Conteggio {
  _id: string;
  atti: number;
  ultimoNumero: number;
  ultimaData: Date;
}

/** The repertori of the day with how many acts of the year the caller may see, and the last of those. */
export async function listRepertori(caller: Caller, giorno: string, anno: number): Promise<ElencoRepertori> {
  const [repertori, conteggi] = await Promise.all([
    repertoriAl(caller.aoo, giorno),
    AttoRepertorioModel.aggregate<Conteggio>([
      { $match: { $and: [{ aoo: caller.aoo, anno }, visibleTo(caller)] } },
      {
        $group: {
          _id: '$registro',
          atti: { $sum: 1 },
          ultimoNumero: { $max: '$numero' },
          ultimaData: { $max: '$dataRegistrazione' },
        },
      },
    ]),
  ]);
  const byRegistro = new Map(conteggi.map((one) => [one._id, one]));
  return {
    anno,
    elementi: repertori.map((repertorio): RepertorioRisposta => {
      const { codice, apertura: _apertura, scrivono: _scrivono, chiuso = false, ...rest } = repertorio;
      const conto = byRegistro.get(codice);
      return {
        sigla: codice,
        ...rest,
        chiuso,
        scrive: mayRegister(caller, repertorio),
        atti: conto?.atti ?? 0,
        ...(conto !== undefined && { ultimoNumero: conto.ultimoNumero, ultimaData: rfc3339(conto.ultimaData) }),
      };
    }),
  };
}
