import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { DelegaLetta, DelegaRichiesta } from '../../schemas/delega.api.js';
import {
  type Delega,
  endDelega,
  findDelega,
  findDeleghe,
  findDelegheAperte,
  insertDelega,
} from '../../schemas/delega.model.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { changeWithAudit } from '../accesso/audit.js';
import { denominazioniOf } from '../accesso/denominazioni.js';
import { portataOf, ufficiGuidati } from '../accesso/diritti.js';
import { utenteOf } from '../accesso/sessione.js';
import { type Clock, legalDay, rfc3339 } from '../lib/clock.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { statoOf } from '../sostituzioni/rules.js';
import { forgetDeleghe } from './attive.js';
import { ufficiDaIstruttore } from './rules.js';

const MAX_ELENCO = 500;

const toLetta = (one: Delega, nomeOf: (utente: string) => string, giorno: string): DelegaLetta => ({
  id: one._id.toHexString(),
  delegante: one.delegante,
  delegato: one.delegato,
  denominazioni: { delegante: nomeOf(one.delegante), delegato: nomeOf(one.delegato) },
  atti: one.atti,
  uffici: one.uffici,
  dal: one.dal,
  al: one.al,
  ...(one.motivo !== undefined && { motivo: one.motivo }),
  stato: statoOf(one, giorno),
  creata: rfc3339(one.creata),
  ...(one.revoca !== undefined && { revoca: { ...one.revoca, data: rfc3339(one.revoca.data) } }),
});

const nomiIn = (deleghe: readonly Delega[]) =>
  denominazioniOf(deleghe.flatMap(({ delegante, delegato }) => [delegante, delegato]));

const present = async (one: Delega, giorno: string): Promise<DelegaLetta> => toLetta(one, await nomiIn([one]), giorno);

/** A delegation shows to the two whom it is about, to who leads its offices, and to who answers for the whole register. */
function isSeen(caller: Caller, { delegante, delegato, uffici }: Delega): boolean {
  const led = ufficiGuidati(caller, 'delega');
  return (
    [delegante, delegato].includes(caller.utente) ||
    portataOf(caller.ruolo, 'configura') !== undefined ||
    uffici.some((uo) => led.includes(uo))
  );
}

/** @param tutte - also those that are over */
export async function listDeleghe(clock: Clock, caller: Caller, tutte: boolean): Promise<DelegaLetta[]> {
  const giorno = legalDay(clock.now());
  const all = tutte ? await findDeleghe(caller.aoo, MAX_ELENCO) : await findDelegheAperte(caller.aoo, giorno);
  const seen = all.filter((one) => isSeen(caller, one));
  const nomeOf = await nomiIn(seen);
  return seen.map((one) => toLetta(one, nomeOf, giorno));
}

async function requireSeen(caller: Caller, id: string): Promise<Delega> {
  const found = await findDelega(caller.aoo, id);
  if (found === null || !isSeen(caller, found))
    throw new NonTrovatoError('La delega non esiste: controllare l’indirizzo.');
  return found;
}

export const readDelega = async (clock: Clock, caller: Caller, id: string): Promise<DelegaLetta> =>
  present(await requireSeen(caller, id), legalDay(clock.now()));

const fault = (campo: string, messaggio: string): never => {
  throw new DatiNonValidiError([{ campo, messaggio }]);
};

/** The offices for which the delegation is given: those asked for, else those of the clerk; all of them led by who gives it. */
async function ufficiDi(caller: Caller, { delegato, uffici, dal, al }: DelegaRichiesta): Promise<string[]> {
  const { uffici: known, utenti } = await conosciutiOf(caller.aoo);
  if (!utenti.has(delegato)) fault('delegato', `L’utente ${delegato} non esiste in questa AOO.`);
  const led = ufficiGuidati(caller, 'delega');
  const incarichi = (await utenteOf(delegato))?.incarichi ?? [];
  const own = [dal, al].flatMap((giorno) => ufficiDaIstruttore(incarichi, caller.aoo, giorno));
  const clerkOf = [...new Set(own)].filter((uo) => led.includes(uo));
  if (clerkOf.length === 0)
    fault('delegato', `In quei giorni ${delegato} non è istruttore o operatore di un ufficio che lei dirige.`);
  for (const [i, uo] of (uffici ?? []).entries()) {
    if (!known.has(uo)) fault(`uffici[${i}]`, `L’ufficio ${uo} non esiste in questa AOO.`);
    if (!led.includes(uo)) fault(`uffici[${i}]`, `L’ufficio ${uo} non è tra quelli che lei dirige.`);
  }
  return [...new Set(uffici ?? clerkOf)];
}

/**
 * A head lets a clerk of his settore do acts of his. Only in his own name: who acts for another passes nothing on.
 * @throws OperazioneNonConsentitaError, DatiNonValidiError
 */
export async function createDelega(clock: Clock, caller: Caller, asked: DelegaRichiesta): Promise<DelegaLetta> {
  const adesso = clock.now();
  if (caller.perContoDi !== undefined)
    throw new OperazioneNonConsentitaError('La delega la dà il titolare: chi agisce per conto di altri non delega.');
  if (asked.delegato === caller.utente) fault('delegato', 'Nessuno delega sé stesso: scegliere un collaboratore.');
  if (asked.al < legalDay(adesso)) fault('al', 'La delega sarebbe già finita: controllare le date.');
  const one: Delega = {
    _id: new Types.ObjectId(),
    aoo: caller.aoo,
    delegante: caller.utente,
    delegato: asked.delegato,
    atti: [...asked.atti],
    uffici: await ufficiDi(caller, asked),
    dal: asked.dal,
    al: asked.al,
    ...(asked.motivo !== undefined && { motivo: asked.motivo }),
    creata: adesso,
  };
  const { _id, aoo: _aoo, creata: _creata, ...dettagli } = one;
  await changeWithAudit(clock, caller, { atto: 'delega', riferimento: _id.toHexString(), dettagli }, (session) =>
    insertDelega(one, session),
  );
  forgetDeleghe(caller.aoo);
  return present(one, legalDay(adesso));
}

/**
 * Ends a delegation before its day: by who gave it, by who leads its offices, or by who holds it, who gives it up. What was done
 * under it stays. Asked again it changes nothing.
 */
export async function revokeDelega(
  clock: Clock,
  caller: Caller,
  id: string,
  motivo: string | undefined,
): Promise<DelegaLetta> {
  const found = await requireSeen(caller, id);
  const giorno = legalDay(clock.now());
  if (found.revoca !== undefined) return present(found, giorno);
  if (found.al < giorno) throw new StatoIncompatibileError('La delega è già finita: non c’è nulla da revocare.');
  const led = ufficiGuidati(caller, 'delega');
  if (![found.delegante, found.delegato].includes(caller.utente) && !found.uffici.every((uo) => led.includes(uo)))
    throw new OperazioneNonConsentitaError();
  const revoca = { utente: caller.utente, data: clock.now(), ...(motivo !== undefined && { motivo }) };
  await changeWithAudit(
    clock,
    caller,
    { atto: 'revoca-delega', riferimento: id, dettagli: { ...(motivo !== undefined && { motivo }) } },
    (session) => endDelega(found, revoca, session),
  );
  forgetDeleghe(caller.aoo);
  return present((await findDelega(caller.aoo, id)) ?? { ...found, revoca }, giorno);
}
