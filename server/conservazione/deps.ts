import type { ConservatoreAoo } from '../../schemas/configurazione-conservazione.api.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { type Clock, systemClock } from '../lib/clock.js';
import type { Config } from '../lib/config.js';
import type { Logger } from '../lib/logger.js';
import type { Conservatore } from './tipi.js';

/** What the services of this area are given. */
export interface DepsConservazione {
  /** of the register: tries, next steps, terms */
  clock: Clock;
  store: ObjectStore;
  config: Pick<Config, 'conservazione' | 'retiPrivate' | 'urlPubblico'>;
  log: Logger;
  /** of the machine: leases. Never a demonstration's moved one */
  macchina?: Clock;
  /** from 0 to 1: not all again at the same moment */
  caso?: () => number;
  /** how a receiver is made from its configuration; that of the product unless a test gives another */
  crea?: (conservatore: ConservatoreAoo) => Promise<Conservatore | undefined>;
}

export const macchinaOf = ({ macchina = systemClock }: Pick<DepsConservazione, 'macchina'>): Date => macchina.now();
export const casoOf = ({ caso = Math.random }: Pick<DepsConservazione, 'caso'>): number => caso();
