import type { GenereGuasto } from '../../../schemas/fissita.api.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { DomainError } from '../../lib/problem.js';
import type { Respiro } from './respiro.js';

export interface Letto {
  byte: number;
  /** absent: the bytes are those whose hash is the name, and as many as the store says */
  genere?: Exclude<GenereGuasto, 'catena'>;
}

/** A failure of the disk under one file: the others may be read. */
const DISCO = new Set(['EIO', 'EBADMSG', 'EUCLEAN', 'ENODATA']);
const isOfTheDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && DISCO.has(error.code);

/**
 * Reads a stored file whole, resting between its pieces, and says whether it still is what its name says.
 * @throws StorageUnavailableError when the store itself does not answer: nothing is known of the file then
 */
export async function rileggi(store: ObjectStore, sha256: string, respiro: Respiro): Promise<Letto> {
  let byte = 0;
  try {
    const { stream, dimensione } = await store.open(sha256);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      byte += chunk.length;
      await respiro.prendi();
    }
    return byte === dimensione ? { byte } : { byte, genere: 'file-alterato' };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'file-non-trovato') return { byte, genere: 'file-mancante' };
    if (error instanceof DomainError && error.code === 'file-alterato') return { byte, genere: 'file-alterato' };
    if (isOfTheDisk(error) || (error instanceof DomainError && isOfTheDisk(error.cause)))
      return { byte, genere: 'file-illeggibile' };
    throw error;
  }
}
