import { findVoce } from '../../classification/service.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { legalDay } from '../lib/clock.js';

/** True if the voce of a registration, as it stood on its day, reserves what is under it. */
export async function isUnderRiservata({
  aoo,
  dataRegistrazione,
  classifica,
}: Pick<Registrazione, 'aoo' | 'dataRegistrazione'> & {
  classifica?: { codice: string } | undefined;
}): Promise<boolean> {
  if (classifica === undefined) return false;
  return (await findVoce(aoo, legalDay(dataRegistrazione), classifica.codice))?.riservata === true;
}
