import type { DBSchema } from 'idb';
import { baseLocale } from '../lib/base-locale.js';
import type { ValoriLettera } from './valori-lettera.js';

/** What was typed in a letter and is not yet at the server: it outlives the page, the browser and a crash. */
export interface LetteraLocale {
  /** of the letter at the server, and of who types */
  chiave: string;
  /** the version of the server's record on which one types */
  versione: number;
  valori: ValoriLettera;
  salvata: string;
}

interface Schema extends DBSchema {
  lettere: { key: string; value: LetteraLocale };
}

const database = baseLocale<Schema>('protocollo-lettere', (db) => {
  db.createObjectStore('lettere', { keyPath: 'chiave' });
});

export const readLocale = async (chiave: string): Promise<LetteraLocale | undefined> =>
  (await database()).get('lettere', chiave);

export async function saveLocale(lettera: LetteraLocale): Promise<void> {
  await (await database()).put('lettere', lettera);
}

export async function forgetLocale(chiave: string): Promise<void> {
  await (await database()).delete('lettere', chiave);
}
