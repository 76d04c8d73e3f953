import mongoose from 'mongoose';
import { TIPI_IPA, type TipoIpa } from '../../../schemas/importazione.api.js';
import {
  findDovute,
  findInCorso,
  findUltima,
  type Importazione,
  insertImportazione,
} from '../../../schemas/importazione.model.js';
import type { ObjectStore } from '../../../storage/object-store.js';
import { protectFiles } from '../../../storage/protect-files.js';
import type { Clock } from '../../lib/clock.js';
import type { Config } from '../../lib/config.js';
import type { Logger } from '../../lib/logger.js';
import type { ReceivedFile } from '../../lib/multipart.js';
import { DatiNonValidiError } from '../../lib/problem.js';
import { openFonte } from './fonte.js';
import { type DepsImporta, runImportazione } from './importa.js';
import { FileNonAdattoError, readTabella } from './lettura.js';

const newImportazione = (
  clock: Clock,
  dati: Pick<Importazione, 'tipo' | 'origine' | 'file' | 'stato'> & Pick<Partial<Importazione>, 'utente' | 'motivo'>,
): Importazione => ({
  _id: new mongoose.Types.ObjectId(),
  chiesta: clock.now(),
  posizione: 0,
  righe: { lette: 0, nuove: 0, cambiate: 0, invariate: 0, rifiutate: 0, segnalate: 0 },
  cessate: 0,
  tentativi: 0,
  ...dati,
});

/** Looks at the header of a stored file. @throws DatiNonValidiError if the file is not one of that kind */
async function requireAdatto(store: Pick<ObjectStore, 'open'>, sha256: string, tipo: TipoIpa): Promise<void> {
  const { stream } = await store.open(sha256);
  const righe = readTabella(stream, tipo);
  try {
    await righe.next();
  } catch (error) {
    if (!(error instanceof FileNonAdattoError)) throw error;
    throw new DatiNonValidiError([{ campo: 'file', messaggio: error.message }]);
  } finally {
    await righe.return();
  }
}

/**
 * Asks for an import; the worker does it. The same file that is waiting or under way already is that one.
 * @throws DatiNonValidiError for a file that is none of the IPA's, or without its key columns: nothing is changed
 */
export async function requestImportazione(
  { store, clock }: { store: ObjectStore; clock: Clock },
  utente: string,
  tipo: TipoIpa,
  file: ReceivedFile,
): Promise<Importazione> {
  await requireAdatto(store, file.sha256, tipo);
  const there = await findInCorso(tipo, file.sha256);
  if (there !== null) return there;
  await protectFiles(store, [file]);
  const { nome, dimensione, sha256 } = file;
  const asked = newImportazione(clock, {
    tipo,
    origine: 'mano',
    stato: 'in-coda',
    utente,
    file: { nome, dimensione, sha256 },
  });
  await insertImportazione(asked);
  return asked;
}

/** Does all that waits or was left by a killed process. */
export async function runDovute(deps: DepsImporta, segnale: AbortSignal): Promise<number> {
  let done = 0;
  for (const id of await findDovute(new Date())) {
    if (segnale.aborted) break;
    if (await runImportazione(deps, id, segnale)) done += 1;
  }
  return done;
}

interface DepsAggiorna {
  config: Pick<Config, 'ipaFonte' | 'retiPrivate' | 'limiteFileBytes'>;
  clock: Clock;
  log: Logger;
  store: ObjectStore;
}

/** Fetches one file; a file that has not changed since the last import is not imported again. */
async function fetchTipo({ config, clock, store }: DepsAggiorna, fonte: string, tipo: TipoIpa, segnale: AbortSignal) {
  const found = await openFonte(fonte, tipo, { retiPrivate: config.retiPrivate, segnale });
  if (found === undefined) return false;
  const { sha256, dimensione } = await store.put(found.stream, { limitBytes: config.limiteFileBytes, signal: segnale });
  const same = (await findUltima(tipo))?.file.sha256 === sha256 || (await findInCorso(tipo, sha256)) !== null;
  if (same) return false;
  await protectFiles(store, [{ sha256, modificato: new Date(0) }]);
  await insertImportazione(
    newImportazione(clock, {
      tipo,
      origine: 'notturna',
      stato: 'in-coda',
      file: { nome: found.nome, dimensione, sha256 },
    }),
  );
  return true;
}

/** The nightly refresh from the configured place; what cannot be fetched is told in the list of imports and in the log. */
export async function refreshIpa(deps: DepsAggiorna, segnale: AbortSignal): Promise<TipoIpa[]> {
  const { config, clock, log } = deps;
  if (config.ipaFonte === undefined) return [];
  const fetched: TipoIpa[] = [];
  for (const tipo of TIPI_IPA) {
    try {
      if (await fetchTipo(deps, config.ipaFonte, tipo, segnale)) fetched.push(tipo);
    } catch (error) {
      log.error({ err: error, tipo }, 'ipa file not fetched');
      const motivo = `Il file non si è potuto prendere da ${config.ipaFonte}: ${error instanceof Error ? error.message : 'guasto'}.`;
      const file = { nome: config.ipaFonte.slice(0, 200), dimensione: 0, sha256: '' };
      await insertImportazione({
        ...newImportazione(clock, { tipo, origine: 'notturna', stato: 'errore', motivo, file }),
        conclusa: clock.now(),
      });
    }
  }
  return fetched;
}
