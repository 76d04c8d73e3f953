import type { Antivirus } from '../../schemas/formato.api.js';
import { findEsami, saveAntivirus } from '../../schemas/esame-file.model.js';
import type { Avviso } from '../../schemas/registrazione.types.js';
import type { Deps } from '../deps.js';
import { type Clamd, ClamdError, scanStream } from './clamd.js';

/** How long a registration waits for the antivirus, for all of its files; what it could not look at is looked at later. */
const ATTESA_MS = 5_000;
/** After clamd was not there, registrations do not wait for it again so soon. */
const PAUSA_MS = 15_000;

let away = Number.NEGATIVE_INFINITY;

interface File {
  nome: string;
  sha256: string;
}

/**
 * Has the antivirus look at a stored file, and keeps what it said. A file that it cannot look at is `non-controllato`, never
 * taken for clean.
 */
export async function controllaFile(
  { store, log }: Pick<Deps, 'store' | 'log'>,
  clamd: Clamd,
  sha256: string,
  ms: number,
): Promise<Antivirus> {
  const antivirus = await look({ store, log }, clamd, sha256, ms);
  await saveAntivirus(sha256, antivirus, new Date());
  return antivirus;
}

async function look(
  { store, log }: Pick<Deps, 'store' | 'log'>,
  clamd: Clamd,
  sha256: string,
  ms: number,
): Promise<Antivirus> {
  const { stream } = await store.open(sha256);
  try {
    return await scanStream(clamd, stream, ms);
  } catch (error) {
    if (!(error instanceof ClamdError)) throw error;
    if (error.motivo === 'assente') away = performance.now();
    log.warn({ sha256, err: error.message }, 'not checked by the antivirus');
    return { stato: 'non-controllato', motivo: error.motivo === 'rifiutato' ? 'rifiutato' : 'assente' };
  } finally {
    stream.destroy();
  }
}

/** The files of a request, looked at before they are registered, for as long as a registration may wait. Without a configured antivirus nothing is told. */
export async function controllaArrivi(
  deps: Pick<Deps, 'store' | 'log' | 'config'>,
  files: readonly File[],
): Promise<Map<string, Antivirus>> {
  const { clamd } = deps.config;
  const found = new Map<string, Antivirus>();
  if (clamd === undefined) return found;
  const end = performance.now() + ATTESA_MS;
  const names = [...new Set(files.map((file) => file.sha256))];
  const known = await findEsami(names);
  for (const sha256 of names) {
    const before = known.get(sha256)?.antivirus;
    if (before?.stato === 'infetto') {
      found.set(sha256, before); // once found, it stays so
      continue;
    }
    const left = end - performance.now();
    if (left > 0 && performance.now() - away > PAUSA_MS) {
      found.set(sha256, await controllaFile(deps, clamd, sha256, left));
      continue;
    }
    const later: Antivirus = { stato: 'non-controllato', motivo: 'assente' };
    await saveAntivirus(sha256, later, new Date());
    found.set(sha256, later);
  }
  return found;
}

/** What the antivirus said, told at the registration (contract §4, avvisi): a file that is infected is registered and never opened. */
export const avvisiOfAntivirus = (esiti: ReadonlyMap<string, Antivirus>, files: readonly File[]): Avviso[] =>
  files.flatMap(({ nome, sha256 }) => {
    const esito = esiti.get(sha256);
    if (esito?.stato === 'infetto')
      return [
        {
          codice: 'antivirus',
          messaggio: `${nome} è infetto (${esito.minaccia ?? 'minaccia senza nome'}): è registrato e messo in quarantena, non si può aprire né scaricare. Avvisare il mittente.`,
        },
      ];
    if (esito?.stato !== 'non-controllato') return [];
    const poi = esito.motivo === 'rifiutato' ? 'l’antivirus non accetta file così' : 'il controllo si ripete da solo';
    return [{ codice: 'antivirus', messaggio: `${nome} non è stato controllato dall’antivirus: ${poi}.` }];
  });
