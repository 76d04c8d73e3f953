import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import { attendeUnione } from './unisci.js';

/* When a scan may be taken off the number that a label, or a person, has said: pure. */

/**
 * Why the scan is not taken off its number, in words; undefined where it may be. What has reached the register stays there, and what
 * is just on its way is not stopped half done.
 */
export function percheNonSepara(s: ScansioneTenuta): string | undefined {
  if (s.registrazione === undefined) return 'La scansione non ha ancora un numero: non c’è niente da separare.';
  if (s.unione?.stato === 'fatta')
    return 'La copia è già nella registrazione e vi resta: se è di un altro documento, scansionarlo di nuovo per il numero giusto, e chiedere l’annullamento di quello sbagliato.';
  if (s.stato === 'attestata')
    return 'La copia è attestata e non si cambia più: per correggerla fare una nuova scansione.';
  if (s.inRegistrazione !== undefined || attendeUnione(s))
    return 'La copia sta raggiungendo la registrazione: attendere qualche secondo e rileggere la scansione.';
  return undefined;
}

/** The label is evidence: who says that it is wrong says why. What a person had said, a person takes back. */
export const chiedeMotivo = ({ registrazione }: Pick<ScansioneTenuta, 'registrazione'>): boolean =>
  registrazione?.da === 'etichetta';

/** A number that was found wrong for this scan; a person may still say it. */
export const isNonSua = ({ nonSue = [] }: Pick<ScansioneTenuta, 'nonSue'>, { anno, numero }: AnnoNumero): boolean =>
  nonSue.some((one) => one.anno === anno && one.numero === numero);
