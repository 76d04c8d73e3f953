import type { Config } from '../lib/config.js';
import type { Deps } from '../deps.js';
import type { ContestoFirme, Fiducia } from './tipi.js';

const known = new WeakMap<Config, Promise<Fiducia>>();

/** Whom this installation trusts, read once in a process; what reads certificates is loaded with the first signature. */
export function fiduciaOf(config: Config): Promise<Fiducia> {
  const found = known.get(config) ?? import('./fiducia/crea.js').then(({ createFiducia }) => createFiducia({ config }));
  known.set(config, found);
  return found;
}

/**
 * What a verification may use.
 * @param rete - revocation may be asked over the network, where the installation allows it; never while somebody waits for a number
 */
export async function contestoOf(
  { config, clock }: Pick<Deps, 'config'> & { clock: Pick<Deps['clock'], 'now'> },
  { rete, segnale }: { rete: boolean; segnale?: AbortSignal },
): Promise<ContestoFirme> {
  return {
    adesso: clock.now(),
    fiducia: await fiduciaOf(config),
    rete: rete && config.firme.rete,
    ...(segnale !== undefined && { segnale }),
  };
}
