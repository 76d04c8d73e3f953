import siftModule from 'sift';
import type { Caller } from '../../schemas/accesso.api.js';
import { visibleFascicoli } from './visibilita.js';

/** The rule of what one may see, on a fascicolo in memory. */
export const isFascicoloVisibile = (caller: Caller, fascicolo: object): boolean =>
  siftModule.default(visibleFascicoli(caller))(fascicolo);
