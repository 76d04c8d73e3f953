import type { Controllo, EsitoFirma } from '../../../schemas/firma.api.js';

/**
 * What the checks of a signature come to: a definite no makes it not valid; what could not be looked at is never taken as good.
 * @returns the outcome, and the sentence of the first check that does not hold
 */
export function esitoDi(controlli: readonly Controllo[]): { esito: EsitoFirma; motivo?: string } {
  const no = controlli.find(({ esito }) => esito === 'no');
  if (no !== undefined) return { esito: 'non-valida', motivo: no.messaggio };
  const ignoto = controlli.find(({ esito }) => esito === 'ignoto');
  return ignoto === undefined ? { esito: 'valida' } : { esito: 'non-verificabile', motivo: ignoto.messaggio };
}
