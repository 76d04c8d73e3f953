import {
  findGiroAperto,
  findUltimoGiro,
  type GiroFissita,
  insertGiro,
  replaceGiro,
} from '../../../schemas/fissita.model.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { isDuplicateKey } from '../../lib/mongo.js';
import { listCatene } from './catene.js';
import type { DepsFissita } from './guasti.js';
import { isGiroDovuto, isNotte, notteOf, ultimaNotteOf } from './regole.js';

/** What a round has to do. */
export async function countAll(store: ObjectStore): Promise<GiroFissita['totale']> {
  const totale = { file: 0, byte: 0, catene: (await listCatene()).length };
  for await (const { dimensione } of store.list()) {
    totale.file += 1;
    totale.byte += dimensione;
  }
  return totale;
}

/** Begins one; who comes second has the one of the first. */
async function begin(giro: Parameters<typeof insertGiro>[0]): Promise<GiroFissita | null> {
  try {
    return await insertGiro(giro);
  } catch (error) {
    if (isDuplicateKey(error)) return findGiroAperto();
    throw error;
  }
}

/**
 * The round under way; or, at night, a new one if it is due.
 * @param giorni - nights in which it reads everything
 * @returns null when nothing is to be done now
 */
export async function openGiro({ clock }: Pick<DepsFissita, 'clock'>, giorni: number): Promise<GiroFissita | null> {
  const open = await findGiroAperto();
  if (open !== null) return open;
  const inizio = clock.now();
  if (!isNotte(inizio) || !isGiroDovuto(await findUltimoGiro(), inizio)) return null;
  const prima = notteOf(inizio);
  return begin({ origine: 'periodico', inizio, notti: { prima, ultima: ultimaNotteOf(prima, giorni) } });
}

/**
 * A whole round, now and not only at night: it takes the place of a periodic one, since it reads all that this would have read.
 * @returns the round, and whether it was under way already
 */
export async function requestGiro(
  { clock }: Pick<DepsFissita, 'clock'>,
  chi: NonNullable<GiroFissita['chi']>,
): Promise<{ giro: GiroFissita; nuovo: boolean }> {
  const open = await findGiroAperto();
  if (open?.origine === 'richiesta') return { giro: open, nuovo: false };
  if (open !== null) await replaceGiro(open._id, clock.now());
  const giro = await begin({ origine: 'richiesta', chi, inizio: clock.now() });
  if (giro === null) throw new Error('a round that was asked for ended before it was seen');
  return { giro, nuovo: true };
}
