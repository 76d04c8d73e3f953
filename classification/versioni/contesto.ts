import type { Caller } from '../../schemas/accesso.api.js';
import type { Fatto } from '../../schemas/titolario.model.js';
import { type Clock, legalDay } from '../../server/lib/clock.js';
import { DatiNonValidiError, type ErroreCampo } from '../../server/lib/problem.js';
import type { Rilievo } from '../tabella.js';

/** Who changes the titolario, and when. */
export interface Autore {
  aoo: string;
  utente: string;
  adesso: Date;
  /** legal day */
  oggi: string;
}

export const autoreOf = ({ aoo, utente }: Pick<Caller, 'aoo' | 'utente'>, clock: Clock): Autore => {
  const adesso = clock.now();
  return { aoo, utente, adesso, oggi: legalDay(adesso) };
};

export const fattoOf = (fatto: Fatto['fatto'], { utente, adesso }: Autore): Fatto => ({ fatto, utente, data: adesso });

/** What is wrong in a file, each with its line, as the fields of a problem. */
const erroriOf = (rilievi: readonly Rilievo[]): ErroreCampo[] =>
  rilievi.map(({ riga, messaggio }) => ({ campo: `righe[${riga}]`, messaggio: `Riga ${riga}: ${messaggio}` }));

/** @throws DatiNonValidiError with everything that is wrong, of the fields and of the file, each line by its number */
export function requireFaultless(campi: readonly ErroreCampo[], rilievi: readonly Rilievo[]): void {
  const all = [...campi, ...erroriOf(rilievi)];
  if (all.length > 0)
    throw new DatiNonValidiError(
      all,
      `${rilievi.length > 0 ? 'Il file non è stato importato' : 'Alcuni dati non vanno bene'}: correggere quello che è indicato e inviare di nuovo.`,
    );
}

/** The 1 January after a day. */
export const prossimoGennaio = (day: string): string => `${Number(day.slice(0, 4)) + 1}-01-01`;
