import type { Caller } from '../../schemas/accesso.api.js';
import type { BozzaModifica } from '../../schemas/bozza.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import { MAX_ALLEGATI } from '../../schemas/registrazione.api.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { type Bersaglio, changeBozza, contenutoOf } from './cambia.js';
import { applyModifica } from './contenuto.js';
import { numbered, takeIn } from './file.js';

/** Changes a draft; what was there stays as an earlier version. @throws DatiNonValidiError, VersioneSuperataError */
export const modifyBozza = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  modifica: BozzaModifica,
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'modifica', async (bozza) => ({
    contenuto: await applyModifica(deps, caller, bozza.uo, contenutoOf(bozza), modifica),
  }));

/** The letter is a file of one's own, in place of a text written here. @throws DatiNonValidiError on `documento` */
export const putDocumento = (deps: Deps, caller: Caller, bersaglio: Bersaglio, file: ReceivedFile): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'modifica', async (bozza) => {
    const { documento } = await takeIn(deps, caller, { documento: file, allegati: [] });
    const { testo: _testo, modello: _modello, ...contenuto } = contenutoOf(bozza);
    return { contenuto: { ...contenuto, ...(documento !== undefined && { documento }) } };
  });

/** Adds attachments after those that are there. @throws DatiNonValidiError on `allegati[n]` */
export const addAllegati = (
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  files: readonly ReceivedFile[],
): Promise<Bozza> =>
  changeBozza(deps, caller, bersaglio, 'modifica', async (bozza) => {
    const contenuto = contenutoOf(bozza);
    if (contenuto.allegati.length + files.length > MAX_ALLEGATI)
      throw new DatiNonValidiError([{ campo: 'allegati', messaggio: `Al massimo ${MAX_ALLEGATI} allegati.` }]);
    const { allegati } = await takeIn(deps, caller, { allegati: files });
    return { contenuto: { ...contenuto, allegati: numbered([...contenuto.allegati, ...allegati]) } };
  });
