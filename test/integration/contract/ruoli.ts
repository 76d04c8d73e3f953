import type { Ruolo } from '../../../schemas/accesso.api.js';
import type { Account } from '../../support/harness.js';

/** Who asks as each role. */
export const RUOLI: Readonly<Record<Ruolo, Account>> = {
  operatore: 'protocollo',
  istruttore: 'istruttore',
  responsabile: 'responsabile',
  archivista: 'archivista',
  rgd: 'rgd',
  vicario: 'vicario',
  admin: 'admin',
};
