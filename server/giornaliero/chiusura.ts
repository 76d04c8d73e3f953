import { Readable } from 'node:stream';
import mongoose from 'mongoose';
import { findAllAoo } from '../../schemas/aoo.model.js';
import { fillGiorniAtti } from '../../schemas/registrazione.model.js';
import {
  findUltimoGiornaliero,
  insertGiornaliero,
  type RegistroGiornaliero,
} from '../../schemas/registro-giornaliero.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Deps } from '../deps.js';
import { addDays, legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { HASH_INIZIALE } from '../protocollo/canonico.js';
import { composeGiornaliero, type Giornata, newConto, recordOf } from './componi.js';
import { findPrima, findResponsabile } from './interroga.js';
import { type AooDelRegistro, isOver, nextGiornata } from './rules.js';
import { type AttiTardivi, findAttiTardivi, NESSUN_ATTO_TARDIVO } from './tardivi.js';

export type DepsChiusura = Pick<Deps, 'store' | 'clock' | 'dimostrazione'>;

/** Days closed in one go: years that were left open do not hold a request or a job for ever; the next go continues. */
const MAX_GIORNATE = 800;

/** Legal day of the first registration of an AOO; undefined where nothing is registered. */
export async function primoGiornoOf({
  _id,
  registro,
}: Pick<AooDelRegistro, '_id' | 'registro'>): Promise<string | undefined> {
  const first = await findPrima(_id, registro);
  return first === null ? undefined : legalDay(first.dataRegistrazione);
}

/**
 * Closes the day that follows the last closed one. The file first, then the one write that makes the day closed: killed in
 * between, nothing is closed, and the next try begins anew.
 * @returns null if another process has closed that day meanwhile
 */
async function closeNext(
  deps: DepsChiusura,
  aoo: AooDelRegistro,
  ultimo: RegistroGiornaliero | null,
  primoGiorno: string,
  tardivi: AttiTardivi,
): Promise<RegistroGiornaliero | null> {
  const posto = nextGiornata(ultimo, primoGiorno);
  const giornata: Giornata = {
    ...posto,
    aoo,
    responsabile: await findResponsabile(aoo._id, posto.giorno),
    chiusura: deps.clock.now(),
    dimostrazione: deps.dimostrazione,
    ultimo: ultimo?.ultimo ?? null,
    precedente: ultimo?.xml.sha256 ?? HASH_INIZIALE,
    ...(ultimo !== null && { giornoPrecedente: ultimo.giorno }),
    attiTardivi: tardivi.hashes,
    ...(tardivi.dal !== undefined && { tardiviDal: tardivi.dal }),
  };
  const conto = newConto();
  const file = await deps.store.put(Readable.from(bytesOf(composeGiornaliero(giornata, conto)), { objectMode: false }));
  await protectFiles(deps.store, [file]);
  const record = recordOf(giornata, conto, { sha256: file.sha256, dimensione: file.dimensione });
  try {
    await insertGiornaliero(record);
    return record;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return null;
  }
}

export async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
  for await (const piece of pieces) yield Buffer.from(piece, 'utf8');
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
    if (ultimo === null) await fillGiorniAtti(aoo._id);
    let tardivi =
      ultimo === null || istanteOf !== undefined
        ? NESSUN_ATTO_TARDIVO
        : await findAttiTardivi(deps, aoo, ultimo, primoGiorno);
    let quante = 0;
    for (;;) {
      const { giorno: next } = nextGiornata(ultimo, primoGiorno);
      const here = istanteOf === undefined ? deps : withClock(deps, istanteOf(next));
      if (next > giorno || !isOver(next, here.clock.now()) || quante >= MAX_GIORNATE) return { ultimo, quante };
      segnale?.throwIfAborted();
      ultimo = (await closeNext(here, aoo, ultimo, primoGiorno, tardivi)) ?? (await findUltimoGiornaliero(aoo._id));
      tardivi = NESSUN_ATTO_TARDIVO; // they are in the register that was closed now, or the next run finds them
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
