import type { FirmaDiBozza } from '../../schemas/bozza.model.js';
import { inCoda } from '../firme/frase.js';
import type { ControlloFirma } from './controllo-firma.js';

const RISCRITTO =
  'Il file è firmato, ma è stato riscritto o cambiato da chi lo ha firmato: dai suoi byte non si può dire se sia la versione approvata.';
const ILLEGGIBILE = 'La firma non si legge: non si sa di chi sia, né se valga.';
const NESSUNO_NOTO = 'La firma è valida, ma il suo certificato non è di un utente di questa AOO.';

/**
 * What of a letter signed elsewhere could not be checked, in sentences: a head answers for it, or it is not taken in. Nothing is to be
 * confirmed where the bytes are the approved ones, every signature is valid and one of them is of a user of the AOO. Pure.
 */
export function daConfermare(controllo: ControlloFirma, verifica: readonly FirmaDiBozza[]): string[] {
  const ignote = verifica
    .filter(({ esito }) => esito === 'non-verificabile')
    .map(({ firmatario, motivo }) => `La firma di ${firmatario} non si può verificare${inCoda(motivo)}`);
  const nota = verifica.some(({ esito, utente }) => esito === 'valida' && utente !== undefined);
  return [
    ...(controllo === 'incerto' ? [RISCRITTO] : []),
    ...(verifica.length === 0 ? [ILLEGGIBILE] : []),
    ...new Set(ignote),
    ...(verifica.length > 0 && ignote.length === 0 && !nota ? [NESSUNO_NOTO] : []),
  ];
}
