import { LRUCache } from 'lru-cache';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { StatoIndice } from '../../schemas/ricerca.model.js';
import { findPostiNuovi, findRighe, type PostoVersione } from '../../schemas/registrazione-ricerca.model.js';
import {
  findConParole,
  findPronte,
  findVersioniPronte,
  idOfRiga,
  type RigaPronta,
  writeRighe,
} from '../../schemas/riga-ricerca.model.js';
import { wordsOf } from '../protocollo/parole.js';
import { presentRigaFissa } from '../protocollo/presenter.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { createBatcher } from '../lib/batcher.js';
import { newestFirst } from './candidati.js';
import type { Indice, Voce } from './lettura.js';
import { type Questione, registroOf } from './questione.js';
import { chiaveOf, createLettore, filtroVoci, INSIEME } from './posti.js';

/*
 * Reading fifty registrations, each of sixty data, and writing them as JSON took half of a search. What every reader of a row sees is
 * kept as text with the index: what the index holds as it is now, has its row as it is now too.
 */

/** A change of `presentRigaFissa` is a new one: rows of another form are not read, and are made anew. */
export const FORMA_RIGA = 3;

/** Whether all that the index holds has its row in this form. */
export const hasRighe = ({ righe, generazione }: Pick<StatoIndice, 'righe' | 'generazione'>): boolean =>
  righe?.forma === FORMA_RIGA && righe.generazione === generazione;

/** A row of a list: ready, or the registration itself. */
export type Elemento = RigaPronta | Registrazione;

/** The row of a registration; of what is reserved, what says who may see it. Pure. */
export function rigaOf(record: Registrazione): RigaPronta {
  const { aoo, registro, anno, numero, versione, dataRegistrazione, flusso, riservatezza, uffici } = record;
  const { operatore, assegnazioni, fascicolo, altriFascicoli, risponde, protocollo } = record;
  const posto = { _id: idOfRiga(aoo, record), forma: FORMA_RIGA, versione, aoo, registro, anno, numero };
  if (riservatezza.livello !== 'ordinaria')
    return { ...posto, riservatezza, uffici, dataRegistrazione, flusso, operatore, assegnazioni };
  return {
    ...posto,
    riservatezza,
    uffici,
    testo: Buffer.from(JSON.stringify(presentRigaFissa(record))),
    parole: ` ${wordsOf(record.oggetto).join(' ')} `,
    ...(fascicolo !== undefined && { fascicolo }),
    ...(altriFascicoli !== undefined && { altriFascicoli }),
    ...(risponde !== undefined && { risponde }),
    ...(protocollo !== undefined && { protocollo }),
  };
}

export const keepRighe = (records: readonly Registrazione[]): Promise<void> => writeRighe(records.map(rigaOf));

/** What a row needs of a registration: all but its long parts. */
export const CAMPI_RIGA = {
  canonico: 0,
  eventi: 0,
  parole: 0,
  impronte: 0,
  attese: 0,
  rinnovi: 0,
  note: 0,
  nascita: 0,
  richiesta: 0,
  richieste: 0,
  catena: 0,
  uoOperatore: 0,
  visioni: 0,
  tornaA: 0,
  giorniAtti: 0,
  apertura: 0,
} as const;

/** The registrations of those places, as far as the question may show them; newest first. */
export const readIntere = async (questione: Questione, voci: readonly Voce[]): Promise<Registrazione[]> =>
  voci.length === 0
    ? []
    : (await findRighe([...registroOf(questione), filtroVoci(voci)], CAMPI_RIGA)).sort(newestFirst);

const intereDi = createLettore<Registrazione>(CAMPI_RIGA);

/** The same for a page, with one question for those that are asked for at the same time: the rule is looked at in memory. */
const readMancanti = async ({ aoo, mascherate, vede }: Questione, voci: readonly Voce[]): Promise<Registrazione[]> =>
  (await intereDi({ aoo, voci })).filter((one) => mascherate || vede(one));

/** The ready rows of some pages, with one question for those that are asked for at the same time. */
const pronteDi = createBatcher<readonly string[], RigaPronta[]>(async (pagine) => {
  const found = new Map((await findPronte([...new Set(pagine.flat())], FORMA_RIGA)).map((one) => [one._id, one]));
  return pagine.map((ids) => ids.flatMap((id) => found.get(id) ?? []));
}, INSIEME);

/** Bytes of rows that a process keeps for an index: who types a word sees the same ones letter by letter. */
const TIENI_BYTES = 3 * 1024 ** 2;
/** Of a row besides its text, roughly. */
const DATI_BYTES = 800;
/** A row that the verification has taken away is not shown for longer. */
const TIENI_MS = 30_000;

/** Of an index as it is read: what has changed since, that tells of itself. */
const tenute = new WeakMap<Indice, LRUCache<string, RigaPronta>>();

function tenuteDi(indice: Indice): LRUCache<string, RigaPronta> {
  const kept =
    tenute.get(indice) ??
    new LRUCache<string, RigaPronta>({
      maxSize: TIENI_BYTES,
      sizeCalculation: ({ testo }) => DATI_BYTES + (testo?.length ?? 0),
      ttl: TIENI_MS,
    });
  tenute.set(indice, kept);
  return kept;
}

/** Ready rows by their names, as many as there are. @param tieni - whether they are likely to be asked for again */
async function findRigheDi(indice: Indice, ids: readonly string[], tieni: boolean): Promise<RigaPronta[]> {
  const kept = tenuteDi(indice);
  const known: RigaPronta[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const one = kept.get(id);
    if (one === undefined) missing.push(id);
    else known.push(one);
  }
  if (missing.length === 0) return known;
  const read = await pronteDi(missing);
  if (!tieni) return [...known, ...read];
  // a text is a part of the whole answer, which it would keep
  for (const one of read)
    kept.set(one._id, { ...one, ...(one.testo !== undefined && { testo: Buffer.from(one.testo) }) });
  return [...known, ...read];
}

/**
 * The rows of those places, newest first. Of the ready ones, those without a text are of what the caller may not see.
 * @param nuove - those of the register that the index does not hold as they are now: a row of theirs may be of before
 */
export async function readRighe(
  questione: Questione,
  voci: readonly Voce[],
  nuove: readonly PostoVersione[],
  indice: Indice,
): Promise<Elemento[]> {
  if (!hasRighe(indice.stato)) return readIntere(questione, voci);
  const versioni = new Map(nuove.map((one) => [chiaveOf(one), one.versione]));
  const ids = voci.map((voce) => idOfRiga(questione.aoo, voce));
  const pronte = (await findRigheDi(indice, ids, questione.query.cursore === undefined)).filter((one) => {
    const versione = versioni.size === 0 ? undefined : versioni.get(chiaveOf(one));
    if (versione !== undefined && versione !== one.versione) return false;
    return one.testo === undefined ? questione.mascherate && !questione.vede(one) : questione.vede(one);
  });
  if (pronte.length === voci.length) return pronte.sort(newestFirst);
  const ready = new Set(pronte.map(chiaveOf));
  const missing = voci.filter((voce) => !ready.has(chiaveOf(voce)));
  return [...pronte, ...(await readMancanti(questione, missing))].sort(newestFirst);
}

/**
 * Of those places, the ones that have the words one after the other in their oggetto, by their rows; what has no row with words, and
 * what the index does not hold as it is now, is not told.
 */
export async function conFrasePronta(
  aoo: string,
  voci: readonly Voce[],
  parole: readonly string[],
  nuove: readonly PostoVersione[],
): Promise<Set<string>> {
  const altrove = new Set(nuove.map(chiaveOf));
  const ids = voci.filter((voce) => !altrove.has(chiaveOf(voce))).map((voce) => idOfRiga(aoo, voce));
  const found = await findConParole(ids, FORMA_RIGA, parole);
  return new Set(found.map((id) => id.slice(aoo.length + 1))); // the name of a row is that of its place, after its AOO
}

/** So many rows are made at once. */
export const RIGHE_AT_ONCE = 1_000;

/** Makes the rows of what waits for the index: who opens the register sees the newest first. */
export async function keepNuove(aoo: string): Promise<void> {
  const nuove = await findPostiNuovi(aoo);
  const there = await findVersioniPronte(
    nuove.map((one) => idOfRiga(aoo, one)),
    FORMA_RIGA,
  );
  const missing = nuove.filter((one) => there.get(idOfRiga(aoo, one)) !== one.versione);
  for (let i = 0; i < missing.length; i += RIGHE_AT_ONCE) {
    const places = filtroVoci(missing.slice(i, i + RIGHE_AT_ONCE));
    await keepRighe(await findRighe([{ aoo, registro: REGISTRO_GENERALE }, places], CAMPI_RIGA));
  }
}
