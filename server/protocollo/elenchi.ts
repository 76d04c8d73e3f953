import type { AnnoNumero } from '../../schemas/comune.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Filtro } from '../accesso/visibilita.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { formatNumero } from './rules.js';

/* What the lists that are read through an index of their own have in common; the search of the register is in ricerca.ts. */

/** Above this a list says only that there are more (contract §2). */
export const CONTA_FINO_A = 1_000;

/** What a row needs of a record. */
export const RIGA = {
  canonico: 0,
  eventi: 0,
  parole: 0,
  impronte: 0,
  rinnovi: 0,
  note: 0,
  nascita: 0,
  richieste: 0,
} as const;

export interface Pagina {
  elementi: Registrazione[];
  cursore?: string;
  totale?: number;
  oltre?: number;
}

export const cursorOf = ({ anno, numero }: AnnoNumero): string => `${anno}-${formatNumero(numero)}`;

/** What comes after the cursor, in the order of the list. @throws DatiNonValidiError for one of another list */
export function afterCursor(cursore: string, verso: 'prima' | 'dopo'): Filtro {
  const match = /^(\d{4})-(\d{7,9})$/.exec(cursore);
  if (match === null)
    throw new DatiNonValidiError([
      { campo: 'cursore', messaggio: 'Il cursore non è di questo elenco: ricominciare dalla prima pagina.' },
    ]);
  const [anno, numero] = [Number(match[1]), Number(match[2])];
  const op = verso === 'dopo' ? '$gt' : '$lt';
  return { $or: [{ anno: { [op]: anno } }, { anno, numero: { [op]: numero } }] };
}
