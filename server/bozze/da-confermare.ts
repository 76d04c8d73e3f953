import type { FirmaDiBozza } from '../../schemas/bozza.model.js';
import { inCoda } from '../firme/frase.js';
import type { ErroreCampo } from '../lib/problem.js';
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

/** The confirmation of who brings the file: he has looked at it and answers for what the system cannot check. */
export interface Conferma {
  /** of the file that he has looked at; absent: he has not said which */
  sha256?: string | undefined;
  motivo?: string | undefined;
}

const CONFERMARE = 'Il responsabile controlli il file e confermi, oppure si carichi un’altra firma.';
const QUALE = 'La conferma vale per un solo file: ripeterla con la sua impronta nel campo sha256.';
const ALTRO_FILE = 'La conferma era di un altro file: questo va controllato e confermato a sua volta.';

/**
 * Why a letter with something to be confirmed is not taken in yet: nobody who may has confirmed it, or not exactly these bytes.
 * Undefined where it is confirmed. Pure.
 * @param sha256 - of the file that was brought
 * @param ammessa - who brings it may confirm
 */
export function perCheNonConfermato(
  mancanze: readonly string[],
  sha256: string,
  conferma: Conferma | undefined,
  ammessa: boolean,
): ErroreCampo | undefined {
  if (ammessa && conferma?.sha256 === sha256) return undefined;
  const resta = !ammessa || conferma === undefined ? CONFERMARE : conferma.sha256 === undefined ? QUALE : ALTRO_FILE;
  return {
    campo: 'conferma',
    messaggio: [...mancanze, resta, `Impronta SHA-256 del file: ${sha256}.`].join(' '),
    sha256,
  };
}
