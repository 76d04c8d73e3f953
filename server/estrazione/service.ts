import { markScadenzaFirma } from '../../schemas/da-versare.model.js';
import { findEsami, isIncompleto, saveFormato, saveScadenzaFirma } from '../../schemas/esame-file.model.js';
import { findEstratti, saveTesto } from '../../schemas/testo-estratto.model.js';
import type { Antivirus } from '../../schemas/formato.api.js';
import type { Deps } from '../deps.js';
import { controllaFile } from '../formati/antivirus.js';
import { formatoDi } from '../formati/esamina.js';
import { fonteDiDeposito, FuoriLimite, Limite } from '../formati/fonte.js';
import { scadenzaFirmaDi } from '../formati/scadenza-firma.js';
import { noteFirme } from '../firme/note.js';
import { DomainError } from '../lib/problem.js';
import type { Estrattore } from './processo.js';
import type { Estratto } from './raccolta.js';

/** Beyond this a file is not read for its words. */
const MAX_BYTES = 64 * 1024 ** 2;
/** Nobody waits for these, but they end. */
const ANTIVIRUS_MS = 300_000;
const FORMATO = { ms: 120_000, bytes: 4 * 1024 ** 3 };
const FIRME = { ms: 30_000, bytes: 4 * 1024 ** 3 };

export type DepsEstrazione = Pick<Deps, 'store' | 'log' | 'config'> & {
  clock: Pick<Deps['clock'], 'now'>;
  estrattore: Estrattore;
};

const without = (motivo: string): Estratto => ({ stato: 'non-riuscito', testo: '', troncato: false, motivo });

/** What the antivirus says of the file, asked again where it could not look before. */
async function checked(
  deps: DepsEstrazione,
  sha256: string,
  known: Antivirus | undefined,
): Promise<Antivirus | undefined> {
  const { clamd } = deps.config;
  if (clamd === undefined || (known !== undefined && known.stato !== 'non-controllato')) return known;
  return controllaFile(deps, clamd, sha256, ANTIVIRUS_MS);
}

async function readFile({ store }: DepsEstrazione, sha256: string): Promise<Buffer> {
  const { stream } = await store.open(sha256);
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function extract(deps: DepsEstrazione, sha256: string, infected: boolean): Promise<Estratto> {
  if (infected) return without('quarantena');
  const stored = await deps.store.stat(sha256);
  if (stored === null) return without('assente');
  if (stored.dimensione > MAX_BYTES) return without('troppo-grande');
  return deps.estrattore.estrai(await readFile(deps, sha256));
}

/** A registration that could not wait for the whole examination of a file gets it now. */
async function completeFormato({ store }: DepsEstrazione, sha256: string): Promise<void> {
  const stored = await store.stat(sha256);
  if (stored === null || !(await isIncompleto(sha256))) return;
  const file = { sha256, dimensione: stored.dimensione, inizio: Buffer.alloc(0) };
  const { formato } = await formatoDi(fonteDiDeposito(store, file, new Limite(FORMATO)));
  await saveFormato(sha256, formato);
}

/** When its signatures end is kept with the file, and told to what names it: it goes to conservation before that. */
async function noteScadenzaFirma({ store, log }: DepsEstrazione, sha256: string): Promise<void> {
  const stored = await store.stat(sha256);
  if (stored === null) return;
  const file = { sha256, dimensione: stored.dimensione, inizio: Buffer.alloc(0) };
  const scadenza = await scadenzaFirmaDi(fonteDiDeposito(store, file, new Limite(FIRME))).catch((error: unknown) => {
    if (!(error instanceof FuoriLimite)) throw error;
    log.warn({ sha256 }, 'signatures not read: the file wants too much');
    return undefined;
  });
  if (scadenza === undefined) return;
  await saveScadenzaFirma(sha256, scadenza);
  await markScadenzaFirma(sha256, scadenza);
}

/**
 * Everything that is done for a stored file after its registration, in the order in which it is safe: antivirus, whole format,
 * signatures, words. What is done already is not done again; what was interrupted is.
 * @throws ArchivioNonDisponibile and the like: the next sweep tries again
 */
export async function elaboraFile(deps: DepsEstrazione, sha256: string): Promise<void> {
  const esame = (await findEsami([sha256])).get(sha256);
  const antivirus = await checked(deps, sha256, esame?.antivirus);
  if (esame?.scadenzaFirma !== undefined) await markScadenzaFirma(sha256, esame.scadenzaFirma); // named again since
  if ((await findEstratti([sha256])).has(sha256)) return;
  const infected = antivirus?.stato === 'infetto';
  if (!infected && esame?.formato === undefined) await completeFormato(deps, sha256);
  if (!infected && esame?.scadenzaFirma === undefined) await noteScadenzaFirma(deps, sha256);
  if (!infected && esame?.firme === undefined) await noteFirme(deps, sha256);
  const estratto = await extract(deps, sha256, infected).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'file-alterato') return without('alterato');
    throw error;
  });
  const { stato, motivo } = estratto;
  await saveTesto(sha256, estratto);
  deps.log.info({ sha256, stato, motivo }, 'text extracted');
}
