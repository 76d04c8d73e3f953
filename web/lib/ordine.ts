import { contieneParole } from './nomi.js';

/** A column of a table that can be sorted and filtered: what stands in it, as a text. */
export interface ColonnaDati<T> {
  campo: string;
  titolo: string;
  valore: (riga: T) => string;
  /** What it is sorted by, where the text does not sort as it reads: an instant, a figure. */
  chiave?: (riga: T) => string;
  /** Nothing in it to sort by or to take away: buttons, choices. */
  fissa?: boolean;
}

/** Sorting as the address keeps it: `codice`, or `-codice` from the last to the first. */
export interface Ordine {
  campo: string;
  inverso: boolean;
}

export function readOrdine(text: string | null): Ordine | null {
  if (text === null || text === '' || text === '-') return null;
  return text.startsWith('-') ? { campo: text.slice(1), inverso: true } : { campo: text, inverso: false };
}

export const writeOrdine = (ordine: Ordine | null): string =>
  ordine === null ? '' : `${ordine.inverso ? '-' : ''}${ordine.campo}`;

/** What a press on the head of a column does: sorted by it, then backwards, then as the list was. */
export function nextOrdine(now: Ordine | null, campo: string): Ordine | null {
  if (now?.campo !== campo) return { campo, inverso: false };
  return now.inverso ? null : { campo, inverso: true };
}

/** What a figure with decimals is sorted by: numbers in words are compared as whole ones. */
export const chiaveDecimale = (valore: number | undefined): string =>
  valore === undefined ? '' : String(Math.round(valore * 1_000));

const compare = new Intl.Collator('it', { numeric: true, sensitivity: 'base' });

/** The rows that hold every word, sorted; without a sorting in their own order. Empty values come last. */
export function vediRighe<T>(
  righe: readonly T[],
  colonne: readonly ColonnaDati<T>[],
  { q, ordine }: { q: string; ordine: Ordine | null },
): T[] {
  const shown = righe.filter(
    (riga) => q.trim() === '' || contieneParole(colonne.map(({ valore }) => valore(riga)).join(' '), q),
  );
  const colonna = colonne.find(({ campo }) => campo === ordine?.campo);
  if (colonna === undefined || ordine === null) return shown;
  const key = colonna.chiave ?? colonna.valore;
  const sign = ordine.inverso ? -1 : 1;
  return shown.sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if ((one === '') !== (other === '')) return one === '' ? 1 : -1;
    return sign * compare.compare(one, other);
  });
}
