import type { ModoAttestazione } from '../../schemas/attestazione.api.js';

/** How conformity is attested (CAD art. 22 c. 1-bis). */
export const MODI: Readonly<Record<ModoAttestazione, string>> = {
  raffronto: 'per raffronto',
  processo: 'per certificazione di processo',
};
