import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Manifesto } from '../../schemas/salvataggio.api.js';
import { syncFolder } from '../../storage/files.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { daTogliere, isNome, isParziale, MANIFESTO, nomeOf, parzialeOf } from './cartelle.js';
import { SalvataggioError } from './errori.js';
import { dumpSnapshot } from './istantanea.js';
import { copyFiles, requireNamed } from './oggetti.js';
import { checkRaccolte, readFileNominati, readRegistri } from './registri.js';

export interface Salvato {
  cartella: string;
  registrazioni: number;
  documenti: number;
  file: number;
  fileNuovi: number;
  fileRiletti: number;
  bytesNuovi: number;
}

interface OpzioniSalva {
  store: ObjectStore;
  /** the place of the backups, `BACKUP_DIR` */
  luogo: string;
  adesso: Date;
  /** how many backups stay; the files of all that ever were stay */
  conserva: number;
  /** every saved file is read again, not only a thirtieth */
  completo?: boolean;
  onPasso?: (passo: string) => void;
}

async function writeManifesto(dir: string, manifesto: Manifesto): Promise<void> {
  const file = await open(path.join(dir, MANIFESTO), 'wx', 0o600);
  await file.writeFile(`${JSON.stringify(manifesto, undefined, 2)}\n`);
  await file.sync();
  await file.close();
}

/** What stands in the place of the backups, which is made where it is not there. @throws SalvataggioError */
async function openLuogo(luogo: string): Promise<string[]> {
  try {
    await mkdir(luogo, { recursive: true, mode: 0o700 });
    return await readdir(luogo);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new SalvataggioError(
      `La cartella dei salvataggi ${luogo} non si può usare (${code}): indicarne un’altra in BACKUP_DIR, o darne i permessi a chi esegue il servizio`,
      { cause: error },
    );
  }
}

/**
 * One whole backup, verified after it was written (DPR 445/2000 art. 62): the database at one instant, the files incrementally,
 * the chain replayed from what was written. The folder gets its name only at the end: what bears a name is whole.
 * The snapshot is taken first, the files after it: what it names was stored before it.
 * @throws SalvataggioError saying what is wrong; nothing of the try is left
 */
export async function saveAll({
  store,
  luogo,
  adesso,
  conserva,
  completo = false,
  onPasso = () => undefined,
}: OpzioniSalva): Promise<Salvato> {
  const kept = await openLuogo(luogo);
  for (const left of kept.filter(isParziale)) await rm(path.join(luogo, left), { recursive: true });
  const nome = nomeOf(adesso);
  if (kept.includes(nome)) throw new SalvataggioError(`Il salvataggio ${nome} c’è già`);
  const dir = path.join(luogo, parzialeOf(nome));
  await mkdir(dir, { mode: 0o700 });
  try {
    const raccolte = await dumpSnapshot(dir, (raccolta) => onPasso(`raccolta ${raccolta}`));
    onPasso('file');
    const copia = await copyFiles(store, { luogo, dir, turno: kept.filter(isNome).length, completo });
    onPasso('verifica di ciò che è stato scritto');
    await checkRaccolte(dir, { raccolte });
    const { registri, nominati } = await readRegistri(dir, raccolte);
    await requireNamed(dir, copia.elenco, new Set([...nominati, ...(await readFileNominati(dir, raccolte))]));
    const file = { quanti: copia.quanti, bytes: copia.bytes, elenco: copia.elenco };
    await writeManifesto(dir, { formato: 1, istante: adesso.toISOString(), raccolte, file, registri });
    await syncFolder(dir);
    await rename(dir, path.join(luogo, nome));
    await syncFolder(luogo);
    for (const old of daTogliere([...kept, nome], conserva)) await rm(path.join(luogo, old), { recursive: true });
    return {
      cartella: nome,
      registrazioni: registri.reduce((sum, one) => sum + one.registrazioni, 0),
      documenti: raccolte.reduce((sum, one) => sum + one.documenti, 0),
      file: copia.quanti,
      fileNuovi: copia.nuovi,
      fileRiletti: copia.riletti,
      bytesNuovi: copia.bytesNuovi,
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}
