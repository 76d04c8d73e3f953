import type { Caller } from '../../schemas/accesso.api.js';
import type { AttoBozza } from '../../schemas/bozza.api.js';
import {
  type Bozza,
  type ContenutoBozza,
  insertVersioneBozza,
  type Passo,
  type RichiestaBozza,
  updateBozza,
} from '../../schemas/bozza.model.js';
import { inTransaction } from '../accesso/transaction.js';
import type { Deps } from '../deps.js';
import {
  ChiaveRiusataError,
  OperazioneNonConsentitaError,
  StatoIncompatibileError,
  VersioneSuperataError,
} from '../lib/problem.js';
import { chiOf, requireBozza } from './lettura.js';
import { mayOnBozza, statoDopo } from './stati.js';

/** What an act is done on, and the request that asks for it. */
export interface Bersaglio {
  id: string;
  /** from If-Match: what the client has read */
  versione?: number | undefined;
  richiesta?: RichiestaBozza | undefined;
}

/** What an act changes: a new content is a new version. */
export interface Esito {
  contenuto?: ContenutoBozza;
  set?: Partial<Bozza>;
  unset?: Partial<Record<keyof Bozza, 1>>;
  osservazioni?: string | undefined;
  /** hashes of files that the draft names from now on */
  impronte?: readonly string[];
}

const IN_PAROLE: Readonly<Record<Bozza['stato'], string>> = {
  'in-lavorazione': 'in lavorazione',
  'in-approvazione': 'in approvazione',
  'da-firmare': 'approvata, da firmare',
  firmata: 'firmata',
  registrata: 'registrata',
  scartata: 'scartata',
};
/** Longer than any request lives: what asked for a number so long ago will not get one any more. */
const FERMA_MS = 10 * 60_000;

const CAMPI = [
  'oggetto',
  'destinatari',
  'mezzo',
  'testo',
  'modello',
  'documento',
  'allegati',
  'classifica',
  'motivoClassifica',
  'fascicolo',
  'tipologia',
  'riservatezza',
  'risponde',
  'note',
] as const satisfies readonly (keyof ContenutoBozza)[];

/** What of a draft is its content; the names are all those that it has. */
export const contenutoOf = (bozza: Bozza): ContenutoBozza =>
  Object.fromEntries(
    CAMPI.filter((campo) => bozza[campo] !== undefined).map((campo) => [campo, bozza[campo]]),
  ) as unknown as ContenutoBozza;

export const impronteOf = ({ documento, allegati }: ContenutoBozza): string[] =>
  [...(documento === undefined ? [] : [documento]), ...allegati].map(({ sha256 }) => sha256);

/** True while a number was asked for and may still come. */
export const isUnderWay = ({ inRegistrazione }: Bozza, adesso: Date): boolean =>
  inRegistrazione !== undefined && adesso.getTime() - inRegistrazione.quando.getTime() < FERMA_MS;

/** @throws StatoIncompatibileError while a registration is under way whose end is not known */
function requireFree(bozza: Bozza, adesso: Date): void {
  if (isUnderWay(bozza, adesso))
    throw new StatoIncompatibileError(
      'La registrazione di questa bozza è cominciata e non se ne conosce ancora l’esito: ripetere la registrazione, che non dà un secondo numero.',
    );
}

/** @throws OperazioneNonConsentitaError, StatoIncompatibileError @returns the state that follows */
export function requireAtto(caller: Caller, bozza: Bozza, atto: AttoBozza): Bozza['stato'] {
  if (!mayOnBozza(caller, atto, bozza))
    throw new OperazioneNonConsentitaError(
      atto === 'approva'
        ? 'La bozza la approva il responsabile dell’ufficio che scrive; chi l’ha scritta non approva sé stesso.'
        : 'Su questa bozza non può farlo chi ha fatto accesso: chiedere al suo autore o al responsabile.',
    );
  const next = statoDopo(bozza.stato, atto);
  if (next === undefined)
    throw new StatoIncompatibileError(
      `La bozza è ${IN_PAROLE[bozza.stato]}: così non si può fare. Rileggerla per vedere che cosa si può.`,
    );
  return next;
}

/** True for a request that was done already. @throws ChiaveRiusataError if its key was for something else */
export function isDone({ passi }: Bozza, richiesta: RichiestaBozza | undefined): boolean {
  const done = passi.find(
    (one) =>
      richiesta !== undefined &&
      one.richiesta?.autore === richiesta.autore &&
      one.richiesta.chiave === richiesta.chiave,
  );
  if (done !== undefined && done.richiesta?.sha256 !== richiesta?.sha256) throw new ChiaveRiusataError();
  return done !== undefined;
}

/** Writes what an act changes as one: record, step and, where the content is new, its version. @throws VersioneSuperataError */
async function write(bozza: Bozza, passo: Passo, stato: Bozza['stato'], esito: Esito): Promise<Bozza> {
  const { contenuto, set = {}, unset = {}, impronte = [] } = esito;
  const n = contenuto === undefined ? bozza.n : bozza.n + 1;
  const gone = contenuto === undefined ? [] : CAMPI.filter((campo) => contenuto[campo] === undefined);
  const cambio = {
    set: {
      ...contenuto,
      ...set,
      stato,
      n,
      aggiornata: passo.quando,
      ...(contenuto !== undefined && { scritta: passo.utente }),
    },
    unset: { ...unset, inRegistrazione: 1 as const, ...Object.fromEntries(gone.map((campo) => [campo, 1 as const])) },
    passo: { ...passo, n },
    impronte: [...impronte, ...(contenuto === undefined ? [] : impronteOf(contenuto))],
  };
  const changed =
    contenuto === undefined
      ? await updateBozza(bozza, cambio)
      : await inTransaction(async (session) => {
          const updated = await updateBozza(bozza, cambio, session);
          if (updated === null) return null;
          const { utente, denominazione, perContoDi, quando } = passo;
          const chi = { utente, denominazione, ...(perContoDi !== undefined && { perContoDi }) };
          await insertVersioneBozza({ bozza: bozza._id, aoo: bozza.aoo, n, quando, ...chi, contenuto }, session);
          return updated;
        });
  if (changed === null) throw new VersioneSuperataError();
  return changed;
}

/**
 * The one door for what happens to a draft after it was made: right, state, version read, and the step that stays.
 * @param decide - what the act changes; it may refuse
 * @throws NonTrovatoError, OperazioneNonConsentitaError, StatoIncompatibileError, VersioneSuperataError, ChiaveRiusataError
 */
export async function changeBozza(
  deps: Deps,
  caller: Caller,
  { id, versione, richiesta }: Bersaglio,
  atto: AttoBozza,
  decide: (bozza: Bozza) => Promise<Esito> | Esito,
): Promise<Bozza> {
  const bozza = await requireBozza(deps, caller, id);
  if (isDone(bozza, richiesta)) return bozza;
  if (versione !== undefined && versione !== bozza.versione) throw new VersioneSuperataError();
  const stato = requireAtto(caller, bozza, atto);
  const quando = deps.clock.now();
  requireFree(bozza, quando);
  const { osservazioni, ...esito } = await decide(bozza);
  const passo: Passo = {
    tipo: atto,
    quando,
    ...chiOf(caller),
    n: bozza.n,
    ...(osservazioni !== undefined && { osservazioni }),
    ...(richiesta !== undefined && { richiesta }),
  };
  return write(bozza, passo, stato, esito);
}
