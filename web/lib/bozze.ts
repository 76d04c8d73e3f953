import type { DBSchema } from 'idb';
import { baseLocale } from './base-locale.js';

/** One file of a draft, with its bytes. `sha256` is lower-case hex, absent while it is being computed. */
export interface FileBozza {
  id: string;
  bozza: string;
  nome: string;
  dimensione: number;
  sha256?: string;
  contenuto: Blob;
}

/** What was sent when the outcome stayed unknown: sent again as it is, under the same key, it finds the number if there is one. */
export interface InvioBozza {
  richiesta: string;
  documento: string | null;
  allegati: string[];
  quando: string;
}

/**
 * A registration form still without its number. `chiave` is its Idempotency-Key, made with the form and never changed: a second
 * Enter, a reload or a retry finds the same registration. `valori` is what the form keeps, read back with care by the form.
 * Instants are RFC 3339; `documento` and `allegati` name files of the draft.
 */
export interface Bozza {
  id: string;
  autore: string;
  chiave: string;
  creata: string;
  salvata: string;
  valori: unknown;
  documento: string | null;
  allegati: string[];
  /** Sendings whose outcome is not known, oldest first. */
  invii: InvioBozza[];
}

interface Schema extends DBSchema {
  bozze: { key: string; value: Bozza; indexes: { autore: string } };
  file: { key: string; value: FileBozza; indexes: { bozza: string } };
}

const database = baseLocale<Schema>('protocollo-bozze', (db) => {
  db.createObjectStore('bozze', { keyPath: 'id' }).createIndex('autore', 'autore');
  db.createObjectStore('file', { keyPath: 'id' }).createIndex('bozza', 'bozza');
});

/** The drafts of one person in one AOO (`autore`), last touched first. */
export async function listBozze(autore: string): Promise<Bozza[]> {
  const db = await database();
  const bozze = await db.getAllFromIndex('bozze', 'autore', autore);
  return bozze.sort((a, b) => b.salvata.localeCompare(a.salvata));
}

const DAY_MS = 86_400_000;

/**
 * Drafts that nobody has touched for so many days: on a computer that several people use they should not stay. One whose sending
 * has no answer yet is not among them: its number may be in.
 */
export const bozzeFerme = (bozze: readonly Bozza[], giorni: number, adesso: Date): Bozza[] =>
  bozze.filter(({ salvata, invii }) => invii.length === 0 && adesso.getTime() - Date.parse(salvata) > giorni * DAY_MS);

/** A draft with its files; `assente` if it is not in this browser, `altrui` if it is somebody else's and stays theirs. */
export async function readBozza(
  id: string,
  autore: string,
): Promise<{ bozza: Bozza; file: FileBozza[] } | 'assente' | 'altrui'> {
  const tx = (await database()).transaction(['bozze', 'file']);
  const bozza = await tx.objectStore('bozze').get(id);
  if (bozza === undefined) return 'assente';
  if (bozza.autore !== autore) return 'altrui';
  return { bozza, file: await tx.objectStore('file').index('bozza').getAll(id) };
}

/** Keeps the draft as it is now. Its files are kept apart, by `saveFile`, so that typing does not write them again. */
export async function saveBozza(bozza: Bozza): Promise<void> {
  await (await database()).put('bozze', bozza);
}

/** Keeps one file and returns it as read back: bytes that no longer depend on the file of the disk it came from. */
export async function saveFile(file: FileBozza): Promise<FileBozza> {
  const tx = (await database()).transaction('file', 'readwrite');
  await tx.store.put(file);
  const salvato = await tx.store.get(file.id);
  await tx.done;
  return salvato ?? file;
}

/** Forgets the files of a draft that neither it nor an unsettled sending names any more. */
export async function pruneFiles(bozza: Bozza): Promise<void> {
  const tenuti = new Set([bozza, ...bozza.invii].flatMap(({ documento, allegati }) => [documento, ...allegati]));
  const tx = (await database()).transaction('file', 'readwrite');
  const chiavi = await tx.store.index('bozza').getAllKeys(bozza.id);
  await Promise.all(chiavi.filter((id) => !tenuti.has(id)).map((id) => tx.store.delete(id)));
  await tx.done;
}

/** Forgets a draft and its files: its number is in, or its author threw it away. */
export async function deleteBozza(id: string): Promise<void> {
  const tx = (await database()).transaction(['bozze', 'file'], 'readwrite');
  const file = tx.objectStore('file');
  const chiavi = await file.index('bozza').getAllKeys(id);
  await Promise.all([tx.objectStore('bozze').delete(id), ...chiavi.map((chiave) => file.delete(chiave))]);
  await tx.done;
}
