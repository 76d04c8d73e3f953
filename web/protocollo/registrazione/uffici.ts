import type { Ufficio } from '../../api/tipi.js';
import { paroleOf } from './voci.js';

const SHOWN = 10;

/** The offices whose code begins with what one types, or whose name has all its words; the first ones for an empty text. */
export function cercaUffici(uffici: readonly Ufficio[], testo: string): Ufficio[] {
  const cercate = paroleOf(testo);
  const codice = testo.trim().toUpperCase();
  return uffici
    .filter(({ codice: suo, denominazione }) => {
      if (codice !== '' && suo.toUpperCase().startsWith(codice)) return true;
      const parole = paroleOf(`${suo} ${denominazione}`);
      return cercate.every((cercata) => parole.some((parola) => parola.startsWith(cercata)));
    })
    .slice(0, SHOWN);
}
