import { Types } from 'mongoose';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Persona, SostituzioneLetta, SostituzioneRichiesta } from '../../schemas/sostituzione.api.js';
import {
  findSostituzione,
  findSostituzioni,
  findSostituzioniAperte,
  type Sostituzione,
  SostituzioneModel,
} from '../../schemas/sostituzione.model.js';
import { findUtenti, type Utente } from '../../schemas/utente.model.js';
import { conosciutiOf } from '../accesso/aoo.js';
import { changeWithAudit } from '../accesso/audit.js';
import { denominazioniOf } from '../accesso/denominazioni.js';
import { ufficiGuidati } from '../accesso/diritti.js';
import { validIncarichi } from '../accesso/incarico.js';
import { utenteOf } from '../accesso/sessione.js';
import { type Clock, legalDay, rfc3339 } from '../lib/clock.js';
import {
  DatiNonValidiError,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
} from '../lib/problem.js';
import { forgetSostituzioni } from './attive.js';
import { incaricoFor, mayManage, statoOf, ufficiAffidabili } from './rules.js';

const MAX_ELENCO = 500;
const MAX_PERSONE = 50;

const toLetta = (one: Sostituzione, nomeOf: (utente: string) => string, giorno: string): SostituzioneLetta => ({
  id: one._id.toHexString(),
  titolare: one.titolare,
  sostituto: one.sostituto,
  denominazioni: { titolare: nomeOf(one.titolare), sostituto: nomeOf(one.sostituto) },
  dal: one.dal,
  al: one.al,
  ...(one.motivo !== undefined && { motivo: one.motivo }),
  ...(one.ruoli !== undefined && { ruoli: one.ruoli }),
  ...(one.uffici !== undefined && { uffici: one.uffici }),
  riservate: one.riservate,
  stato: statoOf(one, giorno),
  creataDa: one.creataDa,
  creata: rfc3339(one.creata),
  ...(one.revoca !== undefined && { revoca: { ...one.revoca, data: rfc3339(one.revoca.data) } }),
});

const nomiIn = (sostituzioni: readonly Sostituzione[]) =>
  denominazioniOf(sostituzioni.flatMap(({ titolare, sostituto }) => [titolare, sostituto]));

const present = async (one: Sostituzione, giorno: string): Promise<SostituzioneLetta> =>
  toLetta(one, await nomiIn([one]), giorno);

const incarichiOf = async (utente: string): Promise<Utente['incarichi']> => (await utenteOf(utente))?.incarichi ?? [];

/** A substitution shows to the two whom it is about and to who may manage it. */
async function isSeen(caller: Caller, one: Sostituzione): Promise<boolean> {
  return (
    [one.sostituto, one.creataDa].includes(caller.utente) ||
    mayManage(caller, one.titolare, await incarichiOf(one.titolare), ufficiGuidati(caller, 'nomina-sostituti'))
  );
}

/** @param tutte - also those that are over */
export async function listSostituzioni(clock: Clock, caller: Caller, tutte: boolean): Promise<SostituzioneLetta[]> {
  const giorno = legalDay(clock.now());
  const all = tutte ? await findSostituzioni(caller.aoo, MAX_ELENCO) : await findSostituzioniAperte(caller.aoo, giorno);
  const isShown = await Promise.all(all.map((one) => isSeen(caller, one)));
  const seen = all.filter((_, i) => isShown[i]);
  const nomeOf = await nomiIn(seen);
  return seen.map((one) => toLetta(one, nomeOf, giorno));
}

async function requireSeen(caller: Caller, id: string): Promise<Sostituzione> {
  const found = await findSostituzione(caller.aoo, id);
  if (found === null || !(await isSeen(caller, found)))
    throw new NonTrovatoError('La sostituzione non esiste: controllare l’indirizzo.');
  return found;
}

export const readSostituzione = async (clock: Clock, caller: Caller, id: string): Promise<SostituzioneLetta> =>
  present(await requireSeen(caller, id), legalDay(clock.now()));

/** What a request gets wrong against what the AOO knows. */
async function requireRight(caller: Caller, r: SostituzioneRichiesta, giorno: string): Promise<void> {
  const { utenti } = await conosciutiOf(caller.aoo);
  const fault = (campo: string, messaggio: string): never => {
    throw new DatiNonValidiError([{ campo, messaggio }]);
  };
  if (!utenti.has(r.titolare)) fault('titolare', `L’utente ${r.titolare} non esiste in questa AOO.`);
  if (!utenti.has(r.sostituto)) fault('sostituto', `L’utente ${r.sostituto} non esiste in questa AOO.`);
  if (r.al < giorno) fault('al', 'La sostituzione sarebbe già finita: controllare le date.');
  const scope = {
    aoo: caller.aoo,
    ...(r.ruoli !== undefined && { ruoli: r.ruoli }),
    ...(r.uffici !== undefined && { uffici: r.uffici }),
  };
  const incarichi = await incarichiOf(r.titolare);
  if (incaricoFor(scope, incarichi, r.dal) === undefined && incaricoFor(scope, incarichi, r.al) === undefined)
    fault(
      'titolare',
      'In quei giorni il titolare non ha un incarico in cui si possa sostituire. Del responsabile della gestione documentale fa le veci il vicario.',
    );
}

/**
 * Names a substitute: by the titolare himself, by who leads his office, by the administrator; nobody names himself, and only the
 * titolare may let a substitute see what is reserved to him.
 * @throws OperazioneNonConsentitaError, DatiNonValidiError
 */
export async function createSostituzione(
  clock: Clock,
  caller: Caller,
  asked: SostituzioneRichiesta,
): Promise<SostituzioneLetta> {
  const adesso = clock.now();
  const affidati = ufficiAffidabili(caller, asked.titolare, ufficiGuidati(caller, 'nomina-sostituti'), asked.uffici);
  const r = { ...asked, ...(affidati !== undefined && { uffici: affidati }) };
  if (!mayManage(caller, r.titolare, await incarichiOf(r.titolare), ufficiGuidati(caller, 'nomina-sostituti')))
    throw new OperazioneNonConsentitaError(
      'Il sostituto lo nomina il titolare, chi dirige il suo ufficio o l’amministratore, e non chi agisce già per conto di altri.',
    );
  if (r.sostituto === caller.utente)
    throw new OperazioneNonConsentitaError('Nessuno nomina sé stesso: lo deve fare il titolare o un’altra persona.');
  if (r.riservate === true && caller.utente !== r.titolare)
    throw new OperazioneNonConsentitaError(
      'Soltanto il titolare può far vedere al sostituto ciò che è riservato a lui.',
    );
  await requireRight(caller, r, legalDay(adesso));
  const { riservate = false, motivo, ruoli, uffici, ...plain } = r;
  const one: Sostituzione = {
    _id: new Types.ObjectId(),
    aoo: caller.aoo,
    ...plain,
    ...(motivo !== undefined && { motivo }),
    ...(ruoli !== undefined && { ruoli }),
    ...(uffici !== undefined && { uffici }),
    riservate,
    creataDa: caller.utente,
    creata: adesso,
  };
  const { _id, aoo: _aoo, creata: _creata, ...dettagli } = one;
  await changeWithAudit(
    clock,
    caller,
    { atto: 'nomina-sostituto', riferimento: _id.toHexString(), dettagli },
    (session) => SostituzioneModel.create([one], { session }),
  );
  forgetSostituzioni(caller.aoo);
  return present(one, legalDay(adesso));
}

/**
 * Ends a substitution before its day: by who may name one, or by the substitute, who gives it up. From then on nothing is done under
 * it; what was done stays. Asked again it changes nothing.
 */
export async function revokeSostituzione(
  clock: Clock,
  caller: Caller,
  id: string,
  motivo: string | undefined,
): Promise<SostituzioneLetta> {
  const found = await requireSeen(caller, id);
  const giorno = legalDay(clock.now());
  if (found.revoca !== undefined) return present(found, giorno);
  if (found.al < giorno) throw new StatoIncompatibileError('La sostituzione è già finita: non c’è nulla da revocare.');
  const may =
    caller.utente === found.sostituto ||
    mayManage(caller, found.titolare, await incarichiOf(found.titolare), ufficiGuidati(caller, 'nomina-sostituti'));
  if (!may) throw new OperazioneNonConsentitaError();
  const revoca = { utente: caller.utente, data: clock.now(), ...(motivo !== undefined && { motivo }) };
  await changeWithAudit(
    clock,
    caller,
    { atto: 'revoca-sostituto', riferimento: id, dettagli: { titolare: found.titolare, sostituto: found.sostituto } },
    async (session) => {
      await SostituzioneModel.updateOne(
        { _id: found._id, revoca: { $exists: false } },
        { $set: { revoca } },
        { session },
      );
    },
  );
  forgetSostituzioni(caller.aoo);
  return present((await findSostituzione(caller.aoo, id)) ?? found, giorno);
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Colleagues with a charge that is valid today, by name: to assign to, to be substituted by. */
export async function findPersone(
  clock: Clock,
  caller: Caller,
  { uo, q = '' }: { uo?: string | undefined; q?: string | undefined },
): Promise<Persona[]> {
  const giorno = legalDay(clock.now());
  const words = folded(q).split(/\s+/).filter(Boolean);
  const all = (await findUtenti([caller.aoo], undefined, 2_000)).filter(({ attivo }) => attivo);
  return all
    .flatMap(({ _id, denominazione, incarichi }): Persona[] =>
      validIncarichi(incarichi, giorno)
        .filter((one) => one.aoo === caller.aoo && one.ruolo !== 'admin')
        .slice(0, 1)
        .map((one) => ({ utente: _id, denominazione, ruolo: one.ruolo, uo: one.uo })),
    )
    .filter((one) => uo === undefined || one.uo === uo)
    .filter(({ utente, denominazione }) => words.every((word) => folded(`${utente} ${denominazione}`).includes(word)))
    .slice(0, MAX_PERSONE);
}
