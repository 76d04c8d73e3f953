import type { Caller } from '../../schemas/accesso.api.js';
import { type Bozza, updateBozza } from '../../schemas/bozza.model.js';
import type { AnnoNumero } from '../../schemas/comune.api.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { DomainError, StatoIncompatibileError, toProblem, VersioneSuperataError } from '../lib/problem.js';
import { type Invio, registerProtocollo } from '../protocollo/register.js';
import type { Esito } from '../protocollo/registro.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { isUnderWay, requireAtto } from './cambia.js';
import { receivedOf } from './file.js';
import { chiOf, requireBozza } from './lettura.js';
import { richiestaOf } from './richiesta.js';
import { chiaveOf, markRegistrata } from './segno.js';

/** The registration that a draft has become. */
async function readRegistrazione(aoo: string, { anno, numero }: AnnoNumero): Promise<Registrazione> {
  const found = await RegistrazioneModel.findOne({
    aoo,
    registro: REGISTRO_GENERALE,
    anno,
    numero,
  }).lean<Registrazione>();
  if (found === null) throw new Error('the registration of a draft is not in the register');
  return found;
}

/** What the register is asked for: the signed file, else the approved one; attachments in their order. */
async function invioOf(deps: Deps, bozza: Bozza): Promise<Invio> {
  const documento = bozza.firma?.documento ?? bozza.approvata?.documento;
  if (documento === undefined) throw new StatoIncompatibileError('La bozza non è approvata: prima si approva.');
  return {
    richiesta: richiestaOf(bozza),
    documento: await receivedOf(deps, documento),
    allegati: await Promise.all(bozza.allegati.map((one) => receivedOf(deps, one))),
    approvata: true,
  };
}

/**
 * Says, before a number is asked for, that it is: from now on nothing else happens to the draft.
 * @returns null where somebody else has changed it, or registers it, meanwhile
 */
async function claim(deps: Deps, caller: Caller, bozza: Bozza): Promise<Bozza | null> {
  const quando = deps.clock.now();
  if (isUnderWay(bozza, quando)) return bozza; // whoever it is, the key is the same
  return updateBozza(bozza, { set: { inRegistrazione: { utente: caller.utente, quando } } });
}

/** A refusal for good gives the draft back; after anything else nobody knows, and the key finds out. */
async function release(bozza: Bozza, error: unknown): Promise<void> {
  if (error instanceof DomainError && toProblem(error).status < 500)
    await updateBozza(bozza, { set: {}, unset: { inRegistrazione: 1 } });
}

/**
 * Gives an approved letter its number, as U, by the same function as every registration. It has one number, whoever asks and however
 * often: the key is made of the draft, so that a process killed after the number leaves what the next one finds.
 * @returns `created: false` where the number was there already
 */
export async function registerBozza(
  deps: Deps,
  caller: Caller,
  id: string,
  versione?: number,
  tentativi = 3,
): Promise<Esito> {
  const bozza = await requireBozza(deps, caller, id);
  if (bozza.registrazione !== undefined)
    return { registrazione: await readRegistrazione(bozza.aoo, bozza.registrazione), created: false };
  requireAtto(caller, bozza, 'registra');
  if (versione !== undefined && versione !== bozza.versione) throw new VersioneSuperataError();
  const invio = await invioOf(deps, bozza); // what is wrong is told before anything is begun
  const claimed = await claim(deps, caller, bozza);
  if (claimed === null) {
    if (versione !== undefined || tentativi <= 1) throw new VersioneSuperataError();
    return registerBozza(deps, caller, id, undefined, tentativi - 1);
  }
  let esito: Esito;
  try {
    esito = await registerProtocollo(deps, caller, invio, chiaveOf(bozza));
  } catch (error) {
    await release(claimed, error);
    throw error;
  }
  await markRegistrata(claimed, esito.registrazione, chiOf(caller), deps.clock.now());
  return esito;
}
