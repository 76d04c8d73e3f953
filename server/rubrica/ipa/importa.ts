import {
  claimImportazione,
  findUltima,
  type Importazione,
  recordErrori,
  type Righe,
  updateImportazione,
} from '../../../schemas/importazione.model.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import { isDatabaseAway, isDuplicateKey } from '../../lib/mongo.js';
import { DomainError } from '../../lib/problem.js';
import { FileNonAdattoError, readTabella, type RigaTabella } from './lettura.js';
import { ceaseVanished, countBuone, type Giro, writeLotto } from './lotto.js';

const LOTTO = 400;
/** Of the machine's clock: how long one that is at work may be silent before another takes over. */
const LEASE_MS = 15_000;
const HEARTBEAT_MS = 5_000;
const MAX_TENTATIVI = 20;

export interface DepsImporta {
  clock: Clock;
  log: Logger;
  store: Pick<ObjectStore, 'open'>;
}

/** Another has taken the import over, or the process is to end: what is done is done, the rest is for who goes on. */
class LasciataError extends Error {}

const lease = (): Date => new Date(Date.now() + LEASE_MS); // the machine's clock: a demonstration's moves

/** Tells how far it is, and keeps the import for who works at it. */
function keeper(importazione: Importazione, segnale: AbortSignal) {
  return async (set: Partial<Importazione> = {}, inc: Partial<Righe> = {}): Promise<void> => {
    const kept = await updateImportazione(importazione, { ...set, presaFino: lease() }, inc);
    if (!kept || segnale.aborted) throw new LasciataError();
  };
}

async function* lottiOf(righe: AsyncIterable<RigaTabella>, from: number): AsyncGenerator<RigaTabella[], void> {
  let lotto: RigaTabella[] = [];
  for await (const riga of righe) {
    if (riga.riga <= from) continue;
    lotto.push(riga);
    if (lotto.length < LOTTO) continue;
    yield lotto;
    lotto = [];
  }
  if (lotto.length > 0) yield lotto;
}

/** Counts the rows before anything is written. @throws FileNonAdattoError for a file with less than half the good rows of the last */
async function countRighe(
  { store }: DepsImporta,
  { file, tipo }: Importazione,
  keep: ReturnType<typeof keeper>,
): Promise<number> {
  const { stream } = await store.open(file.sha256);
  let [totale, buone] = [0, 0];
  for await (const riga of readTabella(stream, tipo)) {
    totale += 1;
    if (countBuone(tipo, riga)) buone += 1;
    if (totale % 20_000 === 0) await keep();
  }
  const before = buoneOf((await findUltima(tipo))?.righe);
  if (buone < before / 2 || buone === 0)
    throw new FileNonAdattoError(
      buone === 0
        ? 'Nel file nessuna riga è utilizzabile: nulla è stato cambiato.'
        : `Il file ha ${buone} righe buone, meno della metà dell’ultima importazione (${before}): nulla è stato cambiato. Controllare che sia completo.`,
    );
  return totale;
}
const buoneOf = (righe: Righe | undefined): number =>
  righe === undefined ? 0 : righe.nuove + righe.cambiate + righe.invariate;

async function importFile(deps: DepsImporta, importazione: Importazione, segnale: AbortSignal): Promise<void> {
  const keep = keeper(importazione, segnale);
  const { _id, tipo, file, posizione } = importazione;
  // the instant of the import, the same however often it is taken up
  const giro: Giro = { id: _id.toHexString(), tipo, adesso: importazione.iniziata ?? importazione.chiesta };
  if (importazione.totale === undefined) await keep({ totale: await countRighe(deps, importazione, keep) });
  const { stream } = await deps.store.open(file.sha256);
  for await (const lotto of lottiOf(readTabella(stream, tipo), posizione)) {
    const { errori, ...righe } = await writeLotto(giro, lotto);
    await recordErrori(_id, errori);
    await keep({ posizione: lotto.at(-1)?.riga ?? posizione }, { ...righe, lette: lotto.length });
  }
  const cessate = await ceaseVanished(giro, keep);
  await updateImportazione(importazione, { stato: 'conclusa', cessate, conclusa: deps.clock.now() });
}

/**
 * Imports a file of the IPA, or goes on where a killed process had stopped. The rows are written by batches with how far they are;
 * the same file again changes nothing.
 * @returns whether it is at its end: false if another is at work at it, or it is to be taken up again
 */
export async function runImportazione(deps: DepsImporta, id: string, segnale: AbortSignal): Promise<boolean> {
  const { log, clock } = deps;
  const importazione = await claimImportazione(id, new Date(), lease(), clock.now()).catch((error: unknown) => {
    if (isDuplicateKey(error)) return null; // one of its kind is at work: its turn comes
    throw error;
  });
  if (importazione === null) return false;
  const heart = setInterval(() => {
    updateImportazione(importazione, { presaFino: lease() }).catch(() => undefined); // what it does next will tell
  }, HEARTBEAT_MS);
  try {
    // a file that takes the whole process down with it never gets to an error of its own
    if (importazione.tentativi > MAX_TENTATIVI) throw new Error('begun too many times');
    await importFile(deps, importazione, segnale);
    log.info({ importazione: id }, 'ipa file imported');
    return true;
  } catch (error) {
    clearInterval(heart);
    return await endWith(deps, importazione, error);
  } finally {
    clearInterval(heart);
  }
}

async function endWith({ log, clock }: DepsImporta, importazione: Importazione, error: unknown): Promise<boolean> {
  const id = importazione._id.toHexString();
  if (error instanceof LasciataError) {
    await updateImportazione(importazione, {});
    return false;
  }
  if (error instanceof FileNonAdattoError) {
    await updateImportazione(importazione, { stato: 'rifiutata', motivo: error.message, conclusa: clock.now() });
    return true;
  }
  // a service that is away comes back; the rest would fail again the same way
  const passing = isDatabaseAway(error) || (error instanceof DomainError && error.code === 'archivio-non-disponibile');
  if (passing && importazione.tentativi < MAX_TENTATIVI) throw error;
  log.error({ err: error, importazione: id }, 'ipa import failed');
  const motivo =
    error instanceof DomainError
      ? error.message
      : 'Importazione interrotta da un guasto: inviare di nuovo il file; ciò che era stato preso resta.';
  await updateImportazione(importazione, { stato: 'errore', motivo, conclusa: clock.now() });
  return true;
}
