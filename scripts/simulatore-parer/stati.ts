import type { StatoUnita, UnitaConservata } from './archivio.js';
import type { Simulato } from './chiamata.js';

/** The life of a unit after it is stored, where the configuration gives minutes to its states. */

const VITA: readonly StatoUnita[] = ['PRESA_IN_CARICO', 'AIP_DA_GENERARE', 'AIP_GENERATO', 'AIP_FIRMATO'];

/** The state now. It follows from the clock: nothing is written. */
export function statoOra({ config, orologio }: Simulato, { stato, dal }: UnitaConservata): StatoUnita {
  const { minutiPerStato } = config;
  const da = VITA.indexOf(stato);
  if (minutiPerStato === undefined || da < 0) return stato;
  const minuti = (orologio.adesso().getTime() - Date.parse(dal)) / 60_000;
  return VITA[Math.min(VITA.length - 1, da + Math.max(0, Math.floor(minuti / minutiPerStato)))] ?? stato;
}
