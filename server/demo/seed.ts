import { existsSync } from 'node:fs';
import path from 'node:path';
import { updateStato } from '../../schemas/dimostrazione.model.js';
import { ensureEnte, ensurePassword, ensureStato } from './allestisci.js';
import { passatoOf } from './passato.js';
import type { OpzioniReplay } from './replay.js';

/** Certificate of the authority that signs the demonstration's papers, below the data folder. */
const CERTIFICATO_AUTORITA = 'ca/autorita-di-prova.pem';

interface OpzioniSeed {
  deps: OpzioniReplay;
  /** the instant from which the past is counted, at the first start */
  adesso: Date;
  /** of the accounts */
  password: string;
  /** tells a person how far it is */
  say: (line: string) => void;
}

/** Beside the data, for what verifies signatures and for programs outside. */
async function ensureAutorita(dataDir: string, anno: number): Promise<void> {
  const certificato = path.join(dataDir, CERTIFICATO_AUTORITA);
  if (existsSync(certificato)) return;
  const { Firme, writeAutorita } = await import('./firma/firme.js');
  writeAutorita(certificato, new Firme(anno));
}

/**
 * Makes the demonstration Comune and its past, once: on an empty database everything, on one where it was broken off what is
 * left, else nothing but another password of the accounts. Safe to kill and to repeat.
 * @returns whether something was registered
 * @throws StatoIncompatibileError on a database that is not a demonstration
 */
export async function seedDemo({ deps, adesso, password, say }: OpzioniSeed): Promise<boolean> {
  const stato = await ensureStato(() => passatoOf(adesso));
  await ensureAutorita(deps.config.dataDir, stato.anno);
  if (!stato.compiuto) await ensureEnte(stato.anno, password);
  await ensurePassword(stato, password);
  if (deps.config.firme.segreto !== undefined) {
    const { ensureChiaviDiProva } = await import('./firma/chiavi-firma.js'); // what makes certificates is heavy
    await ensureChiaviDiProva(deps, stato.anno, adesso);
  }
  if (!stato.compiuto) {
    const { replay } = await import('./replay.js'); // fonts, PDF and the services of the register, only where something is made
    await replay(deps, stato, say);
    const { ensureIpa } = await import('./ipa.js');
    await ensureIpa({ store: deps.store, log: deps.log, clock: { now: () => adesso } }, deps.config.dataDir);
    await updateStato({ compiuto: true });
  }
  return !stato.compiuto;
}
