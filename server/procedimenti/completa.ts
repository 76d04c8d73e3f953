import type { Caller } from '../../schemas/accesso.api.js';
import type { CompletamentoRichiesta } from '../../schemas/procedimento.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { openFascicolo } from '../fascicoli/apri.js';
import { fileDocumenti } from '../fascicoli/fascicola.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { type Posto, requireVisible } from '../protocollo/lookup.js';
import { DatiNonValidiError, StatoIncompatibileError } from '../lib/problem.js';
import { arrivoDi } from './fascicolo.js';
import { beginProcedimento } from './service.js';

/** The names of this request: the fascicolo is opened with what stands under `nuovo`. */
const renamed = (error: unknown): never => {
  if (!(error instanceof DatiNonValidiError)) throw error;
  throw new DatiNonValidiError(error.errori.map(({ campo, messaggio }) => ({ campo: `nuovo.${campo}`, messaggio })));
};

/**
 * The second hand of the classification, in one act: the document goes into a fascicolo, there already or opened for it, and takes its
 * sottoclasse (titolario.md §4). The fascicolo is opened under a key made of the document and of what is asked: whatever breaks off, the
 * same request goes on with the same fascicolo, never with a second one.
 * @throws OperazioneNonConsentitaError, DatiNonValidiError, StatoIncompatibileError, NonTrovatoError
 */
export async function completeRegistrazione(
  deps: Deps,
  caller: Caller,
  { anno, numero }: Posto,
  { fascicolo, nuovo, motivo }: CompletamentoRichiesta,
): Promise<Registrazione> {
  const registrazione = await requireVisible(caller, { anno, numero });
  const id = nuovo === undefined ? fascicolo : await openPer(deps, caller, registrazione, nuovo);
  if (id === undefined) throw new StatoIncompatibileError('Indicare un fascicolo, oppure i dati di uno nuovo.');
  await fileDocumenti(
    deps,
    caller,
    { id },
    { registrazioni: [{ anno, numero }] },
    { principale: true, ...(motivo !== undefined && { motivo }) },
  );
  return requireVisible(caller, { anno, numero });
}

/** Opens the fascicolo for that document; its procedimento, if it has one, runs from the arrival of the istanza. */
async function openPer(
  deps: Deps,
  caller: Caller,
  registrazione: Registrazione,
  nuovo: NonNullable<CompletamentoRichiesta['nuovo']>,
): Promise<string> {
  const { anno, numero, flusso, assegnazioni } = registrazione;
  const uo = nuovo.uo ?? assegnazioni.find(({ tipo }) => tipo === 'competenza')?.uo ?? caller.uo;
  const sha256 = sha256Hex(canonicalText({ anno, numero, uo, nuovo }));
  const chiave = `completa-${anno}-${numero}-${sha256.slice(0, 32)}`;
  const { fascicolo } = await openFascicolo(deps, caller, { ...nuovo, uo }, { chiave, sha256 }).catch(renamed);
  const arrivo = arrivoDi(registrazione);
  if (fascicolo.iter !== undefined && flusso === 'E' && fascicolo.iter.inizio > arrivo && fascicolo.stato === 'aperto')
    await beginProcedimento(deps, caller, { id: fascicolo._id }, { inizio: arrivo });
  return fascicolo._id;
}
