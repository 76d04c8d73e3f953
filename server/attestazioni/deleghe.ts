import type { Caller } from '../../schemas/accesso.api.js';
import type { ModoAttestazione } from '../../schemas/attestazione.api.js';
import type { FunzionarioDelegatoLetto, FunzionarioDelegatoRichiesta } from '../../schemas/funzionario-delegato.api.js';
import {
  endFunzionario,
  findFunzionari,
  findFunzionario,
  type FunzionarioDelegato,
  insertFunzionario,
} from '../../schemas/funzionario-delegato.model.js';
import { denominazioniOf } from '../accesso/denominazioni.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { changeWithAudit } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { type Clock, legalDay, rfc3339 } from '../lib/clock.js';
import {
  DatiNonValidiError,
  type ErroreCampo,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { motivoDiniego, permette, statoDelega } from './delega-rules.js';
import { newId } from './identita.js';

/* The register of the officials who may attest: acts of the body, recorded by who answers for the gestione documentale. */

const MAX_ELENCO = 500;
/** Of one official: more than anybody will have in a life of service. */
const MAX_PROPRIE = 200;

export const presentDelega = (
  one: FunzionarioDelegato,
  denominazione: string,
  quando: Date,
): FunzionarioDelegatoLetto => ({
  id: one._id,
  utente: one.utente,
  denominazione,
  atto: one.atto,
  ambito: one.ambito,
  dal: one.dal,
  al: one.al,
  stato: statoDelega(one, quando),
  creata: rfc3339(one.creata),
  da: one.da,
  ...(one.revoca !== undefined && { revoca: { ...one.revoca, data: rfc3339(one.revoca.data) } }),
});

const presentAll = async (
  deleghe: readonly FunzionarioDelegato[],
  quando: Date,
): Promise<FunzionarioDelegatoLetto[]> => {
  const nomeOf = await denominazioniOf(deleghe.map(({ utente }) => utente));
  return deleghe.map((one) => presentDelega(one, nomeOf(one.utente), quando));
};

/** @param tutte - also those that are over */
export async function listFunzionari(clock: Clock, aoo: string, tutte: boolean): Promise<FunzionarioDelegatoLetto[]> {
  const quando = clock.now();
  const all = await presentAll(await findFunzionari(aoo, MAX_ELENCO), quando);
  return tutte ? all : all.filter(({ stato }) => stato === 'in-corso' || stato === 'futura');
}

async function requireKnown(
  aoo: string,
  { utente, ambito, al }: FunzionarioDelegatoRichiesta,
  oggi: string,
): Promise<void> {
  const { uffici, utenti } = await conosciutiOf(aoo);
  const faults: ErroreCampo[] = [];
  if (!utenti.has(utente)) faults.push({ campo: 'utente', messaggio: `L’utente ${utente} non esiste in questa AOO.` });
  for (const [i, uo] of (ambito.uo ?? []).entries())
    if (!uffici.has(uo))
      faults.push({ campo: `ambito.uo[${i}]`, messaggio: `L’ufficio ${uo} non esiste in questa AOO.` });
  if (al < oggi) faults.push({ campo: 'al', messaggio: 'La delega sarebbe già finita: controllare le date.' });
  if (faults.length > 0) throw new DatiNonValidiError(faults);
}

/** Records the act by which the body lets an official attest. @throws DatiNonValidiError */
export async function createFunzionario(
  clock: Clock,
  caller: Caller,
  asked: FunzionarioDelegatoRichiesta,
): Promise<FunzionarioDelegatoLetto> {
  const adesso = clock.now();
  await requireKnown(caller.aoo, asked, legalDay(adesso));
  const { utente, atto, ambito, dal, al } = asked;
  const one: FunzionarioDelegato = {
    _id: newId(adesso),
    aoo: caller.aoo,
    utente,
    atto,
    ambito: { modi: [...ambito.modi], ...(ambito.uo !== undefined && { uo: [...new Set(ambito.uo)] }) },
    dal,
    al,
    creata: adesso,
    da: caller.utente,
  };
  const dettagli = { utente, atto, ambito: one.ambito, dal, al };
  await changeWithAudit(clock, caller, { atto: 'delega-funzionari', riferimento: one._id, dettagli }, (session) =>
    insertFunzionario(one, session),
  );
  const [letto] = await presentAll([one], adesso);
  if (letto === undefined) throw new Error('nothing presented');
  return letto;
}

/** Ends a delegation before its day; what was attested under it stays. Asked again it changes nothing. */
export async function revokeFunzionario(
  clock: Clock,
  caller: Caller,
  id: string,
  motivo: string,
): Promise<FunzionarioDelegatoLetto> {
  const adesso = clock.now();
  const found = await findFunzionario(caller.aoo, id);
  if (found === null) throw new NonTrovatoError('La delega non esiste: controllare l’indirizzo.');
  if (found.revoca === undefined) {
    if (statoDelega(found, adesso) === 'finita')
      throw new StatoIncompatibileError('La delega è già finita: non c’è nulla da revocare.');
    const revoca = { utente: caller.utente, data: adesso, motivo };
    await changeWithAudit(
      clock,
      caller,
      { atto: 'delega-funzionari', riferimento: id, dettagli: { revoca: true, motivo } },
      (session) => endFunzionario(found, revoca, session),
    );
  }
  const [letto] = await presentAll([(await findFunzionario(caller.aoo, id)) ?? found], adesso);
  if (letto === undefined) throw new Error('nothing presented');
  return letto;
}

/** The delegation under which the caller attests now, or why there is none. */
export async function delegaOf(
  { clock }: Pick<Deps, 'clock'>,
  caller: Caller,
  modo: ModoAttestazione,
  uffici: readonly (readonly string[])[] = [],
): Promise<{ delega: FunzionarioDelegato } | { motivo: string }> {
  if (caller.perContoDi !== undefined)
    return { motivo: 'Il raffronto non si delega: attesta chi ha fatto il raffronto, con il proprio accesso.' };
  const quando = clock.now();
  const own = await findFunzionari(caller.aoo, MAX_PROPRIE, caller.utente);
  const delega = own.find((one) => permette(one, modo, quando, uffici));
  return delega === undefined ? { motivo: motivoDiniego(own, modo, quando) } : { delega };
}

/** @throws OperazioneNonConsentitaError without one that is valid today */
export async function requireDelega(
  deps: Pick<Deps, 'clock'>,
  caller: Caller,
  modo: ModoAttestazione,
  uffici: readonly (readonly string[])[] = [],
): Promise<FunzionarioDelegato> {
  const found = await delegaOf(deps, caller, modo, uffici);
  if ('motivo' in found) throw new OperazioneNonConsentitaError(found.motivo);
  return found.delega;
}
