import type { Caller } from '../../schemas/accesso.api.js';
import { DocumentoModel } from '../../schemas/documento.model.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { findFascicolo, visibleDocumenti, visibleFascicoli } from '../fascicoli/visibilita.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import { DatiNonValidiError } from '../lib/problem.js';

/* What a letter needs to know of the fascicoli. */

const isOpen = ({ stato, annullato }: Fascicolo): boolean => stato === 'aperto' && annullato === undefined;

/** Whether a letter could be filed there by that caller. */
export async function isFascicoloAperto(caller: Caller, id: string): Promise<boolean> {
  const found = await findFascicolo(caller, id);
  return found !== null && isOpen(found);
}

/**
 * The id of an open fascicolo, of that id or codice.
 * @throws DatiNonValidiError on `fascicolo` for one that the caller may not see, or that is closed
 */
export async function requireFascicoloAperto(caller: Caller, id: string): Promise<string> {
  const found = await findFascicolo(caller, id);
  if (found !== null && isOpen(found)) return found._id;
  const messaggio =
    found === null
      ? 'Il fascicolo indicato non esiste: controllare il codice.'
      : `Il fascicolo ${found.codice} è chiuso: sceglierne un altro, o farlo riaprire.`;
  throw new DatiNonValidiError([{ campo: 'fascicolo', messaggio }]);
}

/** `2026-VI/3.1 (Passo carrabile di via Roma)`, as a letter names it; undefined where the caller may not see it. */
export async function codiceDiFascicolo(caller: Caller, id: string): Promise<string | undefined> {
  const found = await findFascicolo(caller, id);
  return found === null ? undefined : `${found.codice} (${found.oggetto})`;
}

/** The file of a document that is not registered, in its last version; undefined where the caller may not see it, or none of its fascicoli. */
export async function fileDiFascicolo(caller: Caller, id: string): Promise<FileRegistrato | undefined> {
  const found = await DocumentoModel.findOne(
    { $and: [{ _id: id, aoo: caller.aoo }, visibleDocumenti(caller)] },
    { _id: 0, versioni: { $slice: -1 }, fascicolo: 1, altriFascicoli: 1 },
  ).lean<{ versioni: { file: FileRegistrato }[]; fascicolo?: string; altriFascicoli?: string[] }>();
  if (found === null) return undefined;
  const places = [...(found.fascicolo === undefined ? [] : [found.fascicolo]), ...(found.altriFascicoli ?? [])];
  const seen = await FascicoloModel.exists({ $and: [{ _id: { $in: places } }, visibleFascicoli(caller)] });
  return seen === null ? undefined : found.versioni[0]?.file;
}
