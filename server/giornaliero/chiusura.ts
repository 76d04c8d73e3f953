import mongoose from 'mongoose';
import { findAllAoo } from '../../schemas/aoo.model.js';
import {
  findUltimoGiornaliero,
  insertGiornalieri,
  type RegistroGiornaliero,
} from '../../schemas/registro-giornaliero.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Deps } from '../deps.js';
import { addDays, legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { HASH_INIZIALE } from '../protocollo/canonico.js';
import { composeGiornaliero, type Giornata, newConto, recordOf } from './componi.js';
import { findPrima, findResponsabili } from './interroga.js';
import { type AooDelRegistro, isOver, nextGiornata } from './rules.js';
import { type Scritto, storePieces } from './scrittura.js';
import { type AttiTardivi, findAttiTardivi, NESSUN_ATTO_TARDIVO } from './tardivi.js';

export type DepsChiusura = Pick<Deps, 'store' | 'clock' | 'dimostrazione'>;

/** Days closed in one go: years that were left open do not hold a request or a job for ever; the next go continues. */
const MAX_GIORNATE = 800;

/** Days whose files are written side by side before they are closed, one after the other. */
const INSIEME = 20;

interface Contesto {
  primoGiorno: string;
  responsabileOf: Awaited<ReturnType<typeof findResponsabili>>;
  tardivi: AttiTardivi;
}

/** Legal day of the first registration of an AOO; undefined where nothing is registered. */
export async function primoGiornoOf({
  _id,
  registro,
}: Pick<AooDelRegistro, '_id' | 'registro'>): Promise<string | undefined> {
  const first = await findPrima(_id, registro);
  return first === null ? undefined : legalDay(first.dataRegistrazione);
}

/** A day that is written, and not closed yet. */
interface Preparata {
  record: RegistroGiornaliero;
  stored: Scritto['stored'];
}

/** Writes the file of the day that follows; nothing is closed by it. */
async function prepareNext(
  deps: DepsChiusura,
  aoo: AooDelRegistro,
  ultimo: RegistroGiornaliero | null,
  { primoGiorno, responsabileOf, tardivi }: Contesto,
): Promise<Preparata> {
  const posto = nextGiornata(ultimo, primoGiorno);
  const giornata: Giornata = {
    ...posto,
    aoo,
    responsabile: responsabileOf(posto.giorno),
    chiusura: deps.clock.now(),
    dimostrazione: deps.dimostrazione,
    ultimo: ultimo?.ultimo ?? null,
    precedente: ultimo?.xml.sha256 ?? HASH_INIZIALE,
    ...(ultimo !== null && { giornoPrecedente: ultimo.giorno }),
    attiTardivi: tardivi.hashes,
    ...(tardivi.dal !== undefined && { tardiviDal: tardivi.dal }),
  };
  const conto = newConto();
  const { sha256, dimensione, stored } = await storePieces(deps.store, composeGiornaliero(giornata, conto));
  return { record: recordOf(giornata, conto, { sha256, dimensione }), stored };
}

/**
 * The writes that close days, in their order, when their files are safe: each day by one write of its own. Killed before it,
 * nothing is closed, and the next try begins anew.
 * @returns false if another process has closed one of them meanwhile; those before it are closed
 */
async function closePreparate({ store }: DepsChiusura, preparate: readonly Preparata[]): Promise<boolean> {
  await protectFiles(store, await Promise.all(preparate.map(({ stored }) => stored)));
  try {
    await insertGiornalieri(preparate.map(({ record }) => record));
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return false;
  }
}

/** One at a time in a process: who asks while days are being closed waits for them. */
const queues = new Map<string, Promise<unknown>>();

function inTurn<T>(aoo: string, task: () => Promise<T>): Promise<T> {
  const key = `${mongoose.connection.name}/${aoo}`;
  const before = queues.get(key) ?? Promise.resolve();
  const own = before.then(task, task);
  const settled = own.catch(() => undefined);
  queues.set(key, settled);
  void settled.then(() => {
    if (queues.get(key) === settled) queues.delete(key);
  });
  return own;
}

interface Chiuse {
  /** the last closed day; null where nothing is registered yet */
  ultimo: RegistroGiornaliero | null;
  /** how many were closed now */
  quante: number;
}

interface OpzioniChiusura {
  segnale?: AbortSignal;
  /** the instant at which each day was closed, in the replay of a past; nobody else writes there */
  istanteOf?: (giorno: string) => Date;
}

/**
 * Closes the open days of an AOO in their order, up to `giorno` and at most as many as one go takes. What was closed stays as it
 * is; killed at any instant and begun again, or done by several processes at once, each day is closed once.
 * @throws OrologioNonAffidabileError if the machine's clock jumped: a day closed too early could not be opened again
 */
export function closeThrough(
  deps: DepsChiusura,
  aoo: AooDelRegistro,
  giorno: string,
  { segnale, istanteOf }: OpzioniChiusura = {},
): Promise<Chiuse> {
  return inTurn(aoo._id, async () => {
    let ultimo = await findUltimoGiornaliero(aoo._id);
    const primoGiorno = await primoGiornoOf(aoo);
    if (primoGiorno === undefined || (ultimo !== null && ultimo.giorno >= giorno)) return { ultimo, quante: 0 };
    await deps.clock.ensureReliable();
    const tardivi =
      ultimo === null || istanteOf !== undefined
        ? NESSUN_ATTO_TARDIVO
        : await findAttiTardivi(deps, aoo, ultimo, primoGiorno);
    const contesto: Contesto = { primoGiorno, responsabileOf: await findResponsabili(aoo._id), tardivi };
    let preparate: Preparata[] = [];
    let quante = 0;
    for (;;) {
      const { giorno: next } = nextGiornata(ultimo, primoGiorno);
      const here = istanteOf === undefined ? deps : withClock(deps, istanteOf(next));
      const done = next > giorno || !isOver(next, here.clock.now()) || quante >= MAX_GIORNATE;
      if (preparate.length > 0 && (done || preparate.length >= INSIEME)) {
        if (!(await closePreparate(deps, preparate))) ultimo = await findUltimoGiornaliero(aoo._id);
        preparate = [];
        continue;
      }
      if (done) return { ultimo, quante };
      segnale?.throwIfAborted();
      const preparata = await prepareNext(here, aoo, ultimo, contesto);
      contesto.tardivi = NESSUN_ATTO_TARDIVO; // they are in the register that was written now, or the next run finds them
      preparate.push(preparata);
      ultimo = preparata.record;
      quante += 1;
    }
  });
}

const withClock = (deps: DepsChiusura, adesso: Date): DepsChiusura => ({
  ...deps,
  clock: { now: () => adesso, ensureReliable: () => deps.clock.ensureReliable() },
});

/** Closes every day of every AOO that is over. @returns how many days were closed */
export async function closeDue(deps: DepsChiusura, segnale?: AbortSignal): Promise<number> {
  const ieri = addDays(legalDay(deps.clock.now()), -1);
  let quante = 0;
  for (const aoo of await findAllAoo()) {
    segnale?.throwIfAborted();
    quante += (await closeThrough(deps, aoo, ieri, segnale === undefined ? {} : { segnale })).quante;
  }
  return quante;
}
