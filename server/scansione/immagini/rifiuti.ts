import { type CodiceRifiuto, ImmagineRifiutata } from '../tipi.js';

/** A page of so many pixels at most is decoded: an A0 at 400 dpi (LG: declared sizes are believed only to refuse). */
export const MAX_PIXEL = 250_000_000;
export const MAX_PAGINE = 5_000;
/** What the formats of the copy can bear on one side. */
export const MAX_LATO = 65_000;

const FRASI: Readonly<Record<CodiceRifiuto, string>> = {
  formato: 'Il file non è un’immagine che si può acquisire: usare PDF, TIFF, JPEG o PNG.',
  vuoto: 'Il file è vuoto: ripetere la scansione.',
  troncato: 'Il file è incompleto: la trasmissione si è interrotta. Ripetere la scansione o inviarlo di nuovo.',
  'troppo-grande': 'La pagina è troppo grande: ripetere la scansione a una risoluzione più bassa.',
  cifrato: 'Il PDF è protetto da una password: salvarlo senza protezione e inviarlo di nuovo.',
  'troppe-pagine': 'Il file ha più di 5000 pagine: dividerlo in più file.',
  tempo: 'La pagina richiede troppo tempo: ripetere la scansione in PDF, TIFF, JPEG o PNG.',
  memoria: 'La pagina richiede troppa memoria: ripetere la scansione a una risoluzione più bassa.',
  illeggibile: 'L’immagine è danneggiata e non si può aprire: ripetere la scansione.',
};

/** Why a file or a page is not taken, in words for who scanned it. */
export const rifiuto = (codice: CodiceRifiuto, messaggio = FRASI[codice]): ImmagineRifiutata =>
  new ImmagineRifiutata(codice, messaggio);

const migliaia = (n: number): string => Math.round(n).toLocaleString('it-IT');

/** @throws ImmagineRifiutata if what is declared is more than is decoded, or nothing */
export function controllaMisure(larghezza: number, altezza: number): void {
  if (!(larghezza >= 1 && altezza >= 1)) throw rifiuto('illeggibile');
  if (larghezza * altezza <= MAX_PIXEL && larghezza <= MAX_LATO && altezza <= MAX_LATO) return;
  throw rifiuto(
    'troppo-grande',
    `La pagina è troppo grande: ${migliaia(larghezza)} × ${migliaia(altezza)} punti, al massimo ${migliaia(MAX_PIXEL / 1e6)} milioni in tutto. Ripetere la scansione a una risoluzione più bassa.`,
  );
}

/** A side as it is declared, within what can be told. */
export const latoDichiarato = (lato: number): number =>
  Number.isFinite(lato) ? Math.max(1, Math.min(100_000, Math.round(lato))) : 1;
