import type { Caller } from '../../schemas/accesso.api.js';
import { DocumentoModel } from '../../schemas/documento.model.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { visibleTo } from '../accesso/visibilita.js';
import { DatiNonValidiError } from '../lib/problem.js';

/* What a letter needs to know of the fascicoli. */

interface FascicoloVisto {
  codice: string;
  oggetto: string;
  stato: 'aperto' | 'chiuso';
  annullato?: object;
}

const findFascicolo = (caller: Caller, id: string): Promise<FascicoloVisto | null> =>
  FascicoloModel.findOne(
    { $and: [{ _id: id, aoo: caller.aoo }, visibleTo(caller)] },
    { _id: 0, codice: 1, oggetto: 1, stato: 1, annullato: 1 },
  )
    .lean<FascicoloVisto>()
    .exec();

const isOpen = ({ stato, annullato }: FascicoloVisto): boolean => stato === 'aperto' && annullato === undefined;

/** Whether a letter could be filed there by that caller. */
export async function isFascicoloAperto(caller: Caller, id: string): Promise<boolean> {
  const found = await findFascicolo(caller, id);
  return found !== null && isOpen(found);
}

/** @throws DatiNonValidiError on `fascicolo` for one that the caller may not see, or that is closed */
export async function requireFascicoloAperto(caller: Caller, id: string): Promise<void> {
  const found = await findFascicolo(caller, id);
  const messaggio =
    found === null
      ? 'Il fascicolo indicato non esiste: controllare il codice.'
      : isOpen(found)
        ? undefined
        : `Il fascicolo ${found.codice} è chiuso: sceglierne un altro, o farlo riaprire.`;
  if (messaggio !== undefined) throw new DatiNonValidiError([{ campo: 'fascicolo', messaggio }]);
}

/** `2026-VI/3.1 (Passo carrabile di via Roma)`, as a letter names it; undefined where the caller may not see it. */
export async function codiceDiFascicolo(caller: Caller, id: string): Promise<string | undefined> {
  const found = await findFascicolo(caller, id);
  return found === null ? undefined : `${found.codice} (${found.oggetto})`;
}

/** The file of a document that is not registered, in its last version; undefined where the caller may not see it. */
export async function fileDiFascicolo(caller: Caller, id: string): Promise<FileRegistrato | undefined> {
  const found = await DocumentoModel.findOne(
    { $and: [{ _id: id, aoo: caller.aoo }, visibleTo(caller)] },
    { _id: 0, versioni: { $slice: -1 } },
  ).lean<{ versioni: { file: FileRegistrato }[] }>();
  return found?.versioni[0]?.file;
}
