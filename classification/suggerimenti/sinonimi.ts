import { type Parola, paroleOf } from './parole.js';
import { radiceOf } from './radice.js';

/** A form of the trade with what it stands for: `tso` → «trattamento sanitario obbligatorio», usual under X.2. */
export interface Sinonimo {
  forma: string;
  espansione: string;
  voce: string;
}

/** What a text says by way of the table. */
export interface Espansione {
  /** as typed: «TSO» */
  forma: string;
  /** the whole words: «trattamento sanitario obbligatorio» */
  testo: string;
  parole: readonly Parola[];
}

/** Below this length a form must stand as it is: «tar» is not «tari». */
const ESATTA_SOTTO = 5;
const PAROLE_FORMA = 3;

const chiaveForma = (parole: readonly string[]): string =>
  parole.map((parola) => (parola.length < ESATTA_SOTTO ? `=${parola}` : radiceOf(parola))).join(' ');

export type Sinonimi = ReadonlyMap<string, Espansione>;

/** The table by the key of its forms; a form without expansion is dropped, and so is one that would stand for itself. */
export function sinonimiOf(righe: readonly Sinonimo[]): Sinonimi {
  return new Map(
    righe
      .filter(({ forma, espansione }) => espansione !== '' && espansione !== forma)
      .map(({ forma, espansione }) => [
        chiaveForma(forma.toLowerCase().split(' ')),
        { forma, testo: espansione, parole: paroleOf(espansione) },
      ]),
  );
}

/** What the table says of the words of a text, each form once; forms of up to three words. */
export function espansioniOf(parole: readonly Parola[], sinonimi: Sinonimi): Espansione[] {
  const found = new Map<string, Espansione>();
  for (let da = 0; da < parole.length; da += 1) {
    for (let quante = 1; quante <= PAROLE_FORMA && da + quante <= parole.length; quante += 1) {
      const parte = parole.slice(da, da + quante);
      const chiave = chiaveForma(parte.map(({ piana }) => piana));
      const voce = sinonimi.get(chiave);
      if (voce !== undefined) found.set(chiave, { ...voce, forma: parte.map(({ forma }) => forma).join(' ') });
    }
  }
  return [...found.values()];
}
