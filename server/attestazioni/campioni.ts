import { randomBytes } from 'node:crypto';
import type { Caller } from '../../schemas/accesso.api.js';
import type { CampioneLetto, EsitoCampioneRichiesto } from '../../schemas/campione.api.js';
import { addEsito, type Campione, findCampione, findCampioni, insertCampione } from '../../schemas/campione.model.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { estrai, statoCampione } from './campione-rules.js';
import { requireCiclo } from './ciclo.js';
import { type Copia, findCopie, isLottoAperto, requireLotto, sendBack, ufficiDi } from './copie.js';
import { requireDelega } from './deleghe.js';
import { newId } from './identita.js';
import { pianoOf } from './piano-campionamento.js';
import { raffrontiOf, requireUguali } from './raffronti.js';

const SEME_BYTES = 16;
const MAX_ELENCO = 200;
/** Copies in one attestation, and so in a lot that is certified. */
export const MAX_COPIE = 1_000;

export function presentCampione(c: Campione): CampioneLetto {
  const { stato, difformi, mancano } = statoCampione(c.scelti, c.esiti, c.piano.accetta);
  const found = new Map(c.esiti.map((one) => [one.scansione, one]));
  return {
    id: c._id,
    lotto: c.lotto,
    stato,
    piano: c.piano,
    seme: c.seme,
    funzionario: c.funzionario,
    creato: rfc3339(c.creato),
    scelti: c.scelti.map((scansione) => {
      const one = found.get(scansione);
      return {
        scansione,
        ...(one !== undefined && {
          esito: one.esito,
          quando: rfc3339(one.quando),
          ...(one.motivo !== undefined && { motivo: one.motivo }),
        }),
      };
    }),
    difformi,
    mancano,
  };
}

type Popolazione = Campione['popolazione'];

/** The copies that a sample speaks for: those ready in the lot, as they are now. @throws StatoIncompatibileError while some are not */
function popolazioneOf(copie: readonly Copia[]): Popolazione {
  const aperte = copie.filter(({ tenuta }) => tenuta.stato !== 'pronta' && tenuta.stato !== 'attestata');
  if (aperte.length > 0)
    throw new StatoIncompatibileError(
      `Nel lotto ${aperte.length === 1 ? 'una scansione non è pronta' : `${aperte.length} scansioni non sono pronte`}: il campione si estrae quando il lotto è tutto controllato.`,
    );
  const pronte = copie.flatMap(({ tenuta: { _id, copia, stato } }) =>
    stato === 'pronta' && copia !== undefined ? [{ scansione: _id, sha256: copia.sha256 }] : [],
  );
  if (pronte.length === 0) throw new StatoIncompatibileError('Il lotto è già attestato.');
  if (pronte.length > MAX_COPIE)
    throw new StatoIncompatibileError(
      `Il lotto ha ${pronte.length} copie: se ne certificano al massimo ${MAX_COPIE} insieme.`,
    );
  return pronte;
}

const isSame = (a: Popolazione, b: Popolazione): boolean =>
  a.length === b.length &&
  a.every(({ scansione, sha256 }, i) => b[i]?.scansione === scansione && b[i].sha256 === sha256);

/** The sample of the lot that still speaks for it as it is, open or accepted: nobody draws again until it suits. */
async function findValido(aoo: string, lotto: string, popolazione: Popolazione): Promise<Campione | undefined> {
  const all = await findCampioni(aoo, lotto, MAX_ELENCO);
  return all.find((one) => one.chiuso?.stato !== 'rifiutato' && isSame(one.popolazione, popolazione));
}

/**
 * Draws the sample of a lot (Allegato 3 §2.4): size by the plan, copies by a seed that is written in the log and in the record, so that
 * anybody draws the same ones again. The sample that is there for the same copies is answered instead of a new one.
 * @throws NonTrovatoError, OperazioneNonConsentitaError, StatoIncompatibileError
 */
export async function drawCampione(
  deps: Deps,
  caller: Caller,
  lotto: string,
): Promise<{ campione: Campione; created: boolean }> {
  const copie = await requireLotto(caller, lotto);
  const delega = await requireDelega(deps, caller, 'processo', copie.map((one) => ufficiDi(one, caller))); // prettier-ignore
  const ciclo = await requireCiclo(deps, caller.aoo);
  if (await isLottoAperto(caller.aoo, lotto))
    throw new StatoIncompatibileError('Il lotto è ancora in lavorazione: il campione si estrae quando è finito.');
  const popolazione = popolazioneOf(copie);
  const known = await findValido(caller.aoo, lotto, popolazione);
  if (known !== undefined) return { campione: known, created: false };
  const creato = deps.clock.now();
  const seme = randomBytes(SEME_BYTES).toString('hex');
  const piano = pianoOf(popolazione.length, ciclo.aql);
  const campione: Campione = {
    _id: newId(creato),
    aoo: caller.aoo,
    lotto,
    piano,
    seme,
    popolazione,
    scelti: estrai(seme, popolazione.map(({ scansione }) => scansione), piano.campione), // prettier-ignore
    funzionario: caller.utente,
    delega: delega._id,
    creato,
    esiti: [],
    versione: 1,
  };
  try {
    await insertCampione(campione);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const first = await findValido(caller.aoo, lotto, popolazione);
    if (first !== undefined) return { campione: first, created: false };
    throw new StatoIncompatibileError('Il lotto è cambiato e ha un campione ancora aperto: concluderlo prima.', [], {
      cause: error,
    });
  }
  deps.log.info({ aoo: caller.aoo, lotto, campione: campione._id, seme, copie: piano.campione }, 'sample drawn');
  return { campione, created: true };
}

export async function requireCampione(caller: Caller, id: string): Promise<Campione> {
  const found = await findCampione(caller.aoo, id);
  if (found === null) throw new NonTrovatoError('Il campione non esiste: controllare l’indirizzo.');
  await requireLotto(caller, found.lotto); // of documents that one may not see nothing is told, nor how many they are
  return found;
}

/** The samples that the caller may see, the last first. */
export async function listCampioni(caller: Caller, lotto: string | undefined): Promise<Campione[]> {
  const found = await findCampioni(caller.aoo, lotto, MAX_ELENCO);
  const seen = await findCopie(caller, [...new Set(found.flatMap((one) => one.popolazione.map((p) => p.scansione)))]);
  return found.filter(({ popolazione }) => popolazione.every(({ scansione }) => seen.has(scansione)));
}

/**
 * What the comparison of one copy of the sample found, told by who drew it. Too many defective ones refuse the sample: the lot returns to
 * the check in the same write.
 */
export async function recordEsito(
  deps: Deps,
  caller: Caller,
  id: string,
  { scansione, esito, motivo }: EsitoCampioneRichiesto,
): Promise<Campione> {
  const campione = await requireCampione(caller, id);
  if (campione.funzionario !== caller.utente)
    throw new OperazioneNonConsentitaError(
      'Il raffronto del campione lo fa chi lo ha estratto, e poi firma: non si delega.',
    );
  const copie = await findCopie(caller, campione.scelti);
  await requireDelega(deps, caller, 'processo', [...copie.values()].map((one) => ufficiDi(one, caller))); // prettier-ignore
  if (!campione.scelti.includes(scansione))
    throw new DatiNonValidiError([{ campo: 'scansione', messaggio: 'La scansione non è tra quelle del campione.' }]);
  const before = campione.esiti.find((one) => one.scansione === scansione);
  if (before !== undefined && before.esito === esito && before.motivo === motivo) return campione;
  if (campione.chiuso !== undefined)
    throw new StatoIncompatibileError('Il campione è concluso: il suo esito non si cambia.');
  if (before !== undefined)
    throw new StatoIncompatibileError('Di questa copia l’esito è già stato detto, e non si cambia.');
  const copia = copie.get(scansione);
  if (esito === 'conforme' && copia !== undefined) requireUguali(await raffrontiOf(caller, [copia]));
  const quando = deps.clock.now();
  const one = { scansione, esito, quando, ...(motivo !== undefined && { motivo }) };
  const { stato } = statoCampione(campione.scelti, [...campione.esiti, one], campione.piano.accetta);
  const changed = await inTransaction(async (session) => {
    const next = await addEsito(campione, one, stato === 'aperto' ? undefined : { stato, quando }, session);
    if (next === null) throw new VersioneSuperataError();
    const indietro = stato === 'rifiutato' ? campione.popolazione.map((p) => p.scansione) : esito === 'difforme' ? [scansione] : []; // prettier-ignore
    const perche =
      stato === 'rifiutato'
        ? `Il campione del lotto è stato rifiutato (${next._id}).`
        : `Difforme dall’originale: ${motivo ?? ''}`;
    await sendBack(caller.aoo, indietro, { motivo: perche, utente: caller.utente }, quando, session);
    return next;
  });
  deps.log.info({ aoo: caller.aoo, campione: id, scansione, esito, stato }, 'sample compared');
  return changed;
}

/** The accepted sample by which the caller may certify the lot as it is now, and the copies that it covers. @throws StatoIncompatibileError */
export async function requireAccettato(
  caller: Caller,
  copie: readonly Copia[],
  lotto: string,
): Promise<{ campione: Campione; coperte: Copia[] }> {
  const all = await findCampioni(caller.aoo, lotto, MAX_ELENCO);
  const last = all[0];
  if (last === undefined)
    throw new StatoIncompatibileError(
      'Per certificare il processo serve il campione del lotto: estrarlo e raffrontarlo.',
    );
  if (last.chiuso === undefined)
    throw new StatoIncompatibileError(
      `Del campione del lotto mancano ${last.scelti.length - last.esiti.length} copie da raffrontare.`,
    );
  if (last.chiuso.stato === 'rifiutato')
    throw new StatoIncompatibileError(
      'Il campione del lotto è stato rifiutato: ricontrollare tutte le scansioni, poi estrarne un altro.',
    );
  if (last.funzionario !== caller.utente)
    throw new StatoIncompatibileError('Il lotto lo attesta chi ha raffrontato il suo campione.');
  const difformi = new Set(last.esiti.filter(({ esito }) => esito === 'difforme').map(({ scansione }) => scansione));
  const buone = last.popolazione.filter(({ scansione }) => !difformi.has(scansione));
  const byId = new Map(copie.map((one) => [one.tenuta._id, one]));
  const coperte = buone.map(({ scansione, sha256 }) => {
    const copia = byId.get(scansione);
    if (copia?.tenuta.copia?.sha256 !== sha256)
      throw new StatoIncompatibileError(
        'Dopo il campione una copia del lotto è cambiata: estrarre un altro campione e raffrontarlo.',
      );
    return copia;
  });
  return { campione: last, coperte };
}
