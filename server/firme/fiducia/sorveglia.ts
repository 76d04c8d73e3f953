import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A folder is looked at again after so long. */
const OGNI_MS = 500;
const MAX_FILE = 5_000;

interface Stato {
  segno: string;
  percorsi: string[];
}

/** The files of a folder, or the one file, with a sign that changes whenever one of them does. */
async function statoDi(percorso: string): Promise<Stato> {
  const info = await stat(percorso).catch(() => undefined);
  if (info === undefined) return { segno: '', percorsi: [] };
  const nomi = info.isDirectory() ? (await readdir(percorso)).sort().slice(0, MAX_FILE) : [''];
  const segni: string[] = [];
  const percorsi: string[] = [];
  for (const nome of nomi) {
    const file = path.join(percorso, nome);
    const one = await stat(file).catch(() => undefined);
    if (one?.isFile() !== true) continue;
    percorsi.push(file);
    segni.push(`${nome} ${one.size} ${one.mtimeMs} ${one.ino}`);
  }
  return { segno: segni.join('\n'), percorsi };
}

/**
 * What is read from a folder, or a file, and read again when it changes there.
 * @param leggi - of the paths that are there now
 */
export function sorveglia<T>(
  percorso: string | undefined,
  leggi: (percorsi: readonly string[]) => Promise<T>,
): () => Promise<T> {
  let segno: string | undefined;
  let valore: Promise<T> | undefined;
  let guardato = -Infinity;
  return async () => {
    if (valore !== undefined && performance.now() - guardato < OGNI_MS) return valore;
    guardato = performance.now();
    const stato = percorso === undefined ? { segno: '', percorsi: [] } : await statoDi(percorso);
    if (valore === undefined || stato.segno !== segno) {
      segno = stato.segno;
      valore = leggi(stato.percorsi);
      valore.catch(() => (segno = undefined)); // tried again when it is next asked for
    }
    return valore;
  };
}
