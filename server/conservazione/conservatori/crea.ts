import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import { type Clock, systemClock } from '../../lib/clock.js';
import type { Config } from '../../lib/config.js';
import type { Conservatore } from '../tipi.js';
import { creaDeposito } from './deposito.js';
import { creaParer } from './parer.js';
import { creaRest } from './rest.js';

/**
 * The receiver that an AOO has configured. Undefined where the installation has no address, credentials or folder for its kind: what
 * is due to it waits.
 * @param orologio - of the register: when the receiver is to be asked again
 */
export function creaConservatore(
  { conservazione: { parer, rest, deposito } }: Pick<Config, 'conservazione'>,
  configurazione: ConservatoreAoo,
  orologio: Clock = systemClock,
): Conservatore | undefined {
  switch (configurazione.tipo) {
    case 'parer':
      return parer === undefined ? undefined : creaParer(parer, configurazione, orologio);
    case 'rest':
      return rest === undefined ? undefined : creaRest(rest, configurazione, orologio);
    case 'deposito':
      return deposito === undefined ? undefined : creaDeposito(deposito, configurazione, orologio);
  }
}
