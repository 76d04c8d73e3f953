import { findVersione, findVoce } from '../../classification/service.js';
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
  classifica?: { codice: string; versione?: number } | undefined;
  tipologia?: string | undefined;
}): Promise<boolean> {
  if (tipologia !== undefined && tipologia !== '') {
    const tipologie = await configurazioneAl(aoo, 'tipologie', legalDay(dataRegistrazione));
    if (tipologie.find(({ codice }) => codice === tipologia)?.riservata === true) return true;
  }
  if (classifica === undefined) return false;
  const { codice, versione } = classifica;
  const day = legalDay(dataRegistrazione);
  const voce =
    versione === undefined
      ? await findVoce(aoo, day, codice)
      : (await findVersione(aoo, versione, day))?.byCodice.get(codice); // not always of that day: an officer may have chosen today's
  return voce?.riservata === true;
}
