import type { Caller } from '../../schemas/accesso.api.js';
import type { CambioUtente, IncaricoRichiesta, UtenteLetto, UtenteNuovo } from '../../schemas/amministrazione.api.js';
import { deleteSessioniOf } from '../../schemas/sessione.model.js';
import {
  existsOtherAdmin,
  findUtente,
  findUtenti,
  type Incarico,
  insertUtente,
  type ModificheUtente,
  updateUtente,
  type Utente,
} from '../../schemas/utente.model.js';
import { type Clock, legalDay } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import {
  DatiNonValidiError,
  type ErroreCampo,
  NonTrovatoError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { conosciutiOf, forgetMembers } from './aoo.js';
import { changeWithAudit, recordAccesso } from './audit.js';
import type { Blocco } from './blocco.js';
import { validIncarichi } from './incarico.js';
import { hashPassword } from './password.js';
import { forgetSessionsOf, utenteOf } from './sessione.js';

/** AOO in which the caller is admin today: the others are sealed off. */
async function administered({ utente }: Caller, adesso: Date): Promise<string[]> {
  const found = await utenteOf(utente);
  return validIncarichi(found?.incarichi ?? [], legalDay(adesso)).flatMap(({ ruolo, aoo }) =>
    ruolo === 'admin' ? [aoo] : [],
  );
}

const isSeen = ({ incarichi }: Utente, own: readonly string[]): boolean =>
  incarichi.length === 0 || incarichi.some(({ aoo }) => own.includes(aoo));

const plain = ({ aoo, ruolo, uo, dal, al }: IncaricoRichiesta | Incarico): Incarico => ({
  aoo,
  ruolo,
  uo,
  ...(dal !== undefined && { dal }),
  ...(al !== undefined && { al }),
});

type Nomi = Pick<Utente, 'cognome' | 'nome' | 'codiceFiscale'>;

/** The names of a person as far as they are known. */
const nomiOf = ({ cognome, nome, codiceFiscale }: { [K in keyof Nomi]: string | undefined }): Nomi => ({
  ...(cognome !== undefined && { cognome }),
  ...(nome !== undefined && { nome }),
  ...(codiceFiscale !== undefined && { codiceFiscale }),
});

/** A user as an administrator sees it: charges of the own AOO only. */
const present = (utente: Utente, own: readonly string[]): UtenteLetto => ({
  utente: utente._id,
  denominazione: utente.denominazione,
  ...nomiOf(utente),
  attivo: utente.attivo,
  incarichi: utente.incarichi.filter(({ aoo }) => own.includes(aoo)).map(plain),
  versione: utente.versione,
});

/** @throws OperazioneNonConsentitaError for a charge in an AOO that is not administered, DatiNonValidiError for an office that is not there */
async function requireIncarichi(incarichi: readonly IncaricoRichiesta[], own: readonly string[]): Promise<void> {
  if (incarichi.some(({ aoo }) => !own.includes(aoo))) {
    throw new OperazioneNonConsentitaError(
      'Gli incarichi si danno soltanto nella propria AOO: togliere quelli delle altre.',
    );
  }
  const errori = await Promise.all(
    incarichi.map(async ({ aoo, uo }, i): Promise<ErroreCampo[]> => {
      const { uffici } = await conosciutiOf(aoo);
      return uffici.has(uo)
        ? []
        : [
            {
              campo: `incarichi[${i}].uo`,
              messaggio: `L’ufficio ${uo} non esiste nella AOO ${aoo}, o è chiuso: sceglierne un altro.`,
            },
          ];
    }),
  );
  if (errori.flat().length > 0) throw new DatiNonValidiError(errori.flat());
}

const forgetIn = (...lists: readonly Incarico[][]): void => {
  for (const aoo of new Set(lists.flat().map((one) => one.aoo))) forgetMembers(aoo);
};

/** A page of the users that the caller administers, by name. */
export async function listUtenti(
  clock: Clock,
  caller: Caller,
  limite: number,
  cursore?: string,
): Promise<{ elementi: UtenteLetto[]; cursore?: string }> {
  const own = await administered(caller, clock.now());
  const found = await findUtenti(own, cursore, limite + 1);
  const page = found.slice(0, limite);
  const last = page.at(-1);
  return {
    elementi: page.map((utente) => present(utente, own)),
    ...(found.length > limite && last !== undefined && { cursore: last._id }),
  };
}

async function requireUtente(nome: string, own: readonly string[]): Promise<Utente> {
  const utente = await findUtente(nome);
  if (utente === null || !isSeen(utente, own)) throw new NonTrovatoError('L’utente non esiste: controllare il nome.');
  return utente;
}

/** @throws NonTrovatoError also for a user of other AOO only */
export async function readUtente(clock: Clock, caller: Caller, nome: string): Promise<UtenteLetto> {
  const own = await administered(caller, clock.now());
  return present(await requireUtente(nome, own), own);
}

/** Lets a user who was locked out try again. @throws NonTrovatoError also for a user of other AOO only */
export async function unlockUtente(clock: Clock, blocco: Blocco, caller: Caller, nome: string): Promise<void> {
  const own = await administered(caller, clock.now());
  await requireUtente(nome, own);
  await blocco.unlock(nome);
  await recordAccesso(clock, caller, 'sblocca-utente', nome);
}

/** Makes a user. @throws StatoIncompatibileError when the name is taken */
export async function createUtente(clock: Clock, caller: Caller, nuovo: UtenteNuovo): Promise<UtenteLetto> {
  const own = await administered(caller, clock.now());
  await requireIncarichi(nuovo.incarichi, own);
  const { utente: _id, denominazione } = nuovo;
  const incarichi = nuovo.incarichi.map(plain);
  const utente: Utente = {
    _id,
    denominazione,
    ...nomiOf(nuovo),
    passwordHash: await hashPassword(nuovo.password),
    attivo: true,
    incarichi,
    versione: 1,
  };
  await changeWithAudit(clock, caller, { atto: 'crea-utente', riferimento: _id, dettagli: { incarichi } }, (session) =>
    insertUtente(utente, session),
  ).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
    throw new StatoIncompatibileError(`Il nome utente «${_id}» esiste già: sceglierne un altro.`);
  });
  forgetIn(incarichi);
  return present(utente, own);
}

/** The charges after the change: those of other AOO stay, and stay first if they were, since the first one is the default. */
function mergeIncarichi(
  before: readonly Incarico[],
  asked: readonly IncaricoRichiesta[],
  own: readonly string[],
): Incarico[] {
  const others = before.filter(({ aoo }) => !own.includes(aoo));
  const [first] = before;
  const ours = asked.map(plain);
  return first !== undefined && !own.includes(first.aoo) ? [...others, ...ours] : [...ours, ...others];
}

/** Every AOO keeps an administrator who can get in today. */
async function requireAdminLeft(
  before: Utente,
  after: Pick<Utente, 'attivo' | 'incarichi'>,
  day: string,
): Promise<void> {
  const adminOf = (incarichi: readonly Incarico[]): string[] =>
    validIncarichi(incarichi, day).flatMap(({ ruolo, aoo }) => (ruolo === 'admin' ? [aoo] : []));
  if (!before.attivo) return;
  const kept = after.attivo ? adminOf(after.incarichi) : [];
  for (const aoo of adminOf(before.incarichi).filter((one) => !kept.includes(one))) {
    if (!(await existsOtherAdmin(before._id, aoo, day))) {
      throw new StatoIncompatibileError(
        `«${before._id}» è l’ultimo amministratore attivo della AOO ${aoo}: nominarne prima un altro.`,
      );
    }
  }
}

function requireMay(caller: Caller, utente: Utente, cambio: CambioUtente, own: readonly string[]): void {
  if (cambio.incarichi !== undefined && utente._id === caller.utente) {
    throw new OperazioneNonConsentitaError('Nessuno cambia i propri incarichi: chiederlo a un altro amministratore.');
  }
  const ofTheWholeUser =
    cambio.denominazione !== undefined ||
    cambio.attivo !== undefined ||
    cambio.password !== undefined ||
    Object.keys(nomiOf(cambio)).length > 0;
  if (ofTheWholeUser && utente.incarichi.some(({ aoo }) => !own.includes(aoo))) {
    throw new OperazioneNonConsentitaError(
      'L’utente ha incarichi anche in altre AOO: qui si possono cambiare soltanto gli incarichi della propria.',
    );
  }
}

/**
 * Changes a user. A new password, or `attivo: false`, ends all sessions of the user at once.
 * @throws OperazioneNonConsentitaError for the own charges, and for the user as a whole when other AOO have it too;
 *   StatoIncompatibileError when no administrator would be left; VersioneSuperataError
 */
export async function changeUtente(
  clock: Clock,
  caller: Caller,
  nome: string,
  versione: number,
  cambio: CambioUtente,
): Promise<UtenteLetto> {
  const adesso = clock.now();
  const own = await administered(caller, adesso);
  const before = await requireUtente(nome, own);
  requireMay(caller, before, cambio, own);
  if (before.versione !== versione) throw new VersioneSuperataError();
  if (cambio.incarichi !== undefined) await requireIncarichi(cambio.incarichi, own);
  const { denominazione, attivo, password } = cambio;
  const incarichi =
    cambio.incarichi === undefined ? undefined : mergeIncarichi(before.incarichi, cambio.incarichi, own);
  await requireAdminLeft(
    before,
    { attivo: attivo ?? before.attivo, incarichi: incarichi ?? before.incarichi },
    legalDay(adesso),
  );
  const traced = {
    ...(denominazione !== undefined && { denominazione }),
    ...nomiOf(cambio),
    ...(attivo !== undefined && { attivo }),
    ...(incarichi !== undefined && { incarichi }),
  };
  const modifiche: ModificheUtente = {
    ...traced,
    ...(password !== undefined && { passwordHash: await hashPassword(password) }),
  };
  const dettagli = {
    ...traced,
    ...(password !== undefined && { password: 'cambiata' }),
    ...(incarichi !== undefined && { incarichiPrima: before.incarichi }),
  };
  const after = await changeWithAudit(
    clock,
    caller,
    { atto: 'modifica-utente', riferimento: nome, dettagli },
    async (session) => {
      const changed = await updateUtente(before, modifiche, session);
      if (changed === null) throw new VersioneSuperataError();
      if (password !== undefined || attivo === false) await deleteSessioniOf(nome, undefined, session);
      return changed;
    },
  );
  forgetSessionsOf(nome);
  forgetIn(before.incarichi, after.incarichi);
  return present(after, own);
}
