import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { ScansioneRichiesta } from '../../schemas/scansione.api.js';
import { findNataDa, insertScansione, type ScansioneTenuta } from '../../schemas/scansione.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import { mayOn } from '../accesso/diritti.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';
import { isDuplicateKey } from '../lib/mongo.js';
import {
  ChiaveRiusataError,
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  RegistrazioneAnnullataError,
} from '../lib/problem.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { requireVisible } from '../protocollo/lookup.js';
import { accodaScansione } from './accoda.js';
import { idAl, nascitaOf, operatoreOf } from './atti.js';
import { originaleDi } from './ricevi.js';
import { postiDi } from './apri.js';

export interface NuovaScansione {
  specie: ScansioneTenuta['specie'];
  richiesta: ScansioneRichiesta;
  file: readonly ReceivedFile[];
}

/**
 * A registration to which a copy may go. @throws DatiNonValidiError on `registrazione` where there is none that the caller sees;
 * OperazioneNonConsentitaError, RegistrazioneAnnullataError
 */
export async function requireUnibile(
  caller: Caller,
  { anno, numero }: { anno: number; numero: number },
): Promise<{ anno: number; numero: number }> {
  const found = await requireVisible(caller, { anno, numero }).catch((error: unknown) => {
    throw error instanceof NonTrovatoError
      ? new DatiNonValidiError([{ campo: 'registrazione', messaggio: `La registrazione ${numero}/${anno} non c’è.` }])
      : error;
  });
  if (!mayOn(caller, 'integra', found.uffici))
    throw new OperazioneNonConsentitaError(
      'I file li aggiunge il protocollo o l’ufficio a cui il documento è assegnato.',
    );
  if (found.stato === 'annullata') throw new RegistrazioneAnnullataError(numero, anno);
  return { anno, numero };
}

const digestOf = ({ specie, richiesta, file }: NuovaScansione): string =>
  sha256Hex(canonicalText({ specie, richiesta, file: file.map(({ nome, sha256 }) => [nome, sha256]) }));

/** The scan as it is born: pictures have their places, other files are opened by the worker. Pure but for its id. */
export function nasce(
  aoo: string,
  operatore: ScansioneTenuta['operatore'],
  { specie, richiesta, file }: NuovaScansione,
  nascita: ScansioneTenuta['nascita'],
  adesso: Date,
): ScansioneTenuta {
  const _id = idAl(adesso);
  const originali = file.map((one) => originaleDi(one));
  const allOpen = originali.every(({ aperto }) => aperto !== undefined);
  const pagine = allOpen ? originali.flatMap((_one, i) => postiDi(i, { pagine: 1 }, i + 1)) : [];
  const content = {
    id: _id,
    aoo,
    specie,
    creata: adesso.toISOString(),
    operatore: operatore.utente,
    ...(operatore.perContoDi !== undefined && { perContoDi: operatore.perContoDi }),
    richiesta,
    file: file.map(({ nome, dimensione, sha256 }) => ({ nome, dimensione, sha256 })),
  };
  const { pagineAttese, registrazione, originale } = richiesta;
  return {
    _id,
    aoo,
    specie,
    operatore,
    creata: adesso,
    aggiornata: adesso,
    daFare: true,
    nascita,
    richieste: [],
    ...nascitaOf(content),
    eventi: [],
    impronte: [...new Set(file.map(({ sha256 }) => sha256))],
    versione: 1,
    stato: 'in-coda',
    // what is in its place already is not opened; where one has to be, all are placed together, in their order
    originali: allOpen ? originali : originali.map(({ aperto: _aperto, ...one }) => one),
    pagine,
    tolte: [],
    prossima: pagine.length + 1,
    generazione: 1,
    accettazioni: [],
    ...(pagineAttese !== undefined && { pagineAttese }),
    ...(originale !== undefined && {
      originale: {
        unico: originale.unico,
        ...(originale.collocazione !== undefined && { collocazione: originale.collocazione }),
      },
    }),
    ...(registrazione !== undefined && {
      registrazione: { ...registrazione, da: 'operatore' as const },
      unione: { stato: 'in-attesa' as const },
    }),
  };
}

async function again(aoo: string, nascita: ScansioneTenuta['nascita']): Promise<ScansioneTenuta | undefined> {
  const found = await findNataDa(aoo, nascita);
  if (found === null) return undefined;
  if (found.nascita.sha256 !== nascita.sha256) throw new ChiaveRiusataError();
  return found;
}

/**
 * Takes a scan in: its files are safe in the store, one write makes it, the worker does the rest. The same key with the same content
 * gives the scan that is there.
 * @throws DatiNonValidiError, ChiaveRiusataError
 */
export async function createScansione(
  deps: Deps,
  caller: Caller,
  nuova: NuovaScansione,
  chiave: string | { autore: string; chiave: string } | undefined,
): Promise<{ scansione: ScansioneTenuta; created: boolean }> {
  const nascita = {
    autore: typeof chiave === 'object' ? chiave.autore : caller.utente,
    chiave: (typeof chiave === 'object' ? chiave.chiave : chiave) ?? `auto-${new Types.ObjectId().toHexString()}`,
    sha256: digestOf(nuova),
  };
  const earlier = await again(caller.aoo, nascita);
  if (earlier !== undefined) return { scansione: earlier, created: false };
  if (nuova.richiesta.registrazione !== undefined) await requireUnibile(caller, nuova.richiesta.registrazione);
  const scansione = nasce(caller.aoo, operatoreOf(caller), nuova, nascita, deps.clock.now());
  await protectFiles(deps.store, nuova.file);
  try {
    await insertScansione(scansione);
  } catch (error) {
    const twin = isDuplicateKey(error) ? await again(caller.aoo, nascita) : undefined;
    if (twin === undefined) throw error;
    return { scansione: twin, created: false };
  }
  accodaScansione(deps, scansione._id);
  return { scansione, created: true };
}
