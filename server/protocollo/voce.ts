import { findVoce } from '../../classification/service.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import { legalDay } from '../lib/clock.js';

/** True if the voce of a registration, or its tipologia, as they stood on its day, reserve it. */
export async function isUnderRiservata({
  aoo,
  dataRegistrazione,
  classifica,
  tipologia,
}: Pick<Registrazione, 'aoo' | 'dataRegistrazione'> & {
  classifica?: { codice: string } | undefined;
  tipologia?: string | undefined;
}): Promise<boolean> {
  if (tipologia !== undefined && tipologia !== '') {
    const tipologie = await configurazioneAl(aoo, 'tipologie', legalDay(dataRegistrazione));
    if (tipologie.find(({ codice }) => codice === tipologia)?.riservata === true) return true;
  }
  if (classifica === undefined) return false;
  return (await findVoce(aoo, legalDay(dataRegistrazione), classifica.codice))?.riservata === true;
}
