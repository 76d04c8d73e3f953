import { findNonControllati } from '../../schemas/esame-file.model.js';
import { findImpronte } from '../../schemas/registrazione.model.js';
import { findEstratti } from '../../schemas/testo-estratto.model.js';
import { type DepsEstrazione, elaboraFile } from './service.js';

const PREFIXES = Array.from({ length: 256 }, (_one, i) => i.toString(16).padStart(2, '0'));
const MAX_RECONTROLLI = 200;

/** What a sweep did, in files. */
export interface Spazzata {
  visti: number;
  elaborati: number;
  falliti: number;
}

/** Runs one file; a failure of a service is told and left to the next sweep. */
async function run(deps: DepsEstrazione, sha256: string): Promise<boolean> {
  try {
    await elaboraFile(deps, sha256);
    return true;
  } catch (error) {
    deps.log.warn({ sha256, err: error }, 'file not examined');
    return false;
  }
}

/**
 * Finds the files that registrations name and that nobody has examined, and examines them: whatever became of the jobs, nothing is
 * left out. Walks the names of files by their first two digits, so that a register of millions is never in memory at once.
 */
export async function spazzaTesti(deps: DepsEstrazione, segnale: AbortSignal): Promise<Spazzata> {
  const report: Spazzata = { visti: 0, elaborati: 0, falliti: 0 };
  const examine = async (sha256s: readonly string[]): Promise<void> => {
    for (const sha256 of sha256s) {
      if (segnale.aborted) return;
      if (await run(deps, sha256)) report.elaborati += 1;
      else report.falliti += 1;
    }
  };
  for (const prefix of PREFIXES) {
    if (segnale.aborted) break;
    const named = await findImpronte(prefix);
    if (named.length === 0) continue;
    report.visti += named.length;
    const done = await findEstratti(named);
    await examine(named.filter((one) => !done.has(one)));
  }
  if (deps.config.clamd !== undefined) await examine(await findNonControllati(MAX_RECONTROLLI));
  return report;
}
