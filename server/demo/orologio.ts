import mongoose from 'mongoose';
import { findSistema, updateOrologio } from '../../schemas/sistema.model.js';
import type { RegisterClock } from '../lib/clock.js';
import { type Config, ConfigurazioneError } from '../lib/config.js';
import { asDomainError } from '../lib/mongo.js';
import { OrologioNonAffidabileError, ServizioNonDisponibileError } from '../lib/problem.js';

/** A move is seen by every process of the database within a second. */
const POLL_MS = 400;
/** What the machine's clock may differ from a steady count of time, and from the database's (DPCM 22/2/2013 art. 41: within one minute). */
const TOLERANCE_MS = 60_000;

/** Where time comes from; tests give their own. */
export interface TimeSources {
  /** the machine's clock, milliseconds since 1970 */
  wall: () => number;
  /** a count of milliseconds that nobody sets */
  steady: () => number;
  /** the clock of the database's machine, milliseconds since 1970 */
  database: () => Promise<number>;
}

async function databaseTime(): Promise<number> {
  const hello = await mongoose.connection.db?.admin().command({ hello: 1 }, { timeoutMS: 2_000 });
  const time: unknown = hello?.['localTime'];
  if (!(time instanceof Date)) throw new ServizioNonDisponibileError();
  return time.getTime();
}

const SOURCES: TimeSources = { wall: () => Date.now(), steady: () => performance.now(), database: databaseTime };

/** The clock of a process. Only on a demonstration database does `moveClock` do anything but throw. */
export interface ProcessClock extends RegisterClock {
  /** False when the machine's clock jumped by more than a minute and the database's does not agree with it. */
  reliable(): Promise<boolean>;
  /** Sets the clock of all processes of a demonstration database; it runs on from there. */
  moveClock(adesso: Date): Promise<void>;
  stop(): void;
}

/** Notices when the machine's clock is set while the process runs (protocollo.md §2, Time). */
function watchJumps({ wall, steady, database }: TimeSources): {
  drift: () => number;
  reliable: () => Promise<boolean>;
} {
  let wallBase = wall();
  let steadyBase = steady();
  const drift = (): number => wall() - wallBase - (steady() - steadyBase);
  const reliable = async (): Promise<boolean> => {
    if (Math.abs(drift()) <= TOLERANCE_MS) return true;
    const theirs = await database().catch((error: unknown) => {
      throw asDomainError(error);
    });
    if (Math.abs(wall() - theirs) > TOLERANCE_MS) return false;
    wallBase = wall(); // a machine that slept, or whose clock was wrong before
    steadyBase = steady();
    return true;
  };
  return { drift, reliable };
}

/**
 * The clock of this process: the machine's, and on a demonstration database moved by what the database says, asked for again
 * and again so that all processes agree.
 */
export async function createClock({
  dimostrazione,
  sources = SOURCES,
}: {
  dimostrazione: boolean;
  sources?: TimeSources;
}): Promise<ProcessClock> {
  let moved = { scartoMs: 0, versione: 0 };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const take = (orologio: typeof moved | undefined): void => {
    if (orologio !== undefined && orologio.versione > moved.versione) moved = orologio; // an older answer may come late
  };
  const poll = async (): Promise<void> => {
    await findSistema().then(
      (sistema) => take(sistema?.orologio),
      () => undefined, // a database that is away comes back; until then the clock goes on as it was
    );
    if (!stopped) timer = setTimeout(() => void poll(), POLL_MS).unref();
  };
  if (dimostrazione) {
    take((await findSistema())?.orologio);
    timer = setTimeout(() => void poll(), POLL_MS).unref();
  }
  const { drift, reliable } = watchJumps(sources);
  return {
    now: () => new Date(sources.wall() + moved.scartoMs),
    reliable,
    async ensureReliable() {
      if (!(await reliable())) throw new OrologioNonAffidabileError(drift());
    },
    async moveClock(adesso) {
      const orologio = await updateOrologio(adesso.getTime() - sources.wall());
      if (orologio === null || orologio === undefined)
        throw new Error('the clock moves on a demonstration database only');
      take(orologio);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * The clock with which a process starts; `OROLOGIO` sets it once, for all processes of the database.
 * @throws ConfigurazioneError when `OROLOGIO` is set and the database is not a demonstration
 */
export async function startClock(
  { orologio }: Pick<Config, 'orologio'>,
  dimostrazione: boolean,
): Promise<ProcessClock> {
  if (orologio !== undefined && !dimostrazione) {
    throw new ConfigurazioneError(
      'OROLOGIO è impostato, ma la base dati non è di dimostrazione: il registro usa soltanto l’ora della macchina. Togliere la variabile OROLOGIO e avviare di nuovo.',
    );
  }
  const clock = await createClock({ dimostrazione });
  if (orologio !== undefined) await clock.moveClock(orologio);
  return clock;
}
