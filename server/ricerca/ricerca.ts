import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { countUpTo, findPagina, type PostoVersione } from '../../schemas/registrazione-ricerca.model.js';
import type { QueryRegistrazioni } from '../../schemas/registrazione-query.api.js';
import { isVisible, seesMaskedRows, visibleTo } from '../accesso/visibilita.js';
import { DatiNonValidiError, ServizioNonDisponibileError } from '../lib/problem.js';
import { CONTA_FINO_A, cursorOf, type Pagina } from '../protocollo/elenchi.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { Candidati, collect, newestFirst } from './candidati.js';
import { findDirette, isDiretta } from './diretta.js';
import { espressioneOf, isTestuale, type Raccordata } from './espressione.js';
import { VERSIONE_GETTONI } from './gettoni.js';
import { visteDi } from './frasi.js';
import { ensureIndice } from './indice.js';
import { type Indice, isCurrent, nomeIndice, readIndice, type Voce } from './lettura.js';
import { boundsOf, conditionsOf, type Questione, registroOf } from './questione.js';
import { CAMPI_RIGA, conFrasePronta, type Elemento, hasRighe, readIntere, readRighe } from './righe.js';

/** Of candidates that must be read to know (phrases), so many are read; then the list goes on by its cursor. */
const ESAMINA_FINO_A = 2_000;
/** The index changes once every some hundred registrations: within one search hardly ever. */
const TRIES = 6;

/** Filters under which a reserved registration may show that it is there, and nothing else (contract §5). */
const MASCHERABILI = new Set(['anno', 'dal', 'al', 'flusso', 'stato', 'limite', 'cursore']);
export const isMaskable = (query: QueryRegistrazioni): boolean =>
  Object.entries(query).every(([name, value]) => value === undefined || MASCHERABILI.has(name));

function readCursore(cursore: string): Voce {
  const match = /^(\d{4})-(\d{7,9})$/.exec(cursore);
  if (match === null)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  return { anno: Number(match[1]), numero: Number(match[2]) };
}

/** What a page needs of its question, besides. */
interface Taglio {
  dopo: Voce | undefined;
  limite: number;
  /** whether the list is counted too */
  conta: boolean;
}

/** How the places of a page are read: those that the index does not hold as they are now are told apart. */
type LeggiRighe<T> = (
  questione: Questione,
  voci: readonly Voce[],
  nuove: readonly PostoVersione[],
  indice: Indice,
) => Promise<T[]>;
type PaginaDi<T> = Omit<Pagina, 'elementi'> & { elementi: T[] };

const totalOf = (quante: number): Pick<Pagina, 'totale' | 'oltre'> =>
  quante > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: quante };

function pageOf(found: Registrazione[], quante: number, limite: number): Pagina {
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: cursorOf(last) }),
    ...totalOf(quante),
  };
}

/** Few records, all of which were read. */
async function pageOfDirette(questione: Questione, { dopo, limite }: Taglio): Promise<Pagina> {
  const all = await findDirette(questione);
  const rest = dopo === undefined ? all : all.filter((one) => newestFirst(dopo, one) < 0);
  return pageOf(rest.slice(0, limite + 1), all.length, limite);
}

/** While the index is made anew, what asks for no words is read from the register itself. @throws ServizioNonDisponibileError for words */
async function pageWithoutIndice(questione: Questione, { dopo, limite, conta }: Taglio): Promise<Pagina> {
  if (isTestuale(questione.espressione)) throw new ServizioNonDisponibileError();
  const filters = [...registroOf(questione), ...questione.espressione.filtri];
  const after = dopo && { $or: [{ anno: { $lt: dopo.anno } }, { anno: dopo.anno, numero: { $lt: dopo.numero } }] };
  const [found, quante] = await Promise.all([
    findPagina(after === undefined ? filters : [...filters, after], CAMPI_RIGA, limite + 1),
    conta ? countUpTo(filters, CONTA_FINO_A + 1) : 0,
  ]);
  return pageOf(found, quante, limite);
}

/** One page by the index; undefined if that has changed meanwhile. */
async function pageByIndice<T extends Voce>(
  indice: Indice,
  questione: Questione,
  { dopo, limite, conta }: Taglio,
  read: LeggiRighe<T>,
): Promise<PaginaDi<T> | undefined> {
  const { aoo } = questione;
  const nome = nomeIndice(aoo, REGISTRO_GENERALE);
  const [{ insiemi, certe, controlli: daFare, fuori }, bounds] = await Promise.all([
    conditionsOf(indice, questione),
    boundsOf(indice, questione),
  ]);
  if (!isCurrent(nome, indice, fuori.generazione)) return undefined;
  const pronte = (voci: readonly Voce[], parole: readonly string[]) => conFrasePronta(aoo, voci, parole, fuori.nuove);
  const viste = visteDi(indice.stato, [...fuori.nuove, ...fuori.cambiate], certe);
  const controlli = { ...daFare, viste, ...(hasRighe(indice.stato) && { pronte }) };
  const candidati = new Candidati(indice.stato, insiemi, bounds, fuori);
  const some = { tieni: limite + 1, conta: limite + 1, esamina: ESAMINA_FINO_A };
  const every = { ...some, conta: CONTA_FINO_A + 1 };
  // the first page and the count are one look
  const all = await collect(aoo, candidati, conta ? undefined : dopo, controlli, conta ? every : some);
  const page = conta && dopo !== undefined ? await collect(aoo, candidati, dopo, controlli, some) : all;
  const voci = page.voci.slice(0, limite);
  const next = page.voci.length > limite ? voci.at(-1) : page.interrotta;
  return {
    elementi: voci.length === 0 ? [] : await read(questione, voci, fuori.nuove, indice),
    ...(next !== undefined && { cursore: cursorOf(next) }),
    ...totalOf(all.interrotta === undefined ? all.quante : Infinity),
  };
}

async function answer<T extends Voce>(
  questione: Questione,
  page: Taglio,
  read: LeggiRighe<T>,
): Promise<PaginaDi<T | Registrazione>> {
  if (isDiretta(questione)) return pageOfDirette(questione, page);
  const nome = nomeIndice(questione.aoo, REGISTRO_GENERALE);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const indice = await readIndice(nome);
    if (indice === null) {
      await ensureIndice(questione.aoo);
      continue;
    }
    if (!indice.stato.completo || indice.stato.versione !== VERSIONE_GETTONI) return pageWithoutIndice(questione, page);
    const found = await pageByIndice(indice, questione, page, read);
    if (found !== undefined) return found;
  }
  throw new ServizioNonDisponibileError();
}

function questioneOf(caller: Caller, query: QueryRegistrazioni, raccordata: Raccordata | undefined): Questione {
  const mascherate = isMaskable(query) && seesMaskedRows(caller);
  return {
    aoo: caller.aoo,
    visibile: mascherate ? { aoo: caller.aoo } : visibleTo(caller),
    mascherate,
    vede: (record) => isVisible(caller, record),
    espressione: espressioneOf(query, raccordata),
    query,
  };
}

/**
 * One page, newest first, of what the query asks for and the caller may see; the count is of exactly that.
 * @param raccordata - what stands under the voci of earlier versions, from which the one asked for comes, is found too
 * @throws DatiNonValidiError, ServizioNonDisponibileError
 */
export async function searchRegistrazioni(
  caller: Caller,
  query: QueryRegistrazioni,
  raccordata?: Raccordata,
): Promise<PaginaDi<Elemento>> {
  const dopo = query.cursore === undefined ? undefined : readCursore(query.cursore);
  const page = { dopo, limite: query.limite ?? LIMITE_PREDEFINITO, conta: true };
  return answer(questioneOf(caller, query, raccordata), page, readRighe);
}

/** Few enough that a page is little, many enough that a hundred thousand rows are soon read. */
const ESPORTA_AT_ONCE = 500;

/**
 * All that the query asks for and the caller may see, a page at a time; the first one is read before this returns.
 * @throws DatiNonValidiError, ServizioNonDisponibileError
 */
export async function pagesOf(
  caller: Caller,
  query: QueryRegistrazioni,
  raccordata?: Raccordata,
): Promise<AsyncIterable<Registrazione[]>> {
  const questione = questioneOf(caller, query, raccordata);
  const read = (dopo: Voce | undefined): Promise<Pagina> =>
    answer(questione, { dopo, limite: ESPORTA_AT_ONCE, conta: false }, readIntere);
  const first = await read(undefined);
  return (async function* () {
    let page = first;
    yield page.elementi;
    while (page.cursore !== undefined) {
      page = await read(readCursore(page.cursore));
      yield page.elementi;
    }
  })();
}
