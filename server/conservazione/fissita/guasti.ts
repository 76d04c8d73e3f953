import type { Types } from 'mongoose';
import {
  closeGuasto,
  findGuastiDaRivedere,
  type GuastoFissita,
  insertGuasto,
  touchGuasto,
} from '../../../schemas/guasto-fissita.model.js';
import { FileNotFoundError, IntegrityError } from '../../../storage/errors.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { type Clock, systemClock } from '../../lib/clock.js';
import { listCatene } from './catene.js';
import { type Letto, rileggi } from './leggi.js';
import { chiNomina } from './nominati.js';
import { Respiro } from './respiro.js';

export interface DepsFissita {
  store: ObjectStore;
  /** the machine's, never a demonstration's moved one */
  clock: Clock;
}

const RIVISTI_INSIEME = 100;
const RIVEDI_MS = 5 * 60_000;
/** A chain is long: it is replayed again less often. */
const RIVEDI_CATENA_MS = 60 * 60_000;
const SVELTO = 0.25;

/**
 * Records that a file is not as it was stored. What is missing and no record needs is no fault.
 * @returns `nuovo` when it was not known; null when nothing is wrong
 */
export async function recordFile(
  { clock }: Pick<DepsFissita, 'clock'>,
  sha256: string,
  genere: NonNullable<Letto['genere']>,
  giro?: Types.ObjectId,
): Promise<'nuovo' | 'noto' | null> {
  const nominatoDa = await chiNomina(sha256);
  if (genere === 'file-mancante' && nominatoDa.length === 0) return null;
  const nuovo = await insertGuasto(
    { chiave: sha256, genere, nominatoDa, ...(giro !== undefined && { giro }) },
    clock.now(),
  );
  return nuovo ? 'nuovo' : 'noto';
}

/**
 * What who reads a file to ship it has met: a file that is altered or missing is recorded, so that the alarm does not wait for the
 * night that reads it. Any other error is none of ours.
 */
export async function reportFile(error: unknown): Promise<void> {
  const clock = systemClock; // faults are dated as rounds are
  if (error instanceof IntegrityError) await recordFile({ clock }, error.sha256, 'file-alterato');
  else if (error instanceof FileNotFoundError) await recordFile({ clock }, error.sha256, 'file-mancante');
}

async function reviewFile({ store, clock }: DepsFissita, { _id, chiave }: GuastoFissita): Promise<void> {
  const { genere } = await rileggi(store, chiave, new Respiro(SVELTO));
  if (genere === undefined) return closeGuasto(_id, 'riletto', clock.now());
  const needed = genere !== 'file-mancante' || (await chiNomina(chiave)).length > 0;
  return needed ? touchGuasto(_id, clock.now()) : closeGuasto(_id, 'non-nominato', clock.now());
}

async function reviewCatena({ store, clock }: DepsFissita, { _id, chiave }: GuastoFissita): Promise<void> {
  const catena = (await listCatene()).find((one) => one.chiave === chiave);
  const fault = catena === undefined ? null : await catena.verify(store);
  await (fault === null ? closeGuasto(_id, 'riletto', clock.now()) : touchGuasto(_id, clock.now()));
}

/**
 * Looks again at what is wrong: a file that was put back from a backup and reads well closes its fault by itself.
 * @returns how many were looked at
 */
export async function reviewGuasti(deps: DepsFissita, segnale?: AbortSignal): Promise<number> {
  const adesso = deps.clock.now().getTime();
  const due = await findGuastiDaRivedere(RIVISTI_INSIEME, new Date(adesso - RIVEDI_MS));
  let seen = 0;
  for (const one of due) {
    if (segnale?.aborted === true) break;
    if (one.genere !== 'catena') await reviewFile(deps, one);
    else if (adesso - one.ultimoControllo.getTime() > RIVEDI_CATENA_MS) await reviewCatena(deps, one);
    else continue;
    seen += 1;
  }
  return seen;
}
