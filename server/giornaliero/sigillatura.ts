import type { Caller } from '../../schemas/accesso.api.js';
import { findChiaveAttiva } from '../../schemas/chiave-firma.model.js';
import type { Sigillatura as Letta } from '../../schemas/registro-giornaliero.api.js';
import { RegistroGiornalieroModel } from '../../schemas/registro-giornaliero.model.js';
import {
  advanceSigillatura,
  beginSigillatura,
  endSigillatura,
  findSigillatura,
  findSigillatureInCorso,
  type Sigillatura,
} from '../../schemas/sigillatura.model.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { DomainError, StatoIncompatibileError } from '../lib/problem.js';
import { FileNotFoundError, IntegrityError, StorageUnavailableError } from '../../storage/errors.js';
import { accodaSigilli } from './accoda.js';
import { ensureCopia } from './copia.js';
import { type DepsSigillo, ensureSigillo } from './sigillo.js';
import { corredoOf } from './stato.js';

/*
 * The seals that are missing on closed days, all of them in one act. Which days lack one the database says at each turn: killed anywhere
 * it goes on from there, asked for twice it is one work, and a seal that is there is never made again.
 */

export const SENZA_SIGILLO =
  'La AOO non ha un sigillo in uso: il responsabile della gestione documentale lo carica tra le chiavi di firma, poi si chiede di nuovo.';

type File = { sha256: string; dimensione: number };

/** Days of an AOO that are sealed in one go: then others have theirs, so that the many days of one do not keep another waiting. */
const PEZZO = 50;

/** Registers of closed days that lack the seal on the XML or on the PDF, oldest first. */
async function findDaSigillare(aoo: string): Promise<File[]> {
  const chiuse = await RegistroGiornalieroModel.find({ aoo }, { _id: 0, xml: 1 })
    .sort({ giorno: 1 })
    .lean<{ xml: File }[]>();
  const { copie, sigilli } = await corredoOf(chiuse);
  return chiuse
    .map(({ xml }) => xml)
    .filter(({ sha256 }) => {
      const pdf = copie.get(sha256)?.pdf.sha256;
      return !sigilli.has(sha256) || pdf === undefined || !sigilli.has(pdf);
    });
}

const present = (mancano: number, one: Sigillatura | null): Letta => ({
  mancano,
  ...(one !== null && {
    ultima: {
      stato: one.stato,
      totale: one.totale,
      fatte: one.fatte,
      utente: one.chiesta.utente,
      chiesta: rfc3339(one.chiesta.quando),
      ...(one.motivo !== undefined && { motivo: one.motivo }),
    },
  }),
});

/** How many closed days lack a seal, and how far the work that puts them is. */
export async function readSigillatura(aoo: string): Promise<Letta> {
  const one = await findSigillatura(aoo);
  const mancano = one?.stato === 'in-corso' ? one.totale - one.fatte : (await findDaSigillare(aoo)).length;
  return present(mancano, one);
}

/**
 * Asks that all closed days that lack a seal get it; one that is under way is that one. Who asked stands in the audit before anything begins.
 * @throws StatoIncompatibileError where the AOO has no seal
 * @returns `nuova: false` where nothing had to be begun
 */
export async function askSigillatura(
  deps: Pick<Deps, 'clock' | 'redis' | 'config' | 'log'>,
  caller: Caller,
): Promise<{ nuova: boolean; letta: Letta }> {
  const { aoo, utente } = caller;
  const known = await findSigillatura(aoo);
  if (known?.stato === 'in-corso') {
    accodaSigilli(deps, aoo); // who died with it is told again
    return { nuova: false, letta: present(known.totale - known.fatte, known) };
  }
  const totale = (await findDaSigillare(aoo)).length;
  if (totale === 0) return { nuova: false, letta: present(0, known) };
  const quando = deps.clock.now();
  if ((await findChiaveAttiva(aoo, 'sigillo', quando)) === null) throw new StatoIncompatibileError(SENZA_SIGILLO);
  await recordAccesso(deps.clock, caller, 'chiede-sigilli', 'sigilli');
  let nuova = true;
  await beginSigillatura({ _id: aoo, totale, chiesta: { utente, quando } }).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
    nuova = false; // another one was faster: its work is the same
  });
  accodaSigilli(deps, aoo);
  return { nuova, letta: await readSigillatura(aoo) };
}

/** What is wrong with the files of one day alone: the others need not wait for it. */
const isDiUnGiorno = (error: unknown): error is DomainError =>
  error instanceof FileNotFoundError || error instanceof IntegrityError;

/** @throws StatoIncompatibileError where the AOO has no seal, and what reading and sealing throw */
async function sigillaGiorno(deps: DepsSigillo, aoo: string, xml: File): Promise<void> {
  const { pdf } = await ensureCopia(deps.store, xml.sha256);
  for (const file of [xml, pdf])
    if ((await ensureSigillo(deps, aoo, file)) === undefined) throw new StatoIncompatibileError(SENZA_SIGILLO);
}

/** One work in a turn of the worker, and what was found wrong with the files of single days, by their hash. */
interface InLavoro {
  sigillatura: Sigillatura;
  guasti: Map<string, string>;
}

/**
 * A piece of one work, from where the database says it stands; a day whose files are lost or altered is left out, and told at the end.
 * @returns how many days were sealed; 0 when the work is over
 */
async function sigillaPezzo(
  deps: DepsSigillo & Pick<Deps, 'log'>,
  { sigillatura, guasti }: InLavoro,
  segnale: AbortSignal | undefined,
): Promise<number> {
  const { _id: aoo, totale } = sigillatura;
  const left = await findDaSigillare(aoo);
  let done = 0;
  for (const xml of left) {
    if (done === PEZZO) return done;
    if (guasti.has(xml.sha256)) continue;
    segnale?.throwIfAborted();
    try {
      await sigillaGiorno(deps, aoo, xml);
    } catch (error) {
      if (!isDiUnGiorno(error)) throw error;
      deps.log.error({ aoo, sha256: xml.sha256, err: error }, 'day not sealed');
      guasti.set(xml.sha256, error.message);
      continue;
    }
    done += 1;
    await advanceSigillatura(aoo, Math.max(0, totale - left.length + done));
  }
  if (done === 0) await endSigillatura(sigillatura, [...guasti.values()][0]);
  return done;
}

/** Whether a person has to see to it; a store that is away comes back by itself. */
const isDaVedere = (error: unknown): error is DomainError =>
  error instanceof DomainError && !(error instanceof StorageUnavailableError);

/**
 * The works that were asked for, of every AOO, a piece of each in turn until all are over; what a person has to see to stops one and
 * says why. @returns how many days were sealed
 */
export async function sigillaRichieste(deps: DepsSigillo & Pick<Deps, 'log'>, segnale?: AbortSignal): Promise<number> {
  let open = (await findSigillatureInCorso()).map((sigillatura): InLavoro => ({ sigillatura, guasti: new Map() }));
  let count = 0;
  while (open.length > 0) {
    const after: InLavoro[] = [];
    for (const one of open)
      try {
        const done = await sigillaPezzo(deps, one, segnale);
        if (done > 0) after.push(one);
        count += done;
      } catch (error) {
        if (!isDaVedere(error)) throw error; // the store or the database is away, or the worker ends: the next turn goes on
        deps.log.warn({ aoo: one.sigillatura._id, err: error }, 'seals stopped');
        await endSigillatura(one.sigillatura, error.message);
      }
    open = after;
  }
  return count;
}
