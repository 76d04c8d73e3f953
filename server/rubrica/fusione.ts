import type { ClientSession } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import { coppiaOf, insertDistinzione } from '../../schemas/distinzione.model.js';
import {
  AOO_IPA,
  findScheda,
  insertScheda,
  type SchedaCorrispondente,
  updateScheda,
  type VoceStoria,
} from '../../schemas/rubrica.model.js';
import { nameOfSoggetto } from '../../schemas/soggetto.api.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Clock } from '../lib/clock.js';
import { DatiNonValidiError, StatoIncompatibileError, VersioneSuperataError } from '../lib/problem.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { confronta } from './confronto.js';
import { requireCorrispondente } from './scheda.js';
import { schedaOfRicordo } from './scrivi.js';
import type { Visuale } from './service.js';
import { type Conosciuto, idOf } from './vista.js';

/** Its entry as it stands within the session, made of the memory if it has none yet. */
async function entryOf(uno: Conosciuto, aoo: string, session: ClientSession): Promise<SchedaCorrispondente> {
  const there = await findScheda(idOf(uno), [aoo, AOO_IPA], session);
  if (there !== null) return there;
  if (uno.ricordo === undefined) throw new VersioneSuperataError();
  const made = { ...schedaOfRicordo(uno.ricordo, aoo), versione: 1 };
  await insertScheda(made, session);
  return made;
}

async function change(
  scheda: SchedaCorrispondente,
  cambi: Parameters<typeof updateScheda>[1],
  storia: VoceStoria,
  session: ClientSession,
): Promise<void> {
  if ((await updateScheda(scheda, cambi, storia, session)) === null) throw new VersioneSuperataError();
}

/** Two that made an entry of the same memory at once: the second looks again. */
const asSuperata = (error: unknown): never => {
  throw isDuplicateKey(error) ? new VersioneSuperataError() : error;
};

/**
 * Merges a correspondent into another: it stays readable and points to the one that is left, which is found by its names and codes
 * too. The registrations never change. Both entries are written together or not at all; a second time changes nothing.
 * @param id - the one that goes into the other
 * @throws StatoIncompatibileError, DatiNonValidiError, NonTrovatoError, VersioneSuperataError
 */
export async function mergeCorrispondente(
  clock: Clock,
  caller: Caller,
  visuale: Visuale,
  id: string,
  { con, motivo }: { con: string; motivo: string },
): Promise<Conosciuto> {
  const [uno, altro] = [await requireCorrispondente(visuale, id), await requireCorrispondente(visuale, con)];
  if (idOf(uno) === idOf(altro))
    throw new DatiNonValidiError([{ campo: 'con', messaggio: 'È lo stesso corrispondente: indicarne un altro.' }]);
  const { aoo, utente } = caller;
  await inTransaction(async (session) => {
    const [one, other] = [await entryOf(uno, aoo, session), await entryOf(altro, aoo, session)];
    if (one.unitoA?.equals(other._id) === true) return;
    if (one.aoo === AOO_IPA)
      throw new StatoIncompatibileError('Una voce dell’IPA non si unisce a un’altra: unire l’altra a questa.');
    if (one.stato === 'unito')
      throw new StatoIncompatibileError('È già unito a un altro corrispondente: dividerli, poi unire di nuovo.');
    if (other.stato === 'unito')
      throw new StatoIncompatibileError('Quello indicato è unito a un terzo corrispondente: unire con il terzo.');
    const { esito, motivi } = confronta(one.soggetto, other.soggetto);
    const data = clock.now();
    const dettagli = (verso: SchedaCorrispondente) => ({
      corrispondente: verso._id.toHexString(),
      denominazione: nameOfSoggetto(verso.soggetto),
      motivo,
      giudizio: esito,
      motivi,
    });
    await change(
      one,
      { stato: 'unito', unitoA: other._id },
      { tipo: 'unione', data, utente, dettagli: dettagli(other) },
      session,
    );
    // written too, so that two unions in a ring cannot both be made
    await change(other, {}, { tipo: 'unione-ricevuta', data, utente, dettagli: dettagli(one) }, session);
  }).catch(asSuperata);
  return requireCorrispondente(visuale, idOf(uno));
}

/** Takes a merging back: the correspondent is itself again. @throws StatoIncompatibileError if it is not merged */
export async function splitCorrispondente(
  clock: Clock,
  caller: Caller,
  visuale: Visuale,
  id: string,
  motivo: string,
): Promise<Conosciuto> {
  await requireCorrispondente(visuale, id);
  const { aoo, utente } = caller;
  await inTransaction(async (session) => {
    const one = await findScheda(id, [aoo], session);
    if (one?.unitoA === undefined)
      throw new StatoIncompatibileError('Questo corrispondente non è unito a un altro: non c’è nulla da dividere.');
    const other = await findScheda(one.unitoA.toHexString(), [aoo, AOO_IPA], session);
    const data = clock.now();
    const dettagli = (verso: SchedaCorrispondente) => ({
      corrispondente: verso._id.toHexString(),
      denominazione: nameOfSoggetto(verso.soggetto),
      motivo,
    });
    await change(
      one,
      { stato: 'attivo', unitoA: undefined },
      { tipo: 'divisione', data, utente, dettagli: other === null ? { motivo } : dettagli(other) },
      session,
    );
    if (other !== null)
      await change(other, {}, { tipo: 'divisione-ricevuta', data, utente, dettagli: dettagli(one) }, session);
  });
  return requireCorrispondente(visuale, id);
}

/** Says that two are two: they are no more told as a possible double. */
export async function distinguishCorrispondenti(
  clock: Clock,
  { aoo, utente }: Caller,
  visuale: Visuale,
  id: string,
  da: string,
): Promise<void> {
  const [uno, altro] = [await requireCorrispondente(visuale, id), await requireCorrispondente(visuale, da)];
  if (idOf(uno) === idOf(altro))
    throw new DatiNonValidiError([{ campo: 'da', messaggio: 'È lo stesso corrispondente: indicarne un altro.' }]);
  await insertDistinzione({ aoo, coppia: coppiaOf(idOf(uno), idOf(altro)), utente, data: clock.now() });
}
