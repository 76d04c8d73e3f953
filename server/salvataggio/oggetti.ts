import path from 'node:path';
import { FolderStore } from '../../storage/folder-store.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { requireWhole } from '../../storage/verified.js';
import { readCompressed, writeCompressed } from './bson.js';
import { ELENCO_FILE, isDaRileggere, OGGETTI } from './cartelle.js';
import { SalvataggioError } from './errori.js';

/** In thirty backups every file of the earlier ones has been read again. */
const GIRI = 30;

export interface CopiaFile {
  quanti: number;
  bytes: number;
  nuovi: number;
  bytesNuovi: number;
  riletti: number;
  /** SHA-256 of the list, as it lies in the folder of the backup */
  elenco: string;
}

export const openOggetti = (luogo: string): Promise<FolderStore> => FolderStore.create(path.join(luogo, OGGETTI));

const reread = async (store: ObjectStore, sha256: string): Promise<void> => {
  try {
    await requireWhole((await store.open(sha256)).stream);
  } catch (error) {
    throw new SalvataggioError(`Il file ${sha256} nel salvataggio non si rilegge uguale`, { cause: error });
  }
};

/**
 * Copies what the place of the backups does not have yet, hashing while it passes and reading it back; of what it has already,
 * a thirtieth is read again each time.
 * @param turno - which thirtieth; @param completo - all of it
 * @throws SalvataggioError naming a file that is altered, here or there
 */
export async function copyFiles(
  from: ObjectStore,
  { luogo, dir, turno, completo }: { luogo: string; dir: string; turno: number; completo: boolean },
): Promise<CopiaFile> {
  const to = await openOggetti(luogo);
  const copia: CopiaFile = { quanti: 0, bytes: 0, nuovi: 0, bytesNuovi: 0, riletti: 0, elenco: '' };
  const copyOne = async (sha256: string, dimensione: number): Promise<void> => {
    const there = await to.stat(sha256);
    if (there !== null && there.dimensione !== dimensione)
      throw new SalvataggioError(`Il file ${sha256} nel salvataggio ha un’altra lunghezza`);
    if (there === null) {
      await to.put((await from.open(sha256)).stream);
      copia.nuovi += 1;
      copia.bytesNuovi += dimensione;
    }
    if (there === null || completo || isDaRileggere(sha256, turno, GIRI)) {
      await reread(to, sha256);
      copia.riletti += 1;
    }
    copia.quanti += 1;
    copia.bytes += dimensione;
  };
  const lines = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const { sha256, dimensione } of from.list()) {
      try {
        await copyOne(sha256, dimensione);
      } catch (error) {
        if (error instanceof SalvataggioError) throw error;
        throw new SalvataggioError(`Il file ${sha256} non si copia: manca o è alterato nell’archivio`, {
          cause: error,
        });
      }
      yield Buffer.from(`${sha256} ${dimensione}\n`);
    }
  };
  copia.elenco = (await writeCompressed(path.join(dir, ELENCO_FILE), lines())).sha256;
  return copia;
}

/** The files that a backup lists, in order. @throws SalvataggioError */
export async function* listedFiles(
  dir: string,
  elenco: string,
): AsyncGenerator<{ sha256: string; dimensione: number }, void> {
  let rest = '';
  for await (const piece of readCompressed(path.join(dir, ELENCO_FILE), elenco)) {
    const lines = (rest + piece.toString('ascii')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [sha256 = '', dimensione = ''] = line.split(' ');
      yield { sha256, dimensione: Number(dimensione) };
    }
  }
}

/** Every file that is named is among those listed. @throws SalvataggioError */
export async function requireNamed(dir: string, elenco: string, nominati: ReadonlySet<string>): Promise<void> {
  const missing = new Set(nominati);
  for await (const { sha256 } of listedFiles(dir, elenco)) missing.delete(sha256);
  const [first] = missing;
  if (first !== undefined)
    throw new SalvataggioError(`Nel salvataggio mancano ${missing.size} file registrati; il primo è ${first}`);
}
