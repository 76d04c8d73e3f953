import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ObjectStore } from '../../storage/object-store.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Parola } from './tipi.js';

type Store = Pick<ObjectStore, 'put' | 'open' | 'stat' | 'restoreFromTrash'>;

/** Stores some bytes, safe until the record that names them is written. @returns their SHA-256 */
export async function deposita(store: Store, bytes: Buffer): Promise<string> {
  const stored = await store.put(Readable.from([bytes], { objectMode: false }));
  await protectFiles(store, [stored]);
  return stored.sha256;
}

/** All of a stored file, verified. */
export async function preleva(store: Pick<Store, 'open'>, sha256: string): Promise<Buffer> {
  const { stream } = await store.open(sha256);
  return buffer(stream);
}

/** The words of a page as they were stored. */
export const parolaDa = (bytes: Buffer): Parola[] => JSON.parse(bytes.toString('utf8')) as Parola[];
export const bytesDi = (parole: readonly Parola[]): Buffer => Buffer.from(JSON.stringify(parole), 'utf8');
