import type { ConservatoreAoo } from '../../schemas/configurazione-conservazione.api.js';
import { legalDay } from '../lib/clock.js';
import type { DepsConservazione } from './deps.js';
import { regoleConservazioneAl } from './regole/seleziona.js';
import type { Conservatore } from './tipi.js';

/** A receiver made from its configuration. Loaded late: what speaks over the network is needed only where something is shipped. */
export async function creaDi(
  deps: Pick<DepsConservazione, 'clock' | 'config' | 'crea'>,
  conservatore: ConservatoreAoo,
) {
  if (deps.crea !== undefined) return deps.crea(conservatore);
  const { creaConservatore } = await import('./conservatori/crea.js');
  return creaConservatore(deps.config, conservatore, deps.clock);
}

/** The receiver of an AOO by its code, as it is configured today; undefined where there is none any more. */
export async function conservatoreDi(
  deps: Pick<DepsConservazione, 'clock' | 'config' | 'crea'>,
  aoo: string,
  codice: string,
): Promise<Conservatore | undefined> {
  const { conservazione } = await regoleConservazioneAl(aoo, legalDay(deps.clock.now()));
  const configured = conservazione.conservatori.find((one) => one.codice === codice);
  return configured === undefined ? undefined : creaDi(deps, configured);
}
