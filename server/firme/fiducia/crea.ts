import type { Config } from '../../lib/config.js';
import type { Fiducia } from '../tipi.js';

export interface FiduciaDeps {
  config: Pick<Config, 'firme' | 'retiPrivate'>;
}

/** Whom this installation trusts: the certificates of its folder, and those of the European lists that it was given. */
export function createFiducia(_deps: FiduciaDeps): Fiducia {
  const giudica: Fiducia['giudica'] = () =>
    Promise.resolve({
      catena: [],
      controlli: [{ codice: 'catena', esito: 'ignoto', messaggio: 'Nessuna autorità è configurata.' }],
    });
  return { giudica };
}
