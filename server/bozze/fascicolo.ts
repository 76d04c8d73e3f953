import type { Caller } from '../../schemas/accesso.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { requireDocumento } from '../fascicoli/documento.js';
import { findFascicolo } from '../fascicoli/visibilita.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';

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

/** The file of a document that is not registered, in its last version; undefined where the caller may not see it. */
export async function fileDiFascicolo(caller: Caller, id: string): Promise<FileRegistrato | undefined> {
  try {
    return (await requireDocumento(caller, id)).versioni.at(-1)?.file;
  } catch (error) {
    if (error instanceof NonTrovatoError) return undefined;
    throw error;
  }
}
