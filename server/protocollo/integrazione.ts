import { mayOn } from '../accesso/diritti.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Deps } from '../deps.js';
import { accodaFile } from '../estrazione/accoda.js';
import { controllaArrivi } from '../formati/antivirus.js';
import { applyFormati, describeFiles } from '../formati/descrivi.js';
import { legalDay } from '../lib/clock.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { DatiNonValidiError, OperazioneNonConsentitaError, StatoIncompatibileError } from '../lib/problem.js';
import { changeRegistrazione } from './change.js';
import { evento } from './eventi.js';
import type { Bersaglio } from './lookup.js';

export interface Integrazione {
  motivo: string;
  documento?: ReceivedFile;
  allegati: readonly ReceivedFile[];
}

/**
 * Adds what was missing: the document, once, where paper waited for its scan; attachments, with the next places. With its own date,
 * operator and hash; what is there never changes (protocollo.md §6).
 * @throws StatoIncompatibileError if the document is there already
 */
export async function integrateRegistrazione(
  deps: Deps,
  caller: Caller,
  bersaglio: Bersaglio,
  { motivo, documento, allegati }: Integrazione,
): Promise<Registrazione> {
  if (documento === undefined && allegati.length === 0) {
    throw new DatiNonValidiError([
      { campo: 'documento', messaggio: 'Allegare il documento mancante o almeno un allegato.' },
    ]);
  }
  const [file] = await describeFiles(deps, documento === undefined ? [] : [documento]);
  const described = await describeFiles(deps, allegati, documento === undefined ? [] : [documento]);
  await controllaArrivi(deps, [...(file === undefined ? [] : [file]), ...described]);
  await protectFiles(deps.store, [...(documento === undefined ? [] : [documento]), ...allegati]);
  const integrata = await changeRegistrazione(deps, caller, bersaglio, async (registrazione, chi) => {
    if (!mayOn(caller, 'integra', registrazione.uffici))
      throw new OperazioneNonConsentitaError(
        'I file li aggiunge il protocollo o l’ufficio a cui il documento è assegnato.',
      );
    if (file !== undefined && registrazione.documento !== undefined)
      throw new StatoIncompatibileError(
        'Il documento c’è già e non si sostituisce: se è sbagliato, annullare la registrazione.',
      );
    const contesto = { aoo: caller.aoo, giorno: legalDay(chi.data), flusso: registrazione.flusso };
    await applyFormati(contesto, { documento: file, allegati: described });
    const from = registrazione.allegati.length + 1;
    const added = described.map((one, i) => ({ n: from + i, ...one }));
    return [
      evento('integrazione', chi, {
        motivo,
        ...(file !== undefined && { documento: file }),
        ...(added.length > 0 && { allegati: added }),
      }),
    ];
  });
  accodaFile(
    deps,
    [...(file === undefined ? [] : [file]), ...described].map(({ sha256 }) => sha256),
  );
  return integrata;
}
