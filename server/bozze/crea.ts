import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { BozzaRichiesta } from '../../schemas/bozza.api.js';
import {
  type Bozza,
  BozzaModel,
  type ContenutoBozza,
  findByNascita,
  insertVersioneBozza,
  type RichiestaBozza,
} from '../../schemas/bozza.model.js';
import { oggettoInRisposta } from '../../schemas/oggetto-risposta.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { RiservatezzaNota } from '../../schemas/registrazione.types.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { mayOn } from '../accesso/diritti.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { ChiaveRiusataError, DatiNonValidiError, OperazioneNonConsentitaError } from '../lib/problem.js';
import { impronteOf } from './cambia.js';
import { modelliOf } from './compila.js';
import { applyModifica, requireRisposta } from './contenuto.js';
import { isFascicoloAperto } from './fascicolo.js';
import { chiOf } from './lettura.js';

const VUOTA: ContenutoBozza = {
  oggetto: '',
  destinatari: [],
  allegati: [],
  riservatezza: { livello: 'ordinaria', uo: [], utenti: [] },
};

/** The reserve of what is answered is that of the answer; who writes is in it. */
function riservatezzaOf({ riservatezza }: Registrazione, { utente, uo }: Caller): RiservatezzaNota {
  const { livello, uo: uffici, utenti } = riservatezza;
  if (livello === 'ordinaria' || uffici.includes(uo) || utenti.includes(utente)) return riservatezza;
  return { livello, uo: uffici, utenti: [...utenti, utente] };
}

/** What a letter takes from what it answers: subject, who wrote, class, fascicolo, reserve; all may be changed. */
async function ereditato(caller: Caller, r: Registrazione): Promise<ContenutoBozza> {
  const destinatari = (r.flusso === 'E' ? r.mittenti : r.destinatari).filter(({ tipo }) => tipo !== 'UO');
  const pec = destinatari.length > 0 && destinatari.every(({ domicilioDigitale }) => domicilioDigitale !== undefined);
  const mezzo = pec ? 'pec' : ['email', 'posta', 'raccomandata'].find((one) => one === r.mezzo);
  const fascicolo =
    r.fascicolo !== undefined && (await isFascicoloAperto(caller, r.fascicolo)) ? r.fascicolo : undefined;
  return {
    ...VUOTA,
    oggetto: oggettoInRisposta({ ...r, dataRegistrazione: rfc3339(r.dataRegistrazione) }),
    destinatari,
    ...(mezzo !== undefined && { mezzo }),
    ...(r.classifica !== undefined && { classifica: r.classifica }),
    ...(r.motivoClassifica !== undefined && { motivoClassifica: r.motivoClassifica }),
    ...(fascicolo !== undefined && { fascicolo }),
    riservatezza: riservatezzaOf(r, caller),
    risponde: { anno: r.anno, numero: r.numero },
  };
}

/** Who answers without choosing a template begins with the one that the AOO has for answers. */
async function withModello(
  deps: Deps,
  { aoo }: Caller,
  { uo: _uo, ...m }: BozzaRichiesta,
): Promise<Omit<BozzaRichiesta, 'uo'>> {
  if (m.modello !== undefined || m.testo !== undefined || m.risponde === undefined || m.risponde === null) return m;
  const usual = (await modelliOf(deps, aoo)).find(({ risposta }) => risposta === true);
  return usual === undefined ? m : { ...m, modello: usual.codice };
}

async function requireUfficio(caller: Caller, uo: string): Promise<void> {
  const { uffici } = await conosciutiOf(caller.aoo);
  if (!uffici.has(uo))
    throw new DatiNonValidiError([{ campo: 'uo', messaggio: `L’ufficio ${uo} non esiste in questa AOO.` }]);
  if (!mayOn(caller, 'scrive-bozze', [uo]))
    throw new OperazioneNonConsentitaError('Si scrive soltanto per il proprio ufficio, o per quelli che si dirigono.');
}

/**
 * Makes a draft, with its first version. The same request again gives the draft that is there.
 * @throws DatiNonValidiError, OperazioneNonConsentitaError, ChiaveRiusataError
 */
export async function createBozza(
  deps: Deps,
  caller: Caller,
  asked: BozzaRichiesta,
  nascita: RichiestaBozza,
): Promise<{ bozza: Bozza; created: boolean }> {
  const earlier = await findByNascita(caller.aoo, nascita);
  if (earlier !== null) return again(earlier, nascita);
  const uo = asked.uo ?? caller.uo;
  await requireUfficio(caller, uo);
  const { risponde } = asked;
  const start =
    risponde === undefined || risponde === null
      ? VUOTA
      : await ereditato(caller, await requireRisposta(deps, caller, risponde));
  const contenuto = await applyModifica(deps, caller, uo, start, await withModello(deps, caller, asked));
  const quando = deps.clock.now();
  const chi = chiOf(caller);
  const bozza: Bozza = {
    _id: new Types.ObjectId(),
    aoo: caller.aoo,
    uo,
    autore: chi,
    stato: 'in-lavorazione',
    n: 1,
    scritta: caller.utente,
    ...contenuto,
    passi: [{ tipo: 'crea', quando, ...chi, n: 1 }],
    creata: quando,
    aggiornata: quando,
    nascita,
    impronte: impronteOf(contenuto),
    versione: 1,
  };
  try {
    await inTransaction(async (session) => {
      await BozzaModel.create([bozza], { session });
      await insertVersioneBozza({ bozza: bozza._id, aoo: bozza.aoo, n: 1, quando, ...chi, contenuto }, session);
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const twin = await findByNascita(caller.aoo, nascita);
    if (twin === null) throw error;
    return again(twin, nascita);
  }
  return { bozza, created: true };
}

function again(bozza: Bozza, { sha256 }: RichiestaBozza): { bozza: Bozza; created: boolean } {
  if (bozza.nascita.sha256 !== sha256) throw new ChiaveRiusataError();
  return { bozza, created: false };
}
