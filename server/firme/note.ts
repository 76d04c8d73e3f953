import type { EsitoVerifica } from '../../schemas/firma.api.js';
import { findAccanto, saveFirme } from '../../schemas/esame-file.model.js';
import type { Deps } from '../deps.js';
import { formatoDi } from '../formati/esamina.js';
import { type Fonte, fonteDiDeposito, FuoriLimite, Limite } from '../formati/fonte.js';
import { dicePiuDiNulla } from './breve.js';
import { contestoOf } from './contesto.js';
import { rfc3339 } from '../lib/clock.js';

/** Nobody waits for these, but they end. */
const LIMITE = { ms: 300_000, bytes: 8 * 1024 ** 3 };
const RETE_MS = 60_000;

type Chi = Pick<Deps, 'store' | 'log' | 'config'> & { clock: Pick<Deps['clock'], 'now'> };

/** A stored file, and what it is called where it is registered. */
export interface FileNoto {
  sha256: string;
  nome?: string;
}

/**
 * Verifies the signatures of a stored file with all the time it takes.
 * @param accanto - stored files that a detached signature may be of
 * @param rete - revocation is asked over the network, where the installation allows it
 * @returns undefined where the file is not there, or bears nothing
 * @throws ArchivioNonDisponibile and the like
 */
export async function verificaDeposito(
  deps: Chi,
  { sha256, nome }: FileNoto,
  { accanto, rete, limite = new Limite(LIMITE) }: { accanto: readonly FileNoto[]; rete: boolean; limite?: Limite },
): Promise<EsitoVerifica | undefined> {
  const open = async (one: FileNoto): Promise<Fonte | undefined> => {
    const stored = await deps.store.stat(one.sha256);
    if (stored === null) return undefined;
    return fonteDiDeposito(deps.store, { ...one, dimensione: stored.dimensione, inizio: Buffer.alloc(0) }, limite);
  };
  const fonte = await open({ sha256 });
  if (fonte === undefined || (await formatoDi(fonte, nome)).firmato !== true) return undefined;
  const { verificaFile } = await import('./verifica.js');
  const others: { nome: string; sha256: string; fonte: Fonte }[] = [];
  for (const one of accanto) {
    const other = await open(one);
    if (other !== undefined) others.push({ nome: one.nome ?? '', sha256: one.sha256, fonte: other });
  }
  const contesto = await contestoOf(deps, { rete, segnale: AbortSignal.timeout(RETE_MS) });
  try {
    return await verificaFile({ fonte, ...(nome !== undefined && { nome }), accanto: others }, contesto);
  } catch (error) {
    if (!(error instanceof FuoriLimite)) throw error;
    deps.log.warn({ sha256 }, 'signatures not verified: the file wants too much');
    const avvisi = ['Il file chiede troppo tempo per essere verificato: le firme non sono state controllate.'];
    return { firme: [], marche: [], quando: rfc3339(contesto.adesso), avvisi };
  }
}

/** What is known of the signatures of a stored file is found once it is registered, and kept with it. */
export async function noteFirme(deps: Chi, sha256: string): Promise<void> {
  const { nome, accanto } = await findAccanto(sha256);
  const esito = await verificaDeposito(deps, { sha256, ...(nome !== undefined && { nome }) }, { accanto, rete: true });
  if (esito === undefined || !dicePiuDiNulla(esito)) return;
  await saveFirme(sha256, esito);
  deps.log.info({ sha256, firme: esito.firme.length }, 'signatures verified');
}
