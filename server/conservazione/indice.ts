import { Readable } from 'node:stream';
import type { Versamento } from '../../schemas/versamento.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { StoredFile } from '../../storage/object-store.js';
import { misuraArchivio } from './pacchetti/archivio.js';
import type { DepsConservazione } from './deps.js';
import type { OperazioneVersamento } from '../../schemas/versamento.api.js';
import type { Conservatore, PacchettoPreparato, Ritocchi, Seguito, Versabile } from './tipi.js';

/** A package, frozen: its own files are in the store, the rest was there. */
export interface Congelato extends Pick<Versamento, 'pacchetto' | 'sha256' | 'dimensione' | 'impronte'> {
  /** to be protected right before the record that names them is written */
  protect: () => Promise<void>;
}

/** Bytes of all that is sent, the index included. */
export const dimensioneOf = ({ indice, file }: Pick<PacchettoPreparato, 'indice' | 'file'>): number =>
  file.reduce((sum, { dimensione }) => sum + dimensione, indice.dimensione);

/**
 * Makes the index of a package and puts it, with what was made for it, into the store; then every file is read whole once, so that one
 * that was altered is found before anything is sent.
 * @throws IntegrityError, FileNotFoundError of the store
 */
export async function congela(
  { store }: Pick<DepsConservazione, 'store'>,
  conservatore: Conservatore,
  versabile: Versabile,
  ritocchi: Ritocchi,
  seguito?: Seguito,
): Promise<Congelato> {
  const indice = conservatore.prepara(versabile, ritocchi, seguito);
  const own: StoredFile[] = [];
  const put = async (contenuto: Buffer): Promise<StoredFile> => {
    const kept = await store.put(Readable.from([contenuto], { objectMode: false }));
    own.push(kept);
    return kept;
  };
  const stored = await put(indice.contenuto);
  for (const { contenuto } of indice.file) if (contenuto !== undefined) await put(contenuto);
  const operazione: OperazioneVersamento = seguito?.operazione ?? 'versamento';
  const pacchetto: PacchettoPreparato = {
    operazione,
    tipo: versabile.tipo,
    chiave: versabile.chiave,
    formato: indice.formato,
    indice: { nome: indice.nome, mime: indice.mime, sha256: stored.sha256, dimensione: stored.dimensione },
    ...(indice.improntaIndice !== undefined && { improntaIndice: indice.improntaIndice }),
    file: indice.file.map(({ contenuto: _bytes, ...file }) => file),
    istante: versabile.istante,
  };
  const { sha256 } = await misuraArchivio(pacchetto, (one) => store.read(one));
  return {
    pacchetto,
    sha256,
    dimensione: dimensioneOf(pacchetto),
    impronte: [...new Set(own.map((one) => one.sha256))],
    protect: () => protectFiles(store, own),
  };
}
