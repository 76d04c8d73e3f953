import { markDaVersare, markScadenzaFirma } from '../../../schemas/da-versare.model.js';
import { readScadenzeFirma } from '../../../schemas/esame-file.model.js';
import { findDaRiprovare, markRiprova } from '../../../schemas/non-inviabile.model.js';
import { addDays, legalDay, startOfLegalDay } from '../../lib/clock.js';
import { regoleConservazioneAl } from './seleziona.js';

const AT_ONCE = 200;
const MARK_AT_ONCE = 20;

/**
 * What could not be shipped is looked at again: what was missing may have come otherwise than by an act of its own (a rule, a larger
 * limit, a document that is conserved now). The rows stay until a package is made. Safe to be killed anywhere and to run twice.
 * @returns how many there were
 */
export async function retryNonInviabili(aoo: string, segnale?: AbortSignal): Promise<number> {
  let tried = 0;
  while (segnale?.aborted !== true) {
    const some = await findDaRiprovare(aoo, AT_ONCE);
    for (let i = 0; i < some.length; i += MARK_AT_ONCE)
      await Promise.all(
        some.slice(i, i + MARK_AT_ONCE).map((one) => markDaVersare(aoo, one.tipo, one.riferimento, 'nascita')),
      );
    await markRiprova(aoo, some);
    tried += some.length;
    if (some.length < AT_ONCE) break;
  }
  return tried;
}

/**
 * Tells the records again when the signatures of their files end, for those that end soon: a file may have been named again after it
 * was examined. Safe to be killed anywhere and to run twice.
 * @returns how many files there were
 */
export async function retellScadenzeFirma(aoo: string, adesso: Date, segnale?: AbortSignal): Promise<number> {
  const oggi = legalDay(adesso);
  const { conservazione } = await regoleConservazioneAl(aoo, oggi);
  const until = startOfLegalDay(addDays(oggi, conservazione.termini.firmaGiorni + 2));
  let told = 0;
  for await (const { _id, scadenzaFirma } of readScadenzeFirma(adesso, until)) {
    if (segnale?.aborted === true) break;
    await markScadenzaFirma(_id, scadenzaFirma);
    told += 1;
  }
  return told;
}
