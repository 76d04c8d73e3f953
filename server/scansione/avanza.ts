import { randomUUID } from 'node:crypto';
import { ensurePagine, hasDaLeggere, rereadPagine } from '../../schemas/pagina-scansione.model.js';
import {
  releaseScansione,
  renewPresaScansione,
  type ScansioneTenuta,
  settleScansione,
  takeScansione,
} from '../../schemas/scansione.model.js';
import { VersioneSuperataError } from '../lib/problem.js';
import { apriOriginali, lasciaPagine } from './apri.js';
import { completaScansione } from './completa.js';
import { type DepsScansione, oraDiMacchina, PRESA_MS, sottoPresa } from './deps.js';
import { dividi } from './lotto.js';
import { esitoRifiutata } from './pagina.js';
import { unisciScansione } from './unisci.js';

/** What is to do next: pages to read; other scans that were made; or nothing. */
export interface Avanzata {
  daLeggere: boolean;
  nuove: readonly string[];
}
const NIENTE: Avanzata = { daLeggere: false, nuove: [] };

/** The work on the pages follows the scan: new ones are to be read, turned ones again; of a file that was refused there is nothing to read. */
async function allinea({ _id, pagine }: ScansioneTenuta): Promise<void> {
  await ensurePagine(
    _id,
    pagine.map(({ id, rotazione, rifiutata }) => ({
      id,
      rotazione,
      ...(rifiutata !== undefined && { esito: esitoRifiutata(rotazione, rifiutata) }),
    })),
  );
  await rereadPagine(
    _id,
    pagine.filter(({ rifiutata }) => rifiutata === undefined),
  );
}

const isComposed = ({ stato, copia, generazione, specie, divisa }: ScansioneTenuta): boolean =>
  specie === 'lotto'
    ? divisa !== undefined
    : stato === 'attestata' ||
      ((stato === 'pronta' || stato === 'da-verificare' || stato === 'errore') &&
        (copia === undefined || copia.generazione === generazione));

async function step(deps: DepsScansione, taken: ScansioneTenuta, quale: string): Promise<Avanzata> {
  const soltanto = { 'presa.quale': quale };
  let scansione = taken;
  if (scansione.stato !== 'attestata') {
    scansione = await apriOriginali(deps, scansione, soltanto);
    await lasciaPagine(taken, scansione);
    await allinea(scansione);
    if (await hasDaLeggere(scansione._id)) return { daLeggere: true, nuove: [] };
  }
  let nuove: readonly string[] = [];
  if (!isComposed(scansione)) {
    if (scansione.specie === 'lotto') {
      const parted = await dividi(deps, scansione, soltanto);
      scansione = parted.lotto;
      nuove = parted.scansioni;
    } else scansione = await completaScansione(deps, scansione, soltanto);
  }
  if (scansione.specie === 'scansione') scansione = await unisciScansione(deps, scansione, soltanto);
  await settleScansione(scansione);
  return { daLeggere: false, nuove };
}

/**
 * Takes a scan as far as it goes without reading pages: opens its files, sees what is left to read, and when all is read composes
 * the copy (or parts the batch) and joins it. One worker at a time, under a lease; each write is conditional and follows from the
 * database alone, so that killed anywhere the next turn goes on from there. @returns what is to do next
 */
export async function avanzaScansione(deps: DepsScansione, id: string): Promise<Avanzata> {
  const quale = randomUUID();
  const adesso = oraDiMacchina(deps);
  const taken = await takeScansione(id, quale, adesso, new Date(adesso.getTime() + PRESA_MS));
  if (taken === null) return NIENTE;
  try {
    return await sottoPresa(
      deps,
      (fino) => renewPresaScansione(id, quale, fino),
      () => step(deps, taken, quale),
    );
  } catch (error) {
    if (!(error instanceof VersioneSuperataError)) throw error;
    return NIENTE; // a person was faster: the act told the worker, and the sweep finds it
  } finally {
    await releaseScansione(id, quale).catch(() => undefined);
  }
}
