import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import {
  type AnnoIndice,
  claimLavoro,
  deleteSegmento,
  noteSegmento,
  publishStato,
  releaseLavoro,
  type Segmento,
  type StatoIndice,
} from '../../schemas/ricerca.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import {
  countNuove,
  findPosto,
  type Presa,
  readAfter,
  readNuove,
  settleIndicizzate,
} from '../../schemas/registrazione-ricerca.model.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { gettoniOf, paroleOf, VERSIONE_GETTONI } from './gettoni.js';
import { ensureIndice } from './indice.js';
import { nomeIndice, posizioneOf, voceOf, type Voce } from './lettura.js';
import { decode, encode, type Insieme, insiemeOf, unionOf } from './posizioni.js';
import { FORMA_RIGA, hasRighe, keepNuove, keepRighe, RIGHE_AT_ONCE } from './righe.js';
import { mergeSegmenti, newSegmentoId, Raccoglitore } from './segmento.js';
import { paroleOfImpronte, withTesti } from './testi.js';

/** Records that wait are taken into the index when they are so many: what waits is asked of the database one by one. */
export const SOGLIA = 64;
const NUOVE_AT_ONCE = 8_192;
/** Pairs of token and record in memory at once: some 150 MB. */
const MAX_COPPIE = 5_000_000;
const TESTI_AT_ONCE = 200;
/** So many small segments of one size become one of the next: most of what they hold is in one registration only, and costs to be written. */
const FUSIONE = 8;
/** From here on a segment is great. */
const GRANDE = SOGLIA * FUSIONE ** 2;
/** How long an index stays with a worker that does not say anything. */
const LAVORO_MS = 300_000;

/** Another worker has the index, or this one has lost it: what it was doing is done again later. */
class LavoroPerso extends Error {}

interface Sessione {
  aoo: string;
  nome: string;
  chi: string;
  segnale: AbortSignal;
}

/** The index, still ours. @throws LavoroPerso */
async function hold({ nome, chi, segnale }: Sessione): Promise<StatoIndice> {
  segnale.throwIfAborted();
  const stato = await claimLavoro(nome, chi, LAVORO_MS);
  if (stato === null) throw new LavoroPerso();
  return stato;
}

/** A new segment, noted before its first block is written: if it is never finished, the next worker takes it away. */
async function begin({ nome, chi }: Sessione): Promise<string> {
  const id = newSegmentoId();
  if (!(await noteSegmento(nome, chi, id))) throw new LavoroPerso();
  return id;
}

/** @param righe - whether all that the index then holds has its row */
async function publish(
  { chi }: Sessione,
  stato: StatoIndice,
  change: Parameters<typeof publishStato>[2],
  righe = hasRighe(stato),
): Promise<void> {
  if (!(await publishStato(stato, chi, change, righe ? FORMA_RIGA : undefined))) throw new LavoroPerso();
}

/** The year table with a year that it lacks: it begins where the one before ended, and that does not grow any more. */
async function withAnno(aoo: string, anni: readonly AnnoIndice[], anno: number): Promise<AnnoIndice[]> {
  if (anni.some((one) => one.anno === anno)) return [...anni];
  const year = (which: number) => ({ aoo, registro: REGISTRO_GENERALE, anno: which });
  const before = anni.at(-1);
  const [first, lastBefore] = await Promise.all([
    findPosto(year(anno), 1),
    before === undefined ? null : findPosto(year(before.anno), -1),
  ]);
  const base = before === undefined ? 0 : before.base + (lastBefore?.numero ?? before.primo - 1) - before.primo + 1;
  return [...anni, { anno, primo: first?.numero ?? 1, base }];
}

interface Raccolte {
  raccoglitore: Raccoglitore;
  anni: AnnoIndice[];
  posizioni: number[];
  prese: Presa[];
  ultima?: Voce;
}

/** Reads records in their order into memory, with the texts of their documents; their rows are made at once. */
async function gather(
  { aoo, segnale }: Sessione,
  stato: StatoIndice,
  records: AsyncIterable<Registrazione> | Iterable<Registrazione>,
): Promise<Raccolte> {
  const raccolte: Raccolte = { raccoglitore: new Raccoglitore(), anni: stato.anni, posizioni: [], prese: [] };
  const take = async (batch: readonly Registrazione[]): Promise<void> => {
    segnale.throwIfAborted();
    const testi = await paroleOfImpronte(batch.flatMap(({ impronte }) => impronte));
    await keepRighe(batch);
    for (const record of batch) {
      raccolte.anni = await withAnno(aoo, raccolte.anni, record.anno);
      const posizione = posizioneOf(raccolte, record) ?? 0;
      const parole = withTesti(paroleOf(record), record.impronte, testi);
      raccolte.raccoglitore.add(posizione, gettoniOf(record, parole));
      raccolte.posizioni.push(posizione);
      const waiting = record.parole; // what has been settled has none
      if (waiting !== undefined)
        raccolte.prese.push({ _id: record._id, versione: record.versione, parole: waiting.length });
      raccolte.ultima = { anno: record.anno, numero: record.numero };
    }
  };
  let batch: Registrazione[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length < TESTI_AT_ONCE) continue;
    await take(batch);
    batch = [];
    if (raccolte.raccoglitore.coppie >= MAX_COPPIE) return raccolte;
  }
  await take(batch);
  return raccolte;
}

/** The segments there are, told which of their records a new one holds anew. */
function superatedBy(segmenti: readonly Segmento[], posizioni: Insieme): Segmento[] {
  if (posizioni.size === 0) return [...segmenti];
  return segmenti.map((one) => ({
    ...one,
    superate: new mongo.Binary(encode(unionOf([decode(one.superate.buffer), posizioni]))),
  }));
}

/** Writes one segment of what was gathered, makes it the one that is read, and takes the marks from its records. */
async function seal(
  sessione: Sessione,
  stato: StatoIndice,
  { raccoglitore, anni, posizioni, prese }: Raccolte,
): Promise<void> {
  const segmento = await raccoglitore.write(await begin(sessione), () => hold(sessione));
  const again = insiemeOf(posizioni.filter((posizione) => posizione < stato.fine));
  await publish(sessione, stato, {
    anni,
    fine: Math.max(stato.fine, (posizioni.at(-1) ?? -1) + 1),
    segmenti: [...superatedBy(stato.segmenti, again), segmento],
  });
  await settleIndicizzate(prese);
}

/** One step of making an index from a register that is already there. @returns false when nothing is left */
async function build(sessione: Sessione, stato: StatoIndice): Promise<boolean> {
  const after = stato.fine === 0 ? undefined : voceOf(stato, stato.fine - 1);
  const raccolte = await gather(sessione, stato, readAfter(sessione.aoo, REGISTRO_GENERALE, after));
  if (raccolte.posizioni.length === 0) {
    await publish(sessione, stato, { completo: true });
    return false;
  }
  await seal(sessione, stato, raccolte);
  return true;
}

/** Of what size a small segment is: eight of one size are one of the next. */
const sizeOf = ({ n }: Segmento): number => Math.max(0, Math.floor(Math.log(n / SOGLIA) / Math.log(FUSIONE)));

/** The smallest of them that are together as many as the next: what is left has each more than all smaller ones together. */
function asManyAsNext(segmenti: readonly Segmento[]): Segmento[] {
  const sorted = [...segmenti].sort((one, other) => one.n - other.n);
  let before = 0;
  let taken = 0;
  for (const [i, { n }] of sorted.entries()) {
    if (before >= n) taken = i + 1;
    before += n;
  }
  return sorted.slice(0, taken);
}

/**
 * Segments that may become one: the first eight small ones of the same size, else great ones. A search asks each segment for each of its
 * words, and of a million registrations most are so in one or two.
 */
export function toMerge(segmenti: readonly Segmento[]): Segmento[] {
  const small = segmenti.filter(({ n }) => n < GRANDE);
  for (const size of [...new Set(small.map(sizeOf))].sort((a, b) => a - b)) {
    const same = small.filter((one) => sizeOf(one) === size);
    if (same.length >= FUSIONE) return same.slice(0, FUSIONE);
  }
  return asManyAsNext(segmenti.filter(({ n }) => n >= GRANDE));
}

async function merge(sessione: Sessione, stato: StatoIndice): Promise<boolean> {
  const old = toMerge(stato.segmenti);
  if (old.length === 0) return false;
  const segmento = await mergeSegmenti(await begin(sessione), old, () => hold(sessione));
  const left = stato.segmenti.filter((one) => !old.includes(one));
  await publish(sessione, stato, { segmenti: [segmento, ...left] });
  for (const { id } of old) await deleteSegmento(id);
  return true;
}

/** Makes the rows of what an index of an earlier version holds. */
async function fillRighe(sessione: Sessione): Promise<void> {
  if (hasRighe(await hold(sessione))) return;
  let batch: Registrazione[] = [];
  for await (const record of readAfter(sessione.aoo, REGISTRO_GENERALE, undefined)) {
    batch.push(record);
    if (batch.length < RIGHE_AT_ONCE) continue;
    await keepRighe(batch);
    await hold(sessione);
    batch = [];
  }
  await keepRighe(batch);
  await publish(sessione, await hold(sessione), {}, true);
}

/** Another shape of tokens, or blocks that were left: begins anew. */
async function prepare(sessione: Sessione): Promise<void> {
  const stato = await hold(sessione);
  if (stato.lavoro?.segmento !== undefined && !stato.segmenti.some(({ id }) => id === stato.lavoro?.segmento))
    await deleteSegmento(stato.lavoro.segmento);
  if (stato.versione === VERSIONE_GETTONI) return;
  const empty = { versione: VERSIONE_GETTONI, completo: false, anni: [], fine: 0, segmenti: [] };
  await publish(sessione, stato, empty, true); // what it does not hold needs no row
  for (const { id } of stato.segmenti) await deleteSegmento(id);
}

/**
 * Brings the index of an AOO up to date: makes it if it is not there, takes in what waits once that is enough, merges. Safe to be
 * killed anywhere and to run twice: what is not published is not read, and is taken away by the next.
 * @param soglia - how many records must wait; 1 takes in all
 * @returns whether this one had the index
 */
export async function updateIndice(aoo: string, segnale: AbortSignal, soglia = SOGLIA): Promise<boolean> {
  const nome = nomeIndice(aoo, REGISTRO_GENERALE);
  const sessione: Sessione = { aoo, nome, chi: randomUUID(), segnale };
  try {
    await ensureIndice(aoo);
    await prepare(sessione);
    await keepNuove(aoo); // first of all: what has become reserved has no text left
    for (let stato = await hold(sessione); !stato.completo; stato = await hold(sessione)) await build(sessione, stato);
    for (let waiting = await countNuove(aoo); waiting >= soglia; waiting = await countNuove(aoo)) {
      const stato = await hold(sessione);
      const records = await readNuove(aoo, NUOVE_AT_ONCE);
      await seal(sessione, stato, await gather(sessione, stato, records));
      if (waiting <= records.length) break; // what an act has changed meanwhile waits for the next time
    }
    while (await merge(sessione, await hold(sessione)));
    await fillRighe(sessione);
    return true;
  } catch (error) {
    if (error instanceof LavoroPerso) return false;
    throw error;
  } finally {
    await releaseLavoro(nome, sessione.chi).catch(() => undefined);
  }
}
